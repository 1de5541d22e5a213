"""`insights trigger [ACTION]`."""

import json as json_text
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.sending import DEFAULT_URL, read_sign_in_token, send
from insights_cli.errors import UsageError
from insights_cli.model.entity import EntityRef, InvalidEntityRef, parse_entity_ref
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.samples import ACTIONS, Sample, sample, set_value
from insights_cli.render.envelope import envelope

app = new_app()
_CODES = exit_codes(OK="all were accepted", FINDINGS="some were rejected", UNKNOWN="the server cannot be reached")


@app.command(epilog=_CODES)
def trigger(
    ctx: typer.Context,
    action: Annotated[
        str | None, typer.Argument(metavar="[ACTION]", help=f"One of {', '.join(ACTIONS)}; all without one.")
    ] = None,
    to: Annotated[str, typer.Option(metavar="URL", help="A running insights serve.")] = DEFAULT_URL,
    count: Annotated[
        int, typer.Option("-n", "--count", metavar="N", min=1, max=1_000_000, help="How many of each.")
    ] = 1,
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
    invocation = invocation_of(ctx, "trigger")
    events = _events(_actions(action), _entity(entity), change or [])
    if print_only:
        invocation.answer(json_text.dumps(events, indent=2, ensure_ascii=False) + "\n")
        return ExitCode.OK
    accepted, rejected = send([*events] * count, to, read_sign_in_token(token_file, invocation))
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
