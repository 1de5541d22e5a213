"""The inspector over HTTP: what it shows, and to whom."""

import json
from datetime import datetime

import httpx
import pytest
from jsonschema import Draft202012Validator

from insights_cli.render.schemas import schema_text
from insights_cli.server.origins import Origins
from tests.server.inspector.inspected import EVENT, KEY, Inspected, inspected
from tests.server.running import running

APP = "http://localhost:3000"
SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def _codes(answer: httpx.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["code"]


def test_an_accepted_event_is_found_by_waiting_for_it() -> None:
    """The answer comes when the event does, with how far it has come."""
    with inspected() as inspector:
        assert inspector.send(EVENT).status_code == 202
        found = inspector.wait("action=navigate and fate=delivered")
    assert [(each["subject"], each["plugin"], each["status"]) for each in found] == [("/catalog", "catalog", 202)]


def test_waiting_for_what_never_comes_ends_in_time() -> None:
    """The answer is empty and says where to go on."""
    with inspected() as inspector:
        inspector.send(EVENT)
        found = inspector.get("events", match="action=never", after="0", wait="0.2s")
    assert found["events"] == []
    assert int(found["next"]) >= 1


def test_a_rare_event_is_found_behind_a_flood() -> None:
    """However many others came after it."""
    with inspected() as inspector:
        inspector.send({**EVENT, "action": "rare"}, *[EVENT] * 400)
        inspector.send(*[EVENT] * 400)
        assert len(inspector.wait("action=rare")) == 1


def test_pages_lead_from_the_newest_to_the_oldest() -> None:
    """Oldest first on each, none twice."""
    with inspected() as inspector:
        inspector.send(*({**EVENT, "value": number} for number in range(25)))
        values: list[int] = []
        before: str | None = ""
        while before is not None:
            page = inspector.get("events", most=10, before=before)
            values = [each["value"] for each in page["events"]] + values
            before = page["oldest"]
    assert values == list(range(25))


def test_one_event_shows_received_beside_sent() -> None:
    """With marks instead of what was hidden, its attempts, and how to send it again."""
    with inspected() as inspector:
        inspector.send({**EVENT, "action": "click", "subject": "Mail to jane.doe@example.com"})
        row = inspector.wait("fate=delivered")[0]
        event = inspector.get(f"events/{row['id']}")
    leaf = next(each for each in event["leaves"] if each["path"] == "subject")
    assert (leaf["fate"], leaf["received"]) == ("redacted", leaf["sent"])
    assert "[EMAIL]" in leaf["sent"]
    assert leaf["rule"]
    assert [each["status"] for each in event["attempts"]] == [202]
    assert event["cloudevent"]["data"]["subject"] == leaf["sent"]
    assert event["curl"].startswith("curl -X POST ")
    assert "jane" not in json.dumps(event)


def test_events_have_the_published_shape() -> None:
    """In lists, alone, when they are rejected, and in the stream."""
    check = Draft202012Validator(json.loads(schema_text("seen-event"))).validate
    with inspected(refused=b'"bad"') as inspector:
        inspector.send({**EVENT, "subject": "jane.doe@example.com"}, 3, {**EVENT, "action": "bad"})
        inspector.wait("fate=delivered")
        inspector.wait("fate=dead")
        rows = inspector.get("events")["events"]
        for row in rows:
            check(row)
            check(inspector.get(f"events/{row['id']}"))
    assert sorted(row["fate"] for row in rows) == ["dead", "delivered", "rejected"]


def test_a_rejected_event_is_seen_with_the_reason_alone() -> None:
    """What was wrong with it may be personal."""
    with inspected() as inspector:
        inspector.send({"action": "x" * 5000, "subject": "jane.doe@example.com"})
        (row,) = inspector.get("events", match="fate=rejected")["events"]
    assert row["reason"].startswith("SV1")
    assert (row["action"], row["subject"], row["attributes"]) == ("", None, {})


def test_parallel_tests_do_not_see_each_other() -> None:
    """A request can name the test that it belongs to."""
    with inspected() as inspector:
        inspector.send(EVENT, **{"X-Insights-Test": "one"})
        inspector.send(EVENT, EVENT, **{"X-Insights-Test": "two"})
        inspector.send(EVENT, **{"X-Insights-Test": "a\tb" + "c" * 200})
        counts = {tag: len(inspector.get("events", tag=tag)["events"]) for tag in ("one", "two", "other")}
        assert inspector.get("events", match="tag~abc")["events"][0]["tag"] == "ab" + "c" * 97
    assert counts == {"one": 1, "two": 2, "other": 0}


def test_totals_add_up_and_name_the_upstream() -> None:
    """The books of the server, in one call."""
    with inspected(refused=b'"bad"') as inspector:
        inspector.send(EVENT, 3, {**EVENT, "action": "bad"})
        inspector.wait("fate=dead")
        inspector.wait("fate=delivered")
        found = inspector.get("totals")
    assert (found["received"], found["rejected"], found["delivered"], found["dead"]) == (3, 1, 1, 1)
    since = found["upstream"].pop("since")
    assert datetime.fromisoformat(since).tzinfo is not None
    assert found["upstream"] == {"state": "ok", "words": "takes events", "trouble": None, "target": "the test"}


def test_dead_letters_are_shown_replayed_and_purged() -> None:
    """Each says why it died; one that is replayed dies again for the same reason."""
    with inspected(refused=b'"bad"') as inspector:
        inspector.send(*[{**EVENT, "action": "bad"}] * 2)
        first, second = (each["id"] for each in _dead(inspector, 2))
        assert inspector.client.post("replay", json={"ids": [first]}).json() == {"replayed": 1}
        assert {each["id"] for each in _dead(inspector, 2)} == {first, second}
        assert inspector.client.post("purge", json={"ids": [second]}).json() == {"purged": 1}
        assert inspector.client.post("replay", json={"ids": None}).json() == {"replayed": 1}
        assert [(each["id"], each["reason"]) for each in _dead(inspector, 1)] == [(first, "UP201")]


def _dead(inspector: Inspected, count: int) -> list[dict[str, str]]:
    cursor = "0"
    while len(found := inspector.get("dead")["events"]) != count:
        cursor = inspector.get("events", after=cursor, wait="5")["next"]
    return list(found)


def test_the_stream_tells_what_changes() -> None:
    """As server-sent events, each with where to go on."""
    with (
        inspected() as inspector,
        inspector.client.stream("GET", "stream", params={"match": "fate=delivered"}) as lines,
    ):
        assert lines.headers["content-type"].startswith("text/event-stream")
        inspector.send(EVENT)
        messages = (json.loads(line.removeprefix("data: ")) for line in lines.iter_lines() if line)
        message = next(each for each in messages if each["rows"])
    assert message["rows"][0]["action"] == "navigate"
    assert message["totals"]["received"] == 1


def test_the_server_stops_while_somebody_follows() -> None:
    """Nobody who looks on holds it up."""
    with inspected() as inspector, inspector.client.stream("GET", "stream") as lines:
        following = lines.iter_lines()
        next(following)
        inspector.server.stop()
        assert "data" not in "".join(list(following)[-1:])


def test_one_event_that_is_not_kept_is_not_found() -> None:
    """The answer has the shape of all errors."""
    with inspected() as inspector:
        assert _codes(inspector.client.get("events/nothing")) == (404, "SV161")


@pytest.mark.parametrize(
    "path", ["session", "events", "events/x", "totals", "timeline", "dead", "stream", "replay", "purge"]
)
@pytest.mark.parametrize("key", [None, "wrong"])
def test_every_call_needs_the_key(path: str, key: str | None) -> None:
    """Without it, or with another one, nothing is told."""
    headers = {"content-type": "application/json", **({"x-insights-key": key} if key else {})}
    method = "POST" if path in ("replay", "purge") else "GET"
    with inspected() as inspector:
        answer = httpx.request(
            method, f"{inspector.url}/_insights/api/{path}", headers=headers, content=b'{"ids":null}'
        )
    assert _codes(answer) == (401, "SV160")


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        ({"host": "evil.example.com"}, (403, "SV130")),
        ({"host": "127.0.0.1.evil.example.com"}, (403, "SV130")),
        ({"origin": "https://evil.example.com"}, (403, "SV131")),
        ({"origin": APP}, (403, "SV131")),
        ({"origin": "http://127.0.0.1:9"}, (403, "SV131")),
        ({"sec-fetch-site": "same-site"}, (403, "SV131")),
        ({"content-type": "text/plain"}, (415, "SV107")),
        ({"x-insights-key": ""}, (401, "SV160")),
    ],
    ids=str,
)
def test_other_pages_change_nothing(headers: dict[str, str], expected: tuple[int, str]) -> None:
    """A rebound name, another origin, another port of this machine, a form: none has an effect."""
    with inspected(origins=Origins(allowed={APP})) as inspector:
        given = {"content-type": "application/json", "cookie": f"insights_inspector_7331={KEY}", **headers}
        answer = inspector.client.post("purge", content=b'{"ids":null}', headers=given)
    assert _codes(answer) == expected


