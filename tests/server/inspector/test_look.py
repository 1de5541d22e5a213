"""What the inspector shows, without a socket."""

from datetime import datetime

import pytest

from insights_cli.pipeline.gate import Flow
from insights_cli.pipeline.intake import Intake
from insights_cli.pipeline.ledger import Balance, balance
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.inspector.look import Look, Upstream
from insights_cli.server.inspector.query import parse_query
from tests.server.parts import NOW, intake, run

EVENT = b'{"action":"navigate","subject":"it\'s"}'


def _look(found: Intake, *, flow: Flow = Flow.FLOWING, since: datetime | None = None, stops: bool = False) -> Look:
    async def books() -> Balance:
        stats = await found.spool.stats()
        return balance(found.ledger, stats, stats)

    return Look(
        history=found.history,
        spool=found.spool,
        balance=books,
        upstream=lambda: Upstream(flow=flow, trouble="HTTP 503", since=since, target="the test"),
        is_stopping=lambda: stops,
        now=lambda: NOW,
        source="http://localhost:3000",
        address="http://127.0.0.1:7331/events",
    )


@pytest.mark.parametrize(
    ("flow", "since", "state", "words"),
    [
        (Flow.FLOWING, None, "unknown", "nothing was sent yet"),
        (Flow.FLOWING, NOW, "ok", "takes events"),
        (Flow.STALLED, NOW, "failing", "does not take events"),
        (Flow.PAUSED, NOW, "paused", "waits for a person"),
    ],
)
def test_the_upstream_is_said_in_words(flow: Flow, since: datetime | None, state: str, words: str) -> None:
    """With since when and why; what was never tried is not said to be well."""
    found = run(_look(intake(), flow=flow, since=since).totals())["upstream"]
    assert isinstance(found, dict)
    assert (found["state"], found["words"], found["trouble"]) == (state, words, "HTTP 503")
    assert (found["since"] is None) is (since is None)


def test_the_command_to_send_again_is_safe_in_a_shell() -> None:
    """Whatever stands in the event."""
    found = intake()
    look = _look(found)
    run(found.accept(EVENT))
    event = run(look.event(found.history.passages()[0].id))
    assert isinstance(event["curl"], str)
    assert event["curl"].startswith("curl -X POST http://127.0.0.1:7331/events ")
    assert "it'\"'\"'s" in event["curl"]


def test_who_asks_on_and_on_hears_of_every_event() -> None:
    """Also of more than one answer holds, and of few that match among many."""
    found = intake()
    look = _look(found)
    found.history.watch(new=lambda arrival: look.changes.hear(arrival.ids))

    async def ask(match: str) -> int:
        seen, after, pages = set[str](), "0", 0
        while pages < 20:
            page = await look.events(parse_query({"match": match, "after": after}))
            events = page["events"]
            assert isinstance(events, list)
            seen |= {str(each["id"]) for each in events if isinstance(each, dict)}
            after, pages = str(page["next"]), pages + 1
        return len(seen)

    run(found.accept(b"[%b]" % b",".join([EVENT] * 700 + [EVENT.replace(b"navigate", b"rare")])))
    assert (run(ask("action=navigate")), run(ask("action=rare"))) == (700, 1)


def test_an_event_that_is_not_kept_is_refused() -> None:
    """With where else to look."""
    with pytest.raises(RefusedError) as refused:
        run(_look(intake()).event("nothing"))
    assert refused.value.code == "SV161"


def test_following_ends_when_the_server_stops() -> None:
    """Nothing is told any more."""

    async def follow() -> int:
        return len([message async for message in _look(intake(), stops=True).follow(parse_query({}))])

    assert run(follow()) == 0


def test_who_follows_hears_how_it_stands_when_nothing_happens() -> None:
    """The totals are in every message, and whether something was missed."""

    async def first() -> dict[str, object]:
        async for message in _look(intake()).follow(parse_query({"after": "99"})):
            return dict(message)
        raise AssertionError

    message = run(first())
    assert (message["rows"], message["missed"], message["next"]) == ([], True, "0")
    assert message["totals"]


def test_a_page_takes_the_newest_that_match() -> None:
    """Tagged events are seen by those who ask for the tag."""
    found = intake()
    look = _look(found)
    for tag in ("a", "b", "a"):
        run(found.accept(EVENT, tag=tag))
    page = run(look.events(parse_query({"tag": "a", "most": "1"})))
    rows = page["events"]
    assert isinstance(rows, list)
    assert [row["id"] for row in rows if isinstance(row, dict)] == [found.history.passages()[2].id]
    assert page["oldest"] == found.history.passages()[2].id
