"""`insights events export`."""

from pathlib import Path
from typing import Annotated, TextIO

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import look
from insights_cli.cli.events.flags import StateFlag, every_entry
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import NO_SPOOL, SpoolFlag
from insights_cli.errors import InsightsError
from insights_cli.model.plural import plural
from insights_cli.private_file import open_private
from insights_cli.spools import SpoolView

app = new_app()


@app.command(epilog=exit_codes(OK="written", FINDINGS="", UNKNOWN=NO_SPOOL))
def export_events(
    ctx: typer.Context,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write there instead of standard output.")
    ] = None,
    state: StateFlag = None,
    spool: SpoolFlag = None,
) -> int:
    """Write events as they will leave: one CloudEvents JSON object a line."""
    invocation = invocation_of(ctx, "events export")

    def writing(stream: TextIO) -> int:
        async def question(view: SpoolView) -> int:
            count = 0
            async for entry in every_entry(view, state):
                stream.write(entry.envelope.body.decode(errors="replace") + "\n")
                count += 1
            return count

        return look(invocation, spool, question)[0]

    if output is None:
        count = writing(invocation.runtime.stdout)
    else:
        target = Path(invocation.cwd, output)
        try:
            with open(target, "w", encoding="utf-8", opener=open_private) as stream:
                count = writing(stream)
        except OSError as error:
            summary = f"cannot write {target}: {error.strerror}"
            raise InsightsError("CL003", summary, fix="name another file with --output") from error
    invocation.note(f"exported {plural(count, 'event')}")
    return ExitCode.OK