@pytest.mark.parametrize("path", ["", "?key=wrong", "inspector.js", "api/totals", "api/session"])
@pytest.mark.parametrize("method", ["GET", "OPTIONS"])
def test_the_app_may_send_events_but_not_look(path: str, method: str) -> None:
    """Its origin gets no leave to read what the inspector answers."""
    with inspected(origins=Origins(allowed={APP})) as inspector:
        answer = httpx.request(method, f"{inspector.url}/_insights/{path}", headers={"origin": APP})
        event = inspector.send(EVENT, origin=APP)
    assert "access-control-allow-origin" not in answer.headers
    assert event.headers["access-control-allow-origin"] == APP


def test_the_page_may_change_things_under_a_name_that_no_app_has() -> None:
    """Where the server listens beyond this machine, its own origin is the one that counts."""
    with inspected(origins=Origins(allowed=(), hosts=None, any_loopback=False)) as inspector:
        headers = {"host": "insights.example.com", "origin": "http://insights.example.com"}
        answer = inspector.client.post("purge", json={"ids": None}, headers=headers)
    assert answer.json() == {"purged": 0}


def test_the_link_puts_the_key_into_a_cookie_and_out_of_the_address() -> None:
    """A wrong key gets neither."""
    with inspected() as inspector:
        good = httpx.get(f"{inspector.url}/_insights/?key={KEY}")
        wrong = httpx.get(f"{inspector.url}/_insights/?key=wrong")
    cookie = good.headers["set-cookie"]
    assert (good.status_code, good.headers["location"]) == (303, "/_insights/")
    assert {"HttpOnly", "SameSite=Strict", "Path=/_insights"} < set(cookie.split("; "))
    assert _codes(wrong) == (401, "SV160")
    assert "set-cookie" not in wrong.headers


