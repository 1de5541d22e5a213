"""Ask the administrator's own Backstage over HTTP, within seconds and within bounds."""

from collections.abc import Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

import httpx

from insights_cli.doctor.facts import Reply
from insights_cli.errors import InsightsError

_TIMEOUT_S = 3.0
_MOST_BYTES = 1_000_000


def ask(method: str, url: str, headers: Mapping[str, str], /) -> Reply:
    """Make one request and follow no redirect; raises InsightsError DR001 when no answer comes."""
    try:
        with (
            httpx.Client(timeout=_TIMEOUT_S, follow_redirects=False) as client,
            client.stream(method, url, headers=dict(headers)) as answer,
        ):
            body = _bounded(answer)
    except (httpx.HTTPError, httpx.InvalidURL) as failure:
        raise InsightsError(
            "DR001",
            f"no answer from {url}",
            fix="is it running, and can it be reached from here? without it: insights doctor --offline",
            notes=(("cause", type(failure).__name__),),
        ) from failure
    return Reply(
        status=answer.status_code,
        headers={name.lower(): value for name, value in answer.headers.items()},
        body=body,
        took_s=answer.elapsed.total_seconds(),
        date=_date(answer.headers.get("date")),
    )


def _bounded(answer: httpx.Response) -> bytes:
    body = bytearray()
    for chunk in answer.iter_bytes():
        body += chunk
        if len(body) > _MOST_BYTES:
            break
    return bytes(body[:_MOST_BYTES])


def _date(text: str | None) -> datetime | None:
    try:
        return parsedate_to_datetime(text) if text else None
    except ValueError:
        return None
