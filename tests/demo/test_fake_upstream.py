"""The fake upstream fails on cue."""

import gzip
import json

import httpx

from insights_cli.demo.fake_upstream import POISON, fake_upstream


def event(number: int, kind: str = "io.backstage.analytics.navigate") -> dict[str, str]:
    """A small event."""
    return {"id": f"e{number}", "type": kind}


def test_it_is_busy_then_strict_then_content() -> None:
    """Busy twice, then a batch with a poison event is refused whole, and repeats are counted."""
    headers = {"content-encoding": "gzip", "authorization": "Bearer x"}
    with fake_upstream() as upstream, httpx.Client() as client:

        def post(*events: dict[str, str]) -> int:
            body = gzip.compress(json.dumps(events).encode())
            return client.post(upstream.url, content=body, headers=headers).status_code

        statuses = [post(event(1)), post(event(1)), post(event(1), event(2, POISON)), post(event(1)), post(event(1))]
        assert statuses == [503, 429, 400, 202, 202]
        assert (upstream.arrived, upstream.repeats, upstream.without_token) == ({"e1"}, 1, 0)
