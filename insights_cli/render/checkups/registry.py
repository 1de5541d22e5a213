"""The formats of a check-up, the one for people first."""

from insights_cli.render.checkups import CheckupFormat, github, json, junit, markdown, text

FORMATS: tuple[CheckupFormat, ...] = (text.FORMAT, json.FORMAT, junit.FORMAT, github.FORMAT, markdown.FORMAT)
BY_NAME = {member.name: member for member in FORMATS}
