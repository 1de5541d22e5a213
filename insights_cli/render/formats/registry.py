"""The formats of a report, the one for people first."""

from insights_cli.render.formats import Format, concise, github, json, sarif, text

FORMATS: tuple[Format, ...] = (text.FORMAT, concise.FORMAT, json.FORMAT, sarif.FORMAT, github.FORMAT)
BY_NAME = {member.name: member for member in FORMATS}
