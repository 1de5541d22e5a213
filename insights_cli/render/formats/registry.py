"""The formats of a report, the one for people first."""

from functools import cache
from importlib import import_module

from insights_cli.render.formats import Format

NAMES = ("text", "concise", "json", "sarif", "github")


@cache
def format_called(name: str) -> Format:
    """The format called *name*, imported when it is asked for: one run needs one of them."""
    found = import_module(f"insights_cli.render.formats.{name}").FORMAT
    assert isinstance(found, Format)
    return found
