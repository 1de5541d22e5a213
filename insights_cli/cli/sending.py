"""Send events to a running server, as a frontend does."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.model.secret import Secret

DEFAULT_URL = "http://127.0.0.1:7331"
_MOST_AT_ONCE = 500


def send(events: Sequence[Mapping[str, JsonValue]], to: str, token: Secret | None) -> tuple[int, list[JsonValue]]:
    """How many were accepted, and the rejections; raises InsightsError SV010 or SV011."""
    import httpx

    url = f"{to.rstrip('/')}/api/backstage-insights/events"
    headers = {"authorization": f"Bearer {token.reveal()}"} if token else {}
    accepted, rejected = 0, list[JsonValue]()
    try:
        with httpx.Client(timeout=30.0, headers=headers) as client:
            for first in range(0, len(events), _MOST_AT_ONCE):
                answer = client.post(url, json=list(events[first : first + _MOST_AT_ONCE]))
                found = _read(answer.status_code, answer.content)
                accepted += found.accepted or 0
                rejected += [{**each, "index": first + each.get("index", 0)} for each in found.rejected]
    except (httpx.HTTPError, httpx.InvalidURL) as failed:
        cause = (("cause", str(failed) or type(failed).__name__),)
        raise InsightsError(
            "SV010", f"no server answers at {to}", fix="start one: insights serve --auth none", notes=cause
        ) from failed
    return accepted, rejected


def read_sign_in_token(path: Path | None, invocation: Invocation) -> Secret | None:
    """The token in the file *path*, `-` is standard input; raises InsightsError SV009."""
    if path is None:
        return None
    try:
        is_stdin = str(path) == "-"
        text = invocation.runtime.stdin.read() if is_stdin else Path(invocation.cwd, path).read_text()
    except (OSError, UnicodeDecodeError) as failed:
        raise InsightsError("SV009", f"the sign-in token in {path} cannot be read") from failed
    return Secret(text.strip().removeprefix("Bearer ").strip())


class _Error(msgspec.Struct):
    code: str = ""
    message: str = ""


class _Answer(msgspec.Struct):
    accepted: int | None = None
    rejected: list[dict[str, Any]] = []
    error: _Error | None = None


def _read(status: int, content: bytes) -> _Answer:
    try:
        answer = msgspec.json.decode(content, type=_Answer)
    except msgspec.MsgspecError:
        answer = _Answer()
    notes = (("status", str(status)),)
    if answer.accepted is None and answer.error is None:
        words = f"what answers is no insights serve: HTTP {status}"
        raise InsightsError("SV011", words, fix="--to URL, as insights serve printed it", notes=notes)
    if answer.error is not None and not answer.rejected:
        code, words = answer.error.code, f"the server refused: {answer.error.message}"
        raise InsightsError("SV011", words, fix=f"insights explain {code}" if code else None, notes=notes)
    return answer
