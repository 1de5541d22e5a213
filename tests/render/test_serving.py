"""The words of a running server."""

import json
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from insights_cli.pipeline.envelopes import Captured, EventData, Hydration, build_envelope
from insights_cli.pipeline.gate import Flow
from insights_cli.pipeline.ledger import Balance
from insights_cli.pipeline.notices import DeadLettered, Delivered, Paused, Resumed, Stalled
from insights_cli.pipeline.passages import Passage, Stage
from insights_cli.render.diagnostics import width_of
from insights_cli.render.serving import (
    balance_lines,
    check_line,
    detail_lines,
    footer_lines,
    live_line,
    notice_line,
    passage_json,
    passage_line,
    upstream_words,
)
from insights_cli.render.style import PLAIN, Style

AT = datetime(2026, 11, 23, 12, 0, 0, 5000, tzinfo=UTC)
DATA = EventData(
    action="click",
    subject="a\x1b[31mb",
    hydration=Hydration.COMPLETE,
    identity=Captured(ref="user:default/p1-abcdefghijk"),
    redactions={"email": 2},
)
ENVELOPE = build_envelope(
    DATA, envelope_id="e1", source="http://localhost:3000", accepted_at=AT, at="2026-11-23T12:00:00.000Z"
)
PASSAGE = Passage(id="e1", accepted_at=AT, body=ENVELOPE.body)


def test_an_event_is_one_line_without_control_characters() -> None:
    """Who, what, when, and how much was hidden."""
    line = passage_line(PASSAGE, PLAIN, short=False)
    assert line.startswith("2026-11-23T12:00:00.005Z  .. click")
    assert ("\x1b" in line, line.endswith("p1-abcdef e1  2 hidden")) == (False, True)


def test_an_event_is_one_json_object() -> None:
    """With its fate."""
    found = json.loads(passage_json(PASSAGE))
    assert (found["schema"], found["fate"], found["user"]) == (
        "insights.seen-event/1",
        Stage.WAITING.value,
        "user:default/p1-abcdefghijk",
    )


def test_people_hear_of_what_they_can_mend() -> None:
    """A pause, the first failure, the end of it, and dead letters; not of every success."""
    said = [
        notice_line(notice, "relay")
        for notice in (
            Paused(code="UP101", detail="HTTP 401", failures=1, wait_s=5),
            Stalled(code="UP105", detail="unreachable", failures=1, wait_s=1),
            Stalled(code="UP105", detail="unreachable", failures=2, wait_s=2),
            Resumed(after_s=12.34),
            DeadLettered(id="e1", code="UP201", detail="HTTP 400"),
            Delivered(ids=frozenset({"e1"})),
        )
    ]
    assert [bool(words) for words in said] == [True, True, False, True, True, False]
    assert "UP101" in said[0]
    assert "12.3 s" in said[3]


def balance(**changes: int) -> Balance:
    """Books with 3 received and 2 delivered."""
    given = {"received": 3, "rejected": 0, "brought_forward": 0, "delivered": 2, "waiting": 1}
    rest = {"dead": 0, "purged": 0, "lost": 0}
    return Balance(**{**given, **rest, **changes})


def test_the_books_are_one_line_and_a_difference_another() -> None:
    """What is missing is said as a bug."""
    assert balance_lines(balance()) == ["received 3 = rejected 0 + delivered 2 + waiting 1 + dead 0"]
    assert balance_lines(balance(brought_forward=2, purged=1, lost=1))[0].startswith("received 3 + 2 from before = ")
    assert "SV004" in balance_lines(balance(waiting=0))[1]


def test_the_footer_fits_the_terminal() -> None:
    """Two lines that never reach the last column, without control characters."""
    events = {"received": 12345, "rejected": 0, "delivered": 12000, "waiting": 345, "dead": 0}
    for width in (20, 80, 200):
        lines = footer_lines(events, rate=12.4, upstream="stalled: a\x1bb", keys=["[q] quit"], width=width)
        assert [len(line) < width for line in lines] == [True, True]
    assert lines[0].endswith("dead 0 | 12/s")
    assert lines[1] == "stalled: a\\x1bb | [q] quit"


def test_the_footer_says_keys_in_fewer_words_before_it_cuts_how_the_upstream_does() -> None:
    """The state is what nobody may miss."""
    events = dict.fromkeys(("received", "rejected", "delivered", "waiting", "dead"), 0)
    keys = ["[space] pause  [?] help", "[?] help", ""]
    found = [footer_lines(events, rate=0, upstream="upstream ok", keys=keys, width=width)[1] for width in (80, 30, 14)]
    assert found == ["upstream ok | [space] pause  [?] help", "upstream ok | [?] help", "upstream ok"]


@pytest.mark.parametrize(
    ("flow", "since", "trouble", "words"),
    [
        (Flow.FLOWING, None, "", "nothing sent yet"),
        (Flow.FLOWING, AT, "", "upstream ok"),
        (Flow.STALLED, AT, "HTTP 503", f"upstream stalled since {AT:%H:%M:%S}: HTTP 503"),
        (Flow.PAUSED, AT, "HTTP 401", f"upstream paused since {AT:%H:%M:%S}: HTTP 401"),
    ],
)
def test_the_upstream_is_said_in_few_words(flow: Flow, since: datetime | None, trouble: str, words: str) -> None:
    """What was never tried is not said to be well."""
    assert upstream_words(flow, since=since, trouble=trouble) == words


@pytest.mark.parametrize("width", [60, 79, 120])
def test_a_live_line_fits_the_terminal(width: int) -> None:
    """However long a subject is, and however wide its letters."""
    data = replace(DATA, subject="x" * 300, action="a" * 100)
    body = build_envelope(data, envelope_id="e1", source="http://localhost:3000", accepted_at=AT, at="t").body
    long = replace(PASSAGE, body=body)
    assert len(live_line(long, PLAIN, width)) <= width
    wide = replace(data, subject="\u6771\u4eac" * 100, action="\u691c\u7d22" * 9)
    body = build_envelope(wide, envelope_id="e1", source="http://localhost:3000", accepted_at=AT, at="t").body
    assert width_of(live_line(replace(PASSAGE, body=body), PLAIN, width)) == len(live_line(long, PLAIN, width))
    assert "\x1b" not in live_line(PASSAGE, PLAIN, width)


def test_the_details_of_an_event_name_each_field() -> None:
    """With its fate."""
    lines = detail_lines(PASSAGE)
    assert lines[0].startswith("e1  click  waiting")
    assert any(line.split()[:2] == ["pseudonymised", "user:"] for line in lines)


def test_a_startup_check_is_folded_below_its_words() -> None:
    """On a terminal; what has no spaces, as a link, stays whole to be copied."""
    narrow = Style(color=False, width=40)
    assert check_line("auth", "none; events have no user, and more words", narrow).splitlines() == [
        "  auth          none; events have no",
        "                user, and more words",
    ]
    link = "http://127.0.0.1:7331/_insights/?key=0123456789"
    assert check_line("inspector", link, narrow) == f"  inspector     {link}"
