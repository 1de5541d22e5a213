"""What becomes of a batch, for every status."""

from datetime import timedelta

import pytest

from insights_cli.model.delivery import Disposition, Outcome, OutcomeKind
from insights_cli.pipeline.policy import decide

DELIVERED = range(200, 300)
RETRIED = {100, 408, 409, 423, 425, 429, *range(500, 600)} - {501, 505}
CONTENT = {400, 413, 422}


def answered(status: int, retry_after: timedelta | None = None) -> Outcome:
    """An answer with *status*."""
    return Outcome(kind=OutcomeKind.ANSWERED, status=status, retry_after=retry_after)


def expected(status: int, events: int) -> Disposition:
    """The rule in words: later is later, content is halved, all else waits for a person."""
    if status in DELIVERED:
        return Disposition.DELIVERED
    if status in RETRIED:
        return Disposition.RETRY
    if status in CONTENT:
        return Disposition.SPLIT if events > 1 else Disposition.DEAD
    return Disposition.PAUSE


@pytest.mark.parametrize("status", [100, *range(200, 600)])
@pytest.mark.parametrize("events", [1, 2, 500])
def test_every_status_has_its_disposition(status: int, events: int) -> None:
    """The table is complete."""
    assert decide(answered(status), events=events).disposition is expected(status, events)


@pytest.mark.parametrize("kind", [OutcomeKind.TIMED_OUT, OutcomeKind.UNREACHABLE, OutcomeKind.BROKEN])
def test_no_answer_is_tried_again(kind: OutcomeKind) -> None:
    """Whatever the network does, nothing is lost."""
    assert decide(Outcome(kind=kind), events=1).disposition is Disposition.RETRY


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (401, "UP101"),
        (403, "UP101"),
        (404, "UP102"),
        (405, "UP102"),
        (501, "UP102"),
        (302, "UP103"),
        (429, "UP106"),
        (400, "UP201"),
        (413, "UP202"),
    ],
)
def test_the_code_says_who_must_act(status: int, code: str) -> None:
    """A token, an address and an event are different troubles."""
    assert decide(answered(status), events=1).code == code


@pytest.mark.parametrize("status", [429, 503, 401, 404])
def test_the_upstreams_wish_is_a_floor(status: int) -> None:
    """Retry-After goes with the decision."""
    assert decide(answered(status, timedelta(seconds=7)), events=1).wait == timedelta(seconds=7)


def test_an_absurd_wish_is_cut() -> None:
    """Nobody can stop forwarding for a year with one header."""
    assert decide(answered(503, timedelta(days=365)), events=1).wait == timedelta(hours=1)
