"""What the page may ask for, read from the query of a URL; every number has a bound."""

from collections.abc import Mapping
from dataclasses import dataclass

from insights_cli.filters.expression import Event, Expression, matches
from insights_cli.filters.parse import parse_filter
from insights_cli.pipeline.refusal import RefusedError

MOST = 500
LONGEST_WAIT_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A page of events: those that *match*, changed after the cursor *after*, or older than the id *before*."""

    match: Expression
    after: int | None
    before: str | None
    most: int
    wait_s: float
    tag: str | None = None

    def picks(self, event: Event) -> bool:
        """Whether the viewer wants to see *event*."""
        return (self.tag is None or event.get("tag") == self.tag) and matches(self.match, event)


def parse_query(given: Mapping[str, str]) -> Query:
    """Read a query; raises RefusedError SV162, or UsageError SV090 for a filter that is not understood."""
    match = parse_filter(given.get("match", ""))
    after = given.get("after")
    return Query(
        match=match,
        after=_number("after", after, 0, 10**15) if after else None,
        before=given.get("before") or None,
        most=_number("most", given.get("most", str(MOST)), 1, MOST),
        wait_s=_seconds(given.get("wait", "0")),
        tag=given.get("tag"),
    )


def _number(name: str, text: str, low: int, high: int) -> int:
    if not text.isascii() or not text.isdigit() or not low <= int(text[:16]) <= high:
        raise RefusedError("SV162", f"{name} is a whole number from {low} to {high}")
    return int(text)


def _seconds(text: str) -> float:
    try:
        found = float(text.removesuffix("s"))
    except ValueError:
        found = -1.0
    if not 0 <= found <= LONGEST_WAIT_S:
        raise RefusedError("SV162", f"wait is a time such as 20s, at most {LONGEST_WAIT_S:g} s")
    return found
