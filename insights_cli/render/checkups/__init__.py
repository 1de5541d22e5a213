"""Ways to write a check-up: for people, programs, build servers and issues."""

from collections.abc import Callable
from dataclasses import dataclass

from insights_cli.model.checkup import Checkup
from insights_cli.render.style import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckupFormat:
    """A named way to turn a check-up into text, which ends with a newline."""

    name: str
    title: str
    render: Callable[[Checkup, Style], str]
