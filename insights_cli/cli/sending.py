"""Send events to a running server, as a frontend does."""

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

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
    left = list(events)
    try:
        with httpx.Client(timeout=30.0, headers=headers) as client:
            while left:
                batch, left = left[:_MOST_AT_ONCE], left[_MOST_AT_ONCE:]
                answer = client.post(url, json=batch)
                taken, refused = _read(answer.status_code, answer.content)
                accepted += taken
                rejected += refused
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
        text = invocation.runtime.stdin.read() if is_stdin else (invocation.cwd / path).read_text()
    except (OSError, UnicodeDecodeError) as failed:
        raise InsightsError("SV009", f"the sign-in token in {path} cannot be read") from failed
    return Secret(text.strip().removeprefix("Bearer ").strip())


def _read(status: int, content: bytes) -> tuple[int, list[JsonValue]]:
    try:
        answer = json.loads(content)
    except ValueError:
        answer = {}
    if status == 202:
        return int(answer.get("accepted", 0)), list(answer.get("rejected", []))
    error = answer.get("error") if isinstance(answer, dict) else None
    if isinstance(error, dict) and answer.get("rejected"):
        return 0, list(answer["rejected"])
    code, words = (error.get("code"), error.get("message")) if isinstance(error, dict) else ("", f"HTTP {status}")
    raise InsightsError(
        "SV011",
        f"the server refused: {words}",
        fix=f"insights explain {code}" if code else None,
        notes=(("status", str(status)),),
    )
