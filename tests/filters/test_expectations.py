"""What a test expects of events."""

import pytest

from insights_cli.errors import UsageError
from insights_cli.filters.expectations import Expectations
from insights_cli.model.json import JsonValue

CLICK: dict[str, JsonValue] = {"id": "1", "action": "click", "fate": "waiting"}
DONE: dict[str, JsonValue] = {"id": "1", "action": "click", "fate": "delivered"}
DEAD: dict[str, JsonValue] = {"id": "2", "action": "click", "fate": "dead"}


@pytest.mark.parametrize(
    ("expected", "unexpected", "events", "decided", "met"),
    [
        (["action=click"], [], [], False, False),
        (["action=click"], [], [CLICK], True, True),
        (["fate=delivered"], [], [CLICK], False, False),
        (["fate=delivered"], [], [CLICK, DONE], True, True),
        (["action=click", "fate=dead"], [], [CLICK], False, False),
        (["action=click", "fate=dead"], [], [DONE, DEAD], True, True),
        ([], ["fate=dead"], [CLICK], False, True),
        ([], ["fate=dead"], [DEAD], True, False),
        (["action=click"], ["fate=dead"], [CLICK], False, True),
        (["action=click"], ["fate=dead"], [DEAD], True, False),
    ],
)
def test_a_verdict_is_found_as_early_as_it_can_be(
    expected: list[str], unexpected: list[str], events: list[dict[str, JsonValue]], decided: bool, met: bool
) -> None:
    """What must not be seen keeps the question open to the end."""
    found = Expectations(expected, unexpected)
    assert (found.hear(events), found.is_met) == (decided, met)


def test_each_expectation_says_what_became_of_it() -> None:
    """With the first event that matched."""
    found = Expectations(["action=click", "action=search"], ["fate=dead", "user=a"])
    found.hear([CLICK, DEAD])
    assert [line.split(maxsplit=1) for line in found.lines()] == [
        ["matched", "action=click  (1)"],
        ["missed", "action=search"],
        ["unwanted", "fate=dead  (2)"],
        ["not", "seen  user=a"],
    ]


def test_a_filter_that_is_not_understood_is_a_usage_error() -> None:
    """Before the server starts."""
    with pytest.raises(UsageError):
        Expectations(["action ="], [])
