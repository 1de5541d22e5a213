"""Whether to ask again, and when; pure."""

from collections.abc import Mapping

from insights_cli.model.http_time import parse_http_date, parse_retry_after

RETRIED = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Statuses after which the same question may be answered."""

_FIRST_S = 0.25
_LONGEST_S = 5.0


def delay_s(tries: int, *, jitter: float, retry_after_s: float | None) -> float:
    """Seconds to wait after *tries* failed ones: doubling with full jitter (0 to 1), and never before Retry-After."""
    backoff = min(_LONGEST_S, _FIRST_S * float(2 ** (tries - 1))) * jitter
    return max(backoff, retry_after_s or 0.0)


def retry_after_s(headers: Mapping[str, str]) -> float | None:
    """The seconds that `Retry-After` asks for, None when it says nothing; a date counts from the answer's `Date`."""
    wait = parse_retry_after(headers.get("retry-after", ""), now=parse_http_date(headers.get("date", "")))
    return None if wait is None else wait.total_seconds()
