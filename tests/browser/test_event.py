"""What the page tells about one event."""

from typing import Any

from tests.browser.stage import BAD, CLICK, LONG, NAVIGATE, PERSONAL, Stage, looking

TURNED = {**CLICK, "subject": "pay \u202egpj.exe\u202c \u05e9\u05dc\u05d5\u05dd \U0001f468\u200d\U0001f469"}


def _steps(seen: Any) -> list[str]:
    return [" ".join(each.split()) for each in seen.page.locator(".way li").all_inner_texts()]


def test_its_way_is_told_in_four_steps(browser: Any, stage: Stage) -> None:
    """What came, what the catalog added, what was hidden, and whether the upstream took it."""
    stage.send(NAVIGATE, PERSONAL)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.row("navigate").click()
        seen.page.locator("#detail-title", has_text="navigate delivered").wait_for()
        received, hydrated, redacted, sent = _steps(seen)
        assert ("from catalog" in received, "component:default/payments-api" in hydrated) == (True, True)
        assert redacted.endswith("user pseudonymised")
        assert "the upstream took it: 202" in sent
        seen.row("[EMAIL]").click()
        seen.page.locator(".way li", has_text="1 hidden: email").wait_for()


def test_where_its_way_ended_is_told(browser: Any, stage: Stage) -> None:
    """Refused by the upstream, or not taken at all."""
    stage.send(BAD, {"subject": "no action"})
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.row("dead").click()
        seen.page.locator(".way li", has_text="UP201: HTTP 400").wait_for()
        seen.row("rejected").click()
        seen.page.locator(".way li", has_text="SV111").wait_for()


def test_more_of_the_same_is_one_press_away(browser: Any, stage: Stage) -> None:
    """By plugin, entity, user or tag; the filter says so in its own words."""
    stage.send(NAVIGATE, CLICK)
    stage.send(CLICK, **{"x-insights-test": 'suite "7"'})
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.row("suite").click()
        seen.page.get_by_role("button", name="Show only events with this tag").click()
        seen.page.locator("#shown", has_text="1 shown").wait_for()
        assert seen.page.input_value("#match") == r'tag="suite \"7\""'


def test_characters_that_turn_text_around_are_shown(browser: Any, stage: Stage) -> None:
    """While those that join letters or signs do their work."""
    stage.send(TURNED)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        words = seen.row("click").inner_text()
    assert "pay \ufffdgpj.exe\ufffd \u05e9\u05dc\u05d5\u05dd \U0001f468\u200d\U0001f469" in words


def test_long_values_are_cut_until_asked_for(browser: Any, stage: Stage) -> None:
    """With how long they are."""
    stage.send(LONG)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.row("xxx").click()
        subject = seen.page.locator("#detail tr", has_text="subject")
        more = subject.get_by_role("button", name="show all 900 characters")
        more.wait_for()
        assert "x" * 300 not in subject.inner_text()
        more.click()
        assert "x" * 900 in subject.inner_text()


def test_what_was_copied_is_said(browser: Any, stage: Stage) -> None:
    """And the clipboard holds it."""
    stage.send(CLICK)
    with looking(browser, stage, permissions=["clipboard-read", "clipboard-write"]) as seen:
        seen.open(stage.link)
        seen.row("click").click()
        seen.page.get_by_role("button", name="Copy curl").click()
        seen.page.locator("#toast", has_text="Copied the curl command").wait_for()
        assert seen.page.evaluate("navigator.clipboard.readText()").startswith("curl -X POST http://127.0.0.1:")


def test_a_chosen_event_comes_into_view_on_a_narrow_screen(browser: Any, stage: Stage) -> None:
    """And the list comes back."""
    stage.send(CLICK)
    with looking(browser, stage, viewport={"width": 360, "height": 640}) as seen:
        seen.open(stage.link)
        seen.row("click").click()
        seen.page.locator(".way").wait_for()
        assert seen.page.locator("#detail-title").bounding_box()["y"] < 320
        seen.page.click("#back")
        assert seen.page.evaluate("document.activeElement.id") == "list"


def test_what_was_hidden_comes_first(browser: Any, stage: Stage) -> None:
    """Before the fields that left as they came."""
    stage.send(PERSONAL)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.row("[EMAIL]").click()
        seen.page.locator(".leaves").wait_for()
        fates = seen.page.locator(".leaves td .fate").all_inner_texts()
    assert fates[:2] == ["redacted", "pseudonymised"]
    assert set(fates[2:]) == {"sent"}
