"""The inspector's page in a real Chromium."""

import re
import signal
import time
from typing import Any

import pytest

from tests.browser.stage import BAD, CLICK, NAVIGATE, PERSONAL, Stage, looking

MANY = 10_000


def test_an_event_is_seen_soon_after_its_acceptance(browser: Any, stage: Stage) -> None:
    """Without a word on the console or a request to anybody else."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        assert "key" not in seen.page.url
        accepted_at = stage.send(NAVIGATE)
        seen.row("navigate").wait_for()
        took_s = time.monotonic() - accepted_at
        seen.page.locator("#list .row .fate", has_text="delivered").wait_for()
        seen.page.locator("#upstream", has_text="takes events").wait_for()
    assert took_s < 3.0


def test_events_stand_in_the_order_in_which_they_came(browser: Any, stage: Stage) -> None:
    """Newest first, in whichever order the upstream took them."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        shown = seen.page.evaluate(
            """async () => {
                const { EventList } = await import("./list.js");
                const list = new EventList(document.createElement("div"), () => {});
                for (const ids of ["cbe", "a", "fd"]) list.add([...ids].map((id) => ({ id, fate: "delivered" })));
                return list.rows.map((row) => row.id).join("");
            }"""
        )
    assert shown == "fedcba"


def test_a_wrong_key_is_refused_in_words(browser: Any, stage: Stage) -> None:
    """The link of another run opens nothing, and the bare address says what to do."""
    with looking(browser, stage, clean=False) as seen:
        assert seen.page.goto(f"{stage.url}/_insights/?key=wrong").status == 401
        seen.page.get_by_role("heading", name="needs the link").wait_for()
        assert seen.page.url == f"{stage.url}/_insights/"
        seen.page.goto(f"{stage.url}/_insights/")
        seen.page.locator("#connection", has_text="open the link that insights serve printed").wait_for()
        assert seen.page.locator(".row").count() == 0


