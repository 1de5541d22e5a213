"""Words for what is no event."""

import pytest

from insights_cli.model.json import JsonValue
from insights_cli.pipeline.flaws import flaw_of


@pytest.mark.parametrize(
    ("found", "words"),
    [(None, "null"), (True, "a boolean"), (1, "a number"), ("x", "text"), ([], "a list")],
    ids=str,
)
def test_the_kind_is_named(found: JsonValue, words: str) -> None:
    """JSON's own words are used for what came instead of an event."""
    assert flaw_of(found).message == f"an event must be an object, and is {words}"


def test_long_keys_are_cut() -> None:
    """A path does not repeat a key of any length."""
    flaw = flaw_of({"action": "a", "subject": "b", "context": {"k" * 500: []}}, "event")
    assert flaw.path == f"event.context.{'k' * 64}"
