"""`insights events replay`."""

import json as json_text
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.events.dead import change
from insights_cli.cli.events.flags import AllFlag, IdsArgument, chosen
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag
from insights_cli.cli.sending import read_sign_in_token, send
from insights_cli.errors import InsightsError, UsageError
from insights_cli.filters.expression import matches
from insights_cli.filters.parse import parse_filter
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope

app = new_app()


@app.command(
    epilog=exit_codes(
        OK="all of them wait again",
        FINDINGS="some ids are no dead letters, some events were rejected",
        UNKNOWN=NO_SPOOL,
    )
)
def replay_events(
    ctx: typer.Context,
    ids: IdsArgument = None,
    everything: AllFlag = False,
    to: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Send the events of recorded FILEs (instead of IDs) to a running server."),
    ] = None,
    match: Annotated[str, typer.Option(metavar="EXPR", help="With --to: only events that match.")] = "",
    token_file: Annotated[
        Path | None, typer.Option("--sign-in-token", metavar="FILE", help="With --to: the user's sign-in token.")
    ] = None,
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """Put dead letters back to wait, or send what was recorded or exported once more.

    A running server delivers dead letters that wait again at once. FILE is what `serve --record`, `serve --format
    jsonl` or `events export` wrote.
    """
    invocation = invocation_of(ctx, "events replay")
    if to is None:
        wanted = chosen(ids, everything=everything)
        for name in wanted or ():
            if Path(invocation.place(name)).is_file():
                fix = f"insights events replay {name} --to http://127.0.0.1:7331"
                raise UsageError("CL001", f"{name} is a file: say with --to where its events go", fix=fix)
        return change(invocation, spool, wanted, verb="replay", done="replayed", json=json)
    if not ids or everything:
        raise UsageError("CL001", "--to needs FILEs to send", fix=f"insights events replay events.ndjson --to {to}")
    picks = parse_filter(match)
    events = [_again(each) for name in ids for each in _read(Path(invocation.place(name))) if matches(picks, each)]
    accepted, rejected = send(events, to, read_sign_in_token(token_file, invocation))
    return _say(invocation, accepted, rejected, json=json)


def _say(invocation: Invocation, accepted: int, rejected: list[JsonValue], *, json: bool) -> ExitCode:
    code = ExitCode.FINDINGS if rejected else ExitCode.OK
    if json:
        summary: dict[str, JsonValue] = {"accepted": accepted, "rejected": len(rejected)}
        invocation.answer(envelope("events replay", exit_code=code, summary=summary, rejections=rejected))
    else:
        invocation.answer(f"accepted {accepted}, rejected {len(rejected)}\n")
    return code


def _read(path: Path) -> Iterator[Mapping[str, JsonValue]]:
    """Each event of a file once, as it was first written; raises InsightsError SV009."""
    seen: set[JsonValue] = set()
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                event = _event(line, f"{path.name}:{number}") if line.strip() else None
                if event and event.get("fate") != "rejected" and event.get("id") not in seen:
                    seen.add(str(event.get("id")))
                    yield event
    except (OSError, UnicodeDecodeError) as failed:
        cause = (failed.strerror if isinstance(failed, OSError) else None) or "it is not UTF-8"
        fix = "name a file that `insights serve --record` or `insights events export` wrote"
        raise InsightsError("SV013", f"{path} cannot be read", fix=fix, notes=(("cause", cause),)) from failed


def _event(line: str, place: str) -> Mapping[str, JsonValue]:
    try:
        found: JsonValue = json_text.loads(line)
    except ValueError:
        found = None
    event = found.get("data", found) if isinstance(found, Mapping) else None
    if (
        not isinstance(found, Mapping)
        or not isinstance(event, Mapping)
        or (not event.get("action", "") and "fate" not in event)
    ):
        raise InsightsError("SV013", f"{place}: this is no recorded event", fix="insights serve --record FILE")
    return {**event, "id": found.get("id"), "time": found.get("time")}


def _again(event: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The event as a frontend would send it; its time is believed as far as any sender's."""
    kept = {name: event[name] for name in ("action", "attributes", "context") if event.get(name)}
    value = {"value": event["value"]} if event.get("value") is not None else {}
    return {
        "attributes": {},
        "context": {},
        **kept,
        **value,
        "subject": event.get("subject") or "",
        "timestamp": event["time"],
    }