def test_the_cookie_is_no_business_of_scripts(browser: Any, stage: Stage) -> None:
    """HttpOnly, SameSite=Strict, for the page alone."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        (cookie,) = seen.page.context.cookies()
        assert seen.page.evaluate("document.cookie") == ""
    assert (cookie["httpOnly"], cookie["sameSite"], cookie["path"]) == (True, "Strict", "/_insights")


def test_the_filter_is_held_by_the_address(browser: Any, stage: Stage) -> None:
    """Who opens the address sees the same; the key is not in it."""
    stage.send(NAVIGATE, CLICK, CLICK)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.fill("#match", "action=click")
        seen.page.press("#match", "Enter")
        seen.page.locator("#shown", has_text="2 shown").wait_for()
        address = seen.page.url
        stage.send(NAVIGATE, CLICK)
        seen.page.locator("#shown", has_text="3 shown").wait_for()
        other = seen.page.context.new_page()
        other.goto(address)
        other.locator("#shown", has_text="3 shown").wait_for()
        assert other.input_value("#match") == "action=click"
    assert address.endswith("#match=action%3Dclick")


def test_what_no_longer_matches_leaves_the_list(browser: Any, stage: Stage) -> None:
    """An event that waited and was delivered is not shown among those that wait; its details follow."""
    stage.upstream.status = 503
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.get_by_role("button", name="waiting").click()
        stage.send(CLICK)
        seen.row("click").click()
        seen.page.locator(".way", has_text="kept until the upstream takes it").wait_for()
        stage.upstream.status = 202
        seen.page.locator("#shown", has_text="0 shown").wait_for()
        seen.page.locator(".way", has_text="the upstream took it").wait_for()


def test_a_filter_that_is_not_understood_is_explained(browser: Any, stage: Stage) -> None:
    """What was shown stays."""
    stage.send(NAVIGATE)
    with looking(browser, stage, clean=False) as seen:
        seen.open(stage.link)
        seen.page.fill("#match", "action = =")
        seen.page.press("#match", "Enter")
        seen.page.locator("#match-error", has_text="column").wait_for()
        assert seen.row("navigate").is_visible()


def test_one_event_shows_received_beside_sent(browser: Any, stage: Stage) -> None:
    """With the rule that decided; the personal value is nowhere in the page."""
    stage.send(PERSONAL)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.row("[EMAIL]").click()
        changed = seen.page.locator("#detail tr", has_text="subject")
        changed.get_by_text("redacted").wait_for()
        words = changed.inner_text()
        assert words.count("[EMAIL]") == 2
        assert "email" in words
        seen.page.locator("#detail tr", has_text="pseudonymised").wait_for()
        seen.page.locator("#detail", has_text="202").wait_for()
        content = seen.page.content()
    assert "jane" not in content


def test_script_in_an_event_stays_text(browser: Any, stage: Stage) -> None:
    """In every field of the list and of the details."""
    script = '"><img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>'
    event = {"action": script[:60], "subject": script, "attributes": {script: script}, "context": {"pluginId": script}}
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        stage.send(event, **{"x-insights-test": script[:90]})
        seen.row("img src=x").click()
        seen.page.locator("#detail tr", has_text="attributes").first.wait_for()
        assert seen.page.title() == "insights inspector"
        assert seen.page.locator("main img, main script").count() == 0


def test_a_dead_letter_is_replayed(browser: Any, stage: Stage) -> None:
    """Once the upstream takes it, it is delivered."""
    stage.send(BAD)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.locator("#dead-list li", has_text="UP201").wait_for()
        stage.upstream.refused = b""
        seen.page.locator("#dead-list li").get_by_role("button", name=re.compile("Replay")).click()
        seen.page.locator("#dead-words", has_text="none").wait_for()
        seen.page.locator("#list .row .fate", has_text="delivered").wait_for()


def test_purging_asks_first(browser: Any, stage: Stage) -> None:
    """Keeping is the default, also for Escape."""
    stage.send(BAD, BAD)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.locator("#dead-words", has_text="2").wait_for()
        seen.page.click("#purge-all")
        seen.page.keyboard.press("Escape")
        seen.page.click("#purge-all")
        seen.page.keyboard.press("Enter")
        assert len(stage.get("dead")["events"]) == 2
        seen.page.click("#purge-all")
        seen.page.locator("#confirm").get_by_role("button", name="Purge").click()
        seen.page.locator("#dead-words", has_text="none").wait_for()
    assert stage.get("totals")["purged"] == 2


def test_a_page_whose_first_question_fails_asks_again(browser: Any, stage: Stage) -> None:
    """It says so meanwhile."""
    with looking(browser, stage, clean=False) as seen:
        seen.page.route("**/api/session", lambda route: route.abort())
        seen.page.goto(stage.link)
        seen.page.locator("#connection", has_text="no connection").wait_for()
        seen.page.unroute("**/api/session")
        seen.live()
        assert seen.page.locator("#totals", has_text="received").is_visible()


def test_the_page_comes_back_after_a_restart(browser: Any, stage: Stage) -> None:
    """It says that it lost the connection, and that the key of another run does not fit."""
    with looking(browser, stage, clean=False) as seen:
        seen.open(stage.link)
        stage.stop()
        seen.page.locator("#connection", has_text="lost").wait_for()
        stage.start()
        seen.page.locator("#connection", has_text="open the link").wait_for()
        assert seen.page.get_attribute("#upstream", "data-state") == "unknown"
        seen.page.get_by_role("heading", name="needs the link").wait_for()
        seen.open(stage.link)
        stage.send(CLICK)
        seen.row("click").wait_for()


def test_silence_is_said_to_be_silence(browser: Any, stage: Stage) -> None:
    """A server that hangs makes the page stale, not live; what comes afterwards is shown."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        stage.process.send_signal(signal.SIGSTOP)
        seen.page.locator("#connection", has_text=re.compile("stale: last heard [0-9]+ s ago")).wait_for()
        stage.process.send_signal(signal.SIGCONT)
        seen.live()
        stage.send(NAVIGATE)
        seen.row("navigate").wait_for()


