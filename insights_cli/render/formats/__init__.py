"""Ways to write a report: for people, for machines, for code review."""

from collections.abc import Callable

from insights_cli.model.diagnostic import Diagnostic, Report
from insights_cli.model.explanation import Explanation
from insights_cli.model.value import value
from insights_cli.render.style import Style


@value
class Answer:
    """A finished run: its report, the exit code it ends with, and what kept it from finishing (if anything did).

    *explanations* gives those of the codes that can occur; formats that publish rules ask for them.
    """

    report: Report
    exit_code: int
    failure: Diagnostic | None = None
    explanations: Callable[[], tuple[Explanation, ...]] = tuple
    version: str = ""


@value
class Format:
    """A named way to turn an answer into text; *render* ends its text with a newline unless it is empty."""

    name: str
    title: str
    render: Callable[[Answer, Style], str]
