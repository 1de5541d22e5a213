"""How the page looks: to people with and without sight, in light and dark, narrow and wide."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.stage import BAD, CLICK, NAVIGATE, PERSONAL, Stage, Watched, looking

PICTURES = os.environ.get("INSIGHTS_SCREENSHOTS")
LOOKS: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "narrow": {"color_scheme": "light", "viewport": {"width": 320, "height": 800}},
    "narrow-dark": {"color_scheme": "dark", "viewport": {"width": 320, "height": 800}},
    "wide": {"color_scheme": "light", "viewport": {"width": 2200, "height": 1100}},
}


def _busy(stage: Stage, seen: Watched) -> None:
    """A page with something of everything, looking at one event."""
    seen.open(stage.link)
    for _ in range(6):
        stage.send(NAVIGATE, CLICK, NAVIGATE)
        seen.page.wait_for_timeout(350)
    stage.send(BAD, {"subject": "no action"}, PERSONAL)
    seen.page.locator("#dead-list li").first.wait_for()
    seen.row("[EMAIL]").click()
    seen.page.locator("#detail tr", has_text="202").first.wait_for()


@pytest.mark.parametrize("look", list(LOOKS))
def test_axe_finds_nothing_and_nothing_sticks_out(look: str, browser: Any, stage: Stage, tmp_path: Path) -> None:
    """Contrast, labels, roles; and no scrolling sideways. Pictures are kept for people."""
    folder = Path(PICTURES) if PICTURES else tmp_path
    folder.mkdir(parents=True, exist_ok=True)
    with looking(browser, stage, **LOOKS[look]) as seen:
        _busy(stage, seen)
        seen.page.screenshot(path=folder / f"inspector-{look}.png", full_page=look.startswith("narrow"))
        assert violations(seen.page) == []
        seen.page.click("#help-open")
        assert violations(seen.page) == []
        sideways = seen.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert sideways <= 0


def test_an_empty_page_is_clean_and_says_what_to_do(browser: Any, stage: Stage) -> None:
    """The first thing a newcomer sees."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.locator("#empty", has_text="insights trigger").wait_for()
        assert violations(seen.page) == []
