"""Values are shown as far as they may be."""

import pytest

from insights_cli.capture.fates import SENSITIVE_KEY, JudgedLeaf
from insights_cli.capture.rules import asked_rules
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.preview.values import Values
from insights_cli.render.preview import mask, plain, shown_path, shown_value

RULES = asked_rules(["spec"])


def leaf(fate: Fate, sent: str | None = None, *, is_captured: bool = True, why: str = "") -> JudgedLeaf:
    """A leaf with a mail address."""
    rules = RULES if is_captured else ()
    return JudgedLeaf(
        steps=("spec", "a", "b@c.de"), value="bob@example.com", fate=fate, sent=sent, rules=rules, why=why
    )


SHOWN: list[tuple[JudgedLeaf, str, str]] = [
    (leaf(Fate.SENT, "bob@example.com"), "bob@example.com", "bob@example.com"),
    (leaf(Fate.REDACTED, "[EMAIL]"), "b*** -> [EMAIL]", "bob@example.com -> [EMAIL]"),
    (leaf(Fate.DROPPED), "b***", "bob@example.com"),
    (leaf(Fate.DROPPED, is_captured=False), "(not shown)", "bob@example.com"),
]


@pytest.mark.parametrize(("judged", "masked", "whole"), SHOWN)
def test_value_is_shown_by_its_fate(judged: JudgedLeaf, masked: str, whole: str) -> None:
    """Masked, only what leaves is whole; hidden, nothing is shown."""
    assert shown_value(judged, Values.MASK) == masked
    assert shown_value(judged, Values.SHOW) == whole
    assert shown_value(judged, Values.HIDE) == ""


def test_path_ends_before_a_key_that_may_not_leave() -> None:
    """A sensitive key is part of no path that is shown, unless values are."""
    judged = leaf(Fate.DROPPED, why=SENSITIVE_KEY)
    assert shown_path(judged, Values.MASK) == "spec.a.***"
    assert shown_path(judged, Values.SHOW) == "spec.a.b@c.de"


def test_short_values_are_all_stars() -> None:
    """One character of three would give the value away."""
    assert [mask(text) for text in ("", "abc", "abcd")] == ["***", "***", "a***"]


def test_long_values_are_one_short_line() -> None:
    """Any value fits into its column."""
    assert plain("a\n b " * 1000) == ("a b " * 15)[:57] + "..."
    values: list[JsonValue] = [None, True, 1.5, []]
    assert [plain(value) for value in values] == ["null", "true", "1.5", "[]"]