@pytest.mark.parametrize("path", ["", "index.html", "inspector.js", "vendor/uplot.js", "api/totals", "?key=no", "none"])
def test_no_answer_can_be_framed_or_sniffed(path: str) -> None:
    """Also the refusals say so."""
    with inspected() as inspector:
        headers = httpx.get(f"{inspector.url}/_insights/{path}").headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "../routes.py",
        "..%2froutes.py",
        "%2e%2e/%2e%2e/app.py",
        "vendor/../../page.py",
        "vendor/..%5c..%5cpage.py",
        "//etc/passwd",
        "%00",
        "vendor",
        "vendor/LICENSE.uplot",
        ".",
    ],
)
def test_only_files_of_the_page_are_served(path: str) -> None:
    """No spelling of a path leads out of it."""
    with inspected() as inspector, inspector.server.connect() as line:
        line.sendall(f"GET /_insights/{path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: line.recv(65536), b""))
    assert answer.split(b" ")[1] == b"404"


def test_script_in_every_field_stays_text() -> None:
    """Answers are JSON that no browser takes for a page."""
    event = {
        "action": SCRIPT,
        "subject": SCRIPT,
        "attributes": {SCRIPT: SCRIPT},
        "context": {"pluginId": SCRIPT, "extensionId": SCRIPT, "routeRef": SCRIPT},
    }
    with inspected() as inspector:
        inspector.send(event, **{"x-insights-test": "a"})
        row = inspector.wait("fate=delivered")[0]
        answer = inspector.client.get(f"events/{row['id']}")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json()["action"] == SCRIPT


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"ids":"a"}', b'{"ids":[1]}', b'{"ids":null,"more":1}', b"\xff"])
def test_a_body_that_is_not_understood_changes_nothing(body: bytes) -> None:
    """All dead letters are meant only when that is said."""
    with inspected() as inspector:
        answer = inspector.client.post("purge", content=body, headers={"content-type": "application/json"})
    assert _codes(answer) == (400, "SV162")


def test_a_body_without_end_is_not_read() -> None:
    """The limit is small, as ids are."""
    with inspected() as inspector:
        body = json.dumps({"ids": ["x" * 120_000]}).encode()
        answer = inspector.client.post("purge", content=body, headers={"content-type": "application/json"})
    assert _codes(answer) == (413, "SV103")


def test_without_the_inspector_there_is_nothing() -> None:
    """The paths are not known."""
    with running() as server:
        assert httpx.get(f"{server.url}/_insights/").status_code == 404
        assert httpx.get(f"{server.url}/_insights/api/totals", headers={"x-insights-key": KEY}).status_code == 404


def test_the_path_without_a_slash_leads_to_the_page() -> None:
    """So that people can type it."""
    with inspected() as inspector:
        answer = httpx.get(f"{inspector.url}/_insights", follow_redirects=True)
    assert answer.text.startswith("<!doctype html>")
