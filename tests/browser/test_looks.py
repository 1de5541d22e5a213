"""How the page looks: to people with and without sight, in light and dark, narrow and wide."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.browser.axe import violations
from tests.browser.stage import BAD, CLICK, LONG, NAVIGATE, PERSONAL, Stage, Watched, looking

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


@pytest.mark.parametrize("look", ["light", "narrow-dark"])
def test_an_empty_page_is_clean_and_says_what_happens_and_what_to_do(look: str, browser: Any, stage: Stage) -> None:
    """The first thing a newcomer sees."""
    with looking(browser, stage, **LOOKS[look]) as seen:
        seen.open(stage.link)
        seen.page.locator("#empty", has_text=f"insights trigger --to {stage.url}").wait_for()
        assert seen.page.locator(".way li strong").all_inner_texts() == ["Received", "Hydrated", "Redacted", "Sent"]
        assert seen.page.locator("#upstream", has_text="nothing was sent yet").is_visible()
        assert violations(seen.page) == []


def _wrong_filter(_: Stage, seen: Watched) -> None:
    seen.page.fill("#match", "action = =")
    seen.page.press("#match", "Enter")
    seen.page.locator("#match-error pre").wait_for()


def _nothing_matches(_: Stage, seen: Watched) -> None:
    seen.page.fill("#match", "acton=click")
    seen.page.press("#match", "Enter")
    seen.page.locator("#match-error", has_text="likely action").wait_for()
    seen.page.locator("#empty", has_text="No event matches").wait_for()


def _dead(_: Stage, seen: Watched) -> None:
    seen.row("dead").click()
    seen.page.locator("#replay").wait_for()
    for summary in seen.page.locator("#detail summary").all():
        summary.click()


def _rejected(_: Stage, seen: Watched) -> None:
    seen.row("rejected").click()
    seen.page.locator(".way", has_text="Refused").wait_for()


def _purging(_: Stage, seen: Watched) -> None:
    seen.page.click("#purge-all")


def _failing(stage: Stage, seen: Watched) -> None:
    stage.upstream.status = 503
    stage.send(CLICK)
    seen.page.locator("#upstream", has_text="503").wait_for()


def _paused(stage: Stage, seen: Watched) -> None:
    seen.page.click("#pause")
    stage.send(CLICK)
    seen.page.locator("#shown", has_text="while paused").wait_for()


def _gone(stage: Stage, seen: Watched) -> None:
    stage.stop()
    seen.page.locator("#connection", has_text="lost").wait_for()


def _locked(stage: Stage, seen: Watched) -> None:
    seen.page.context.clear_cookies()
    seen.page.goto(f"{stage.url}/_insights/?key=wrong")
    seen.page.locator("#locked-title").wait_for()


@pytest.mark.parametrize("look", ["light", "narrow-dark"])
def test_every_state_is_clean(look: str, browser: Any, stage: Stage) -> None:
    """Wrong filters, dead letters, questions, trouble, no server, no key."""
    states = (_wrong_filter, _nothing_matches, _dead, _rejected, _purging, _failing, _paused, _gone, _locked)
    stage.send(BAD, {"subject": "no action"}, PERSONAL, LONG)
    found = {}
    for reach in states:
        with looking(browser, stage, clean=False, **LOOKS[look]) as seen:
            if stage.process.returncode is not None:
                stage.start()
            seen.open(stage.link)
            reach(stage, seen)
            sideways = seen.page.evaluate("document.documentElement.scrollWidth > innerWidth")
            found[reach.__name__] = (violations(seen.page), sideways)
    assert {name: bad for name, bad in found.items() if bad != ([], False)} == {}
