"""`insights trigger [ACTION]`."""

import json as json_text
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.entity import EntityRef, InvalidEntityRef, parse_entity_ref
from insights_cli.model.json import JsonValue
from insights_cli.model.secret import Secret
from insights_cli.pipeline.samples import ACTIONS, Sample, sample, set_value
from insights_cli.render.envelope import envelope

app = new_app()
_CODES = exit_codes(OK="all were accepted", FINDINGS="some were rejected", UNKNOWN="the server cannot be reached")
_DEFAULT_URL = "http://127.0.0.1:7331"
_MOST_AT_ONCE = 500


@app.command(epilog=_CODES)
def trigger(
    ctx: typer.Context,
    action: Annotated[
        str | None, typer.Argument(metavar="[ACTION]", help=f"One of {', '.join(ACTIONS)}; all without one.")
    ] = None,
    to: Annotated[str, typer.Option(metavar="URL", help="A running insights serve.")] = _DEFAULT_URL,
    count: Annotated[int, typer.Option("-n", "--count", min=1, max=1_000_000, help="How many of each.")] = 1,
    entity: Annotated[str, typer.Option(metavar="REF", help="What they are about.")] = "component:default/petstore",
    change: Annotated[
        list[str] | None, typer.Option("--set", metavar="PATH=VALUE", help="Change a field; JSON or text; repeatable.")
    ] = None,
    token_file: Annotated[
        Path | None, typer.Option("--sign-in-token", metavar="FILE", help="The user's sign-in token; - is stdin.")
    ] = None,
    print_only: Annotated[bool, typer.Option("--print", help="Print the events instead of sending them.")] = False,
    json: JsonFlag = False,
) -> int:
    """Send realistic sample events of every documented action to a running server."""
    invocation = invocation_of(ctx)
    invocation.command = "trigger"
    events = _events(_actions(action), _entity(entity), change or [])
    if print_only:
        invocation.answer(json_text.dumps(events, indent=2, ensure_ascii=False) + "\n")
        return ExitCode.OK
    accepted, rejected = _send(events, count, to, _token(token_file, invocation))
    code = ExitCode.FINDINGS if rejected else ExitCode.OK
    if json:
        summary: dict[str, JsonValue] = {"accepted": accepted, "rejected": len(rejected)}
        invocation.answer(envelope("trigger", exit_code=code, summary=summary, rejections=rejected))
    else:
        invocation.answer(f"accepted {accepted}, rejected {len(rejected)}\n")
        for each in rejected[:10]:
            invocation.answer(f"  {json_text.dumps(each, ensure_ascii=False)}\n")
    return code


def _actions(given: str | None) -> Sequence[str]:
    if given is None:
        return ACTIONS
    if given not in ACTIONS:
        raise UsageError("CL001", f"{given!r} is no documented action", fix=f"one of: {', '.join(ACTIONS)}")
    return (given,)


def _entity(text: str) -> EntityRef:
    try:
        return parse_entity_ref(text, default_kind="component")
    except InvalidEntityRef as invalid:
        raise UsageError("CL001", str(invalid), fix="--entity component:default/petstore") from invalid


def _events(actions: Sequence[str], about: EntityRef, changes: Sequence[str]) -> list[Sample]:
    events = [sample(action, about) for action in actions]
    for change in changes:
        path, equals, text = change.partition("=")
        if not equals or not path:
            raise UsageError("CL001", f"{change!r} is no PATH=VALUE", fix="--set subject=/settings")
        events = [set_value(event, path, _value(text)) for event in events]
    return events


def _value(text: str) -> JsonValue:
    try:
        found: JsonValue = json_text.loads(text)
    except ValueError:
        return text
    return found


def _token(path: Path | None, invocation: Invocation) -> Secret | None:
    if path is None:
        return None
    try:
        is_stdin = str(path) == "-"
        text = invocation.runtime.stdin.read() if is_stdin else (invocation.cwd / path).read_text()
    except (OSError, UnicodeDecodeError) as failed:
        raise InsightsError("SV009", f"the sign-in token in {path} cannot be read") from failed
    return Secret(text.strip().removeprefix("Bearer ").strip())


def _send(events: Sequence[Sample], count: int, to: str, token: Secret | None) -> tuple[int, list[JsonValue]]:
    import httpx

    url = f"{to.rstrip('/')}/api/backstage-insights/events"
    headers = {"authorization": f"Bearer {token.reveal()}"} if token else {}
    accepted, rejected = 0, list[JsonValue]()
    left = [*events] * count
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


def _read(status: int, content: bytes) -> tuple[int, list[JsonValue]]:
    try:
        answer = json_text.loads(content)
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
