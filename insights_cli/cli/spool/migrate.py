"""`insights spool migrate`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import run, settings_of, spool_at
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.errors import UsageError
from insights_cli.model.plural import plural
from insights_cli.pipeline.migration import Migration, Moved
from insights_cli.render.envelope import envelope
from insights_cli.render.spool import moved_json, moved_text
from insights_cli.spools import SpoolKind

_TELL_EVERY = 10_000


app = new_app()


@app.command(
    epilog=exit_codes(
        OK="everything has moved",
        FINDINGS="some events stayed where they were",
        UNKNOWN="one of the spools cannot be opened, or failed on the way; run it again",
    )
)
def migrate_spool(
    ctx: typer.Context,
    source: Annotated[str, typer.Option("--from", metavar="ADDRESS", help="The spool to empty; nobody may serve it.")],
    target: Annotated[
        str, typer.Option("--to", metavar="ADDRESS", help="The spool to fill; made when it is not there.")
    ],
    json: JsonFlag = False,
) -> int:
    """Move all events from one spool to another, whatever kinds they are; what broke off goes on when run again.

    An event leaves the first spool when the second has it on stable storage and it was found there by its id.
    """
    invocation = invocation_of(ctx, "spool migrate")
    first, second = spool_at(invocation, source), spool_at(invocation, target)
    if first == second:
        raise UsageError("CL001", "--from and --to are the same spool", fix="name two spools")
    if "memory" in (first[0].name, second[0].name):
        raise UsageError("SP113", "a spool in memory ends with its process", fix="name a file or an engine")
    moved = run(_moved(invocation, first, second))
    code = ExitCode.OK if moved.is_all else ExitCode.FINDINGS
    shown = {"from": first[0].shown(first[1]), "to": second[0].shown(second[1])}
    if json:
        invocation.answer(envelope("spool migrate", exit_code=code, summary={**shown}, moved=moved_json(moved)))
    else:
        invocation.answer(moved_text(moved, shown["from"], shown["to"], invocation.style))
    return code


async def _moved(invocation: Invocation, first: tuple[SpoolKind, str], second: tuple[SpoolKind, str]) -> Moved:
    settings = settings_of(invocation)
    told = 0

    def tell(so_far: Moved) -> None:
        nonlocal told
        if so_far.waiting + so_far.dead >= told + _TELL_EVERY:
            told = so_far.waiting + so_far.dead
            invocation.note(f"moved {plural(told, 'event')}")

    # Serving would make the first spool if there were none.
    await (await first[0].view(first[1], settings)).close()
    source = await first[0].open(first[1], settings)
    try:
        target = await second[0].open(second[1], settings)
        try:
            return await Migration(source, target, tell).run()
        finally:
            await target.close()
    finally:
        await source.close()
