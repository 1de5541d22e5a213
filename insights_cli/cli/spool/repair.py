"""`insights spool repair`."""

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import run, settings_of, spool_at
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag, SpoolFlag
from insights_cli.errors import UsageError
from insights_cli.render.envelope import envelope
from insights_cli.render.spool import damage_json, damage_text
from insights_cli.spools import Damage, Settings, SpoolKind

app = new_app()


@app.command(
    epilog=exit_codes(
        OK="sound, or mended with nothing lost",
        FINDINGS="mended, and events were lost or nobody knows how many",
        UNKNOWN="there is no spool, or a process holds it",
    )
)
def repair_spool(ctx: typer.Context, spool: SpoolFlag = None, json: JsonFlag = False) -> int:
    """Set a damaged spool aside and save what can be read into a new one; a sound one is left as it is.

    Needs the spool for itself: stop the server first.
    """
    invocation = invocation_of(ctx, "spool repair")
    kind, address = spool_at(invocation, spool)
    done = run(_repaired(kind, address, settings_of(invocation)))
    code = ExitCode.OK if done is None or done.lost == 0 else ExitCode.FINDINGS
    if json:
        repaired = damage_json(done) if done else None
        invocation.answer(
            envelope("spool repair", exit_code=code, summary={"spool": kind.shown(address)}, repaired=repaired)
        )
    else:
        invocation.answer(damage_text(done, kind.shown(address), invocation.style))
    return code


async def _repaired(kind: SpoolKind, address: str, settings: Settings) -> Damage | None:
    if kind.repair is None:
        raise UsageError("SP113", f"a {kind.name} spool has no file to repair", fix="name a file with --spool")
    return await kind.repair(address, settings)
