"""`insights events wait EXPR`."""

import time
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.asking import Server, find_server
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.serve.options import parse_duration
from insights_cli.filters.fields import doubts
from insights_cli.filters.parse import parse_filter
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope

_LONGEST_ASK_S = 20.0


app = new_app()


@app.command(epilog=exit_codes(OK="seen", FINDINGS="not seen in time", UNKNOWN="no server, or its key is not known"))
def wait_for_events(
    ctx: typer.Context,
    match: Annotated[str, typer.Argument(metavar="EXPR", help="Which event, such as 'action=click and tag=a'.")],
    server: Annotated[
        str | None, typer.Option(metavar="URL", help="A running insights serve, or its inspector's link.")
    ] = None,
    count: Annotated[
        int, typer.Option("-n", "--count", metavar="N", min=1, max=500, help="How many events must match.")
    ] = 1,
    within: Annotated[str, typer.Option(metavar="TIME", help="How long to wait.")] = "30s",
    tag: Annotated[
        str | None, typer.Option(metavar="NAME", help="Only events of the test that X-Insights-Test names.")
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Wait until a running server has seen events that match, from before or from now on."""
    invocation = invocation_of(ctx, "events wait")
    for doubt in doubts(parse_filter(match)):
        invocation.note(doubt)
    limit_s = parse_duration(within, flag="--within", default_s=30.0)
    found = _wait(find_server(invocation, server), {"match": match, **({"tag": tag} if tag else {})}, count, limit_s)
    code = ExitCode.OK if len(found) >= count else ExitCode.FINDINGS
    if json:
        summary: dict[str, JsonValue] = {"wanted": count, "found": len(found)}
        invocation.answer(envelope("events wait", exit_code=code, summary=summary, events=list(found.values())))
        return code
    for event in found.values():
        invocation.answer(f"{event['received_at']}  {event['id']}  {event['fate']}  {event['action']}\n")
    if code:
        invocation.note(f"{len(found)} of {count} seen within {limit_s:g} s: {match}")
    return code


def _wait(server: Server, query: dict[str, str], count: int, limit_s: float) -> dict[str, dict[str, JsonValue]]:
    """Those that match, by id; fewer than *count* when the time is over."""
    ends_at = time.monotonic() + limit_s
    found: dict[str, dict[str, JsonValue]] = {}
    after = "0"
    while True:
        left_s = max(0.0, ends_at - time.monotonic())
        asked = {**query, "after": after, "wait": f"{min(left_s, _LONGEST_ASK_S):.3f}"}
        answer = server.get("events", asked)
        found |= {str(event["id"]): event for event in answer["events"]}
        after = str(answer["next"])
        if len(found) >= count or left_s <= 0:
            return found
