"""Every setting of a key is told, with its standing."""

import pytest

from insights_cli.app_config.history import Standing
from tests.app_config.building import loaded

CASES = [
    pytest.param(["a: {b: 1}", "a: {b: 2}"], [Standing.OVERRIDDEN, Standing.WON], id="overridden"),
    pytest.param(["a: {b: 1}", "a: null"], [Standing.MASKED, Standing.REMOVES], id="masked by a null above"),
    pytest.param(["a: {b: 1}", "a: {b: null}"], [Standing.MASKED, Standing.REMOVES], id="masked by a null"),
    pytest.param(["a: {b: 1}", "a: 5"], [Standing.OVERRIDDEN, Standing.REPLACES], id="replaced from above"),
    pytest.param(["a: {b: 1}", "a: {b: '${NO}'}"], [Standing.WON, Standing.VANISHED], id="vanished"),
    pytest.param(["a: {b: {x: 1}}", "a: {b: {y: 2}}"], [Standing.MERGED, Standing.WON], id="merged"),
    pytest.param(["a: {b: 1}", "a: {c: 2}"], [Standing.WON], id="silent sources are left out"),
    pytest.param(
        ["a: {b: 1}", "a: null", "a: {b: 3}"], [Standing.OVERRIDDEN, Standing.OVERRIDDEN, Standing.WON], id="three"
    ),
]


@pytest.mark.parametrize(("texts", "standings"), CASES)
def test_each_source_has_a_standing(texts: list[str], standings: list[Standing]) -> None:
    """Lowest priority first."""
    assert [setting.standing for setting in loaded(*texts).history("a.b")] == standings


def test_a_setting_knows_its_text_and_its_variables() -> None:
    """Raw text, variables and the place that won over it."""
    document = loaded("a: x-${A}", "a: 2", environment={"A": "1"})
    lost, won = document.history("a")
    assert (lost.raw, [use.name for use in lost.variables], str(lost.decided_by)) == ("x-${A}", ["A"], "2.yaml:1:4")
    assert (won.standing, won.decided_by) == (Standing.WON, None)


def test_list_items_come_from_the_list_that_won() -> None:
    """A list replaces as a whole."""
    document = loaded("a: [1, 2]", "a: [3]")
    assert [setting.standing for setting in document.history(("a", 0))] == [Standing.OVERRIDDEN, Standing.WON]
    assert [setting.standing for setting in document.history(("a", 1))] == [Standing.OVERRIDDEN, Standing.REPLACES]