def test_where_no_stream_passes_the_page_asks_again_and_again(browser: Any, stage: Stage) -> None:
    """It says so."""
    with looking(browser, stage, clean=False) as seen:
        seen.page.route("**/api/stream*", lambda route: route.abort())
        seen.page.goto(stage.link)
        seen.page.locator("#connection", has_text="polling").wait_for(timeout=30_000)
        stage.send(CLICK)
        seen.row("click").wait_for()


def test_the_keyboard_is_enough(browser: Any, stage: Stage) -> None:
    """Filter, go through the list, read, go back, pause, get help."""
    stage.send(NAVIGATE, CLICK, {**CLICK, "action": "discover"})
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.locator("#shown", has_text="3 shown").wait_for()
        press = seen.page.keyboard.press
        press("j")
        seen.page.locator("#detail-title", has_text="discover").wait_for()
        press("j")
        seen.page.locator("#detail-title", has_text="click").wait_for()
        press("Escape")
        press("End")
        seen.page.locator("#detail-title", has_text="navigate").wait_for()
        press("Enter")
        assert seen.page.evaluate("document.activeElement.id") == "detail"
        press("p")
        assert seen.page.get_attribute("#pause", "aria-pressed") == "true"
        press("?")
        assert seen.page.locator("#help").is_visible()
        press("Escape")
        press("/")
        seen.page.keyboard.type("click")
        press("Enter")
        seen.page.locator("#shown", has_text="1 shown").wait_for()


def test_pausing_holds_what_comes(browser: Any, stage: Stage) -> None:
    """And going on shows it."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        seen.page.click("#pause")
        stage.send(NAVIGATE, CLICK)
        seen.page.locator("#shown", has_text="2 more while paused").wait_for()
        assert seen.page.locator(".row").count() == 0
        seen.page.click("#pause")
        seen.page.locator("#shown", has_text="2 shown").wait_for()


def test_the_upstream_is_said_to_fail_and_since_when(browser: Any, stage: Stage) -> None:
    """In words, with the status."""
    stage.upstream.status = 503
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        stage.send(CLICK)
        seen.page.locator("#upstream", has_text=re.compile(r"does not take events since .*503")).wait_for()
        stage.upstream.status = 202
        seen.page.locator("#upstream", has_text="takes events").wait_for()


def _fill(stage: Stage, count: int) -> None:
    for _ in range(0, count, 500):
        stage.send(*[NAVIGATE] * 500)


@pytest.mark.timeout(240)
def test_ten_thousand_events_in_the_spool_do_not_slow_the_page(browser: Any, stage: Stage) -> None:
    """It opens in a second and draws only the rows that are visible; older ones come with scrolling."""
    stage.upstream.status = 503
    _fill(stage, MANY)
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        began = time.monotonic()
        seen.open(f"{stage.url}/_insights/")
        seen.row("navigate").wait_for()
        took_s = time.monotonic() - began
        assert seen.page.locator(".row").count() < 60
        seen.page.locator("#list").evaluate("box => { box.scrollTop = box.scrollHeight; }")
        seen.page.locator("#shown", has_text="1,000 shown").wait_for()
    assert took_s < 3.0


@pytest.mark.timeout(240)
def test_a_page_that_stays_open_keeps_a_bounded_list(browser: Any, stage: Stage) -> None:
    """However many events come, memory and the number of elements do not grow with them."""
    with looking(browser, stage) as seen:
        seen.open(stage.link)
        _fill(stage, 2_000)
        seen.page.locator("#totals", has_text="2,000").first.wait_for()
        before = seen.page.locator("*").count()
        size = seen.page.evaluate(
            """async () => {
                const { EventList, MOST } = await import("./list.js");
                const list = new EventList(document.createElement("div"), () => {});
                for (let from = 0; from < 100000; from += 250) {
                    list.add(Array.from({ length: 250 }, (_, at) => ({ id: `e${from + at}`, fate: "waiting" })));
                }
                return [list.rows.length, list.index.size, MOST];
            }"""
        )
        assert abs(seen.page.locator("*").count() - before) < 50
    assert size == [MANY, MANY, MANY]
