"""Values with their spans marked: `«...»` around what a detector finds; none marks a near miss."""

import re

from insights_cli.redact.redactor import Redactor
from insights_cli.redact.roster import NOBODY, Roster
from insights_cli.redact.span import SpanType

_MARK = re.compile(r"«|»")


def marked(case: str) -> tuple[str, list[tuple[int, int]]]:
    """The plain value of *case* and where its marks stood."""
    value = ""
    at: list[int] = []
    done = 0
    for mark in _MARK.finditer(case):
        value += case[done : mark.start()]
        at.append(len(value))
        done = mark.end()
    return value + case[done:], list(zip(at[::2], at[1::2], strict=True))


def check(
    kind: SpanType, case: str, path: str = "metadata.description", entity: str = "Component", roster: Roster = NOBODY
) -> None:
    """Fail unless exactly the marked stretches of *case* are found as *kind*."""
    value, expected = marked(case)
    found = [
        (span.start, span.end) for span in Redactor(roster=roster).spans(path, value, kind=entity) if span.type is kind
    ]
    assert found == expected, (value, [value[start:end] for start, end in found])
