"""`insights spool check`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import run, spool_at
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag
from insights_cli.errors import UsageError
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope
from insights_cli.render.spool import checkup_json, checkup_text
from insights_cli.spools import Checkup, SpoolKind

app = new_app()


@app.command(epilog=exit_codes(OK="sound", FINDINGS="damaged", UNKNOWN=NO_SPOOL))
def check_spool(ctx: typer.Context, spool: SpoolFlag = None, json: JsonFlag = False) -> int:
    """Read every page and every event of the spool; works beside a running server and changes nothing."""
    invocation = invocation_of(ctx, "spool check")
    kind, address = spool_at(invocation, spool)
    found = run(_checked(kind, address))
    code = ExitCode.FINDINGS if found.troubles else ExitCode.OK
    if json:
        summary: dict[str, JsonValue] = {"spool": kind.shown(address), "troubles": len(found.troubles)}
        invocation.answer(envelope("spool check", exit_code=code, summary=summary, checkup=checkup_json(found)))
    else:
        invocation.answer(checkup_text(found, kind.shown(address), invocation.style))
    return code


async def _checked(kind: SpoolKind, address: str) -> Checkup:
    if kind.check is None:
        raise UsageError("SP113", f"a {kind.name} spool has no file to check", fix="name a file with --spool")
    return await kind.check(address)
