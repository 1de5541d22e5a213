"""Every setting of a key is told, with its fate."""

import pytest

from insights_cli.app_config.history import Fate
from tests.app_config.building import loaded

CASES = [
    pytest.param(["a: {b: 1}", "a: {b: 2}"], [Fate.OVERRIDDEN, Fate.WON], id="overridden"),
    pytest.param(["a: {b: 1}", "a: null"], [Fate.MASKED, Fate.REMOVES], id="masked by a null above"),
    pytest.param(["a: {b: 1}", "a: {b: null}"], [Fate.MASKED, Fate.REMOVES], id="masked by a null"),
    pytest.param(["a: {b: 1}", "a: 5"], [Fate.OVERRIDDEN, Fate.REPLACES], id="replaced from above"),
    pytest.param(["a: {b: 1}", "a: {b: '${NO}'}"], [Fate.WON, Fate.VANISHED], id="vanished"),
    pytest.param(["a: {b: {x: 1}}", "a: {b: {y: 2}}"], [Fate.MERGED, Fate.WON], id="merged"),
    pytest.param(["a: {b: 1}", "a: {c: 2}"], [Fate.WON], id="silent sources are left out"),
    pytest.param(["a: {b: 1}", "a: null", "a: {b: 3}"], [Fate.OVERRIDDEN, Fate.OVERRIDDEN, Fate.WON], id="three"),
]


@pytest.mark.parametrize(("texts", "fates"), CASES)
def test_each_source_has_a_fate(texts: list[str], fates: list[Fate]) -> None:
    """Lowest priority first."""
    assert [setting.fate for setting in loaded(*texts).history("a.b")] == fates


def test_a_setting_knows_its_text_and_its_variables() -> None:
    """Raw text, variables and the place that won over it."""
    document = loaded("a: x-${A}", "a: 2", environment={"A": "1"})
    lost, won = document.history("a")
    assert (lost.raw, [use.name for use in lost.variables], str(lost.decided_by)) == ("x-${A}", ["A"], "2.yaml:1:4")
    assert (won.fate, won.decided_by) == (Fate.WON, None)


def test_list_items_come_from_the_list_that_won() -> None:
    """A list replaces as a whole."""
    document = loaded("a: [1, 2]", "a: [3]")
    assert [setting.fate for setting in document.history(("a", 0))] == [Fate.OVERRIDDEN, Fate.WON]
    assert [setting.fate for setting in document.history(("a", 1))] == [Fate.OVERRIDDEN, Fate.REPLACES]
