"""What `insights events replay` and `purge` have in common."""

from typing import Literal

from insights_cli.cli.choice.spool import look
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.model.json import JsonValue
from insights_cli.render.envelope import envelope
from insights_cli.spools import SpoolView


def change(
    invocation: Invocation,
    spool: str | None,
    ids: list[str] | None,
    *,
    verb: Literal["replay", "purge"],
    done: str,
    json: bool,
) -> ExitCode:
    """Let the spool *verb* dead letters and say how many were *done*."""

    async def question(view: SpoolView) -> int:
        return await (view.replay(ids) if verb == "replay" else view.purge(ids))

    count, address = look(invocation, spool, question)
    missed = 0 if ids is None else len(ids) - count
    code = ExitCode.FINDINGS if missed else ExitCode.OK
    if json:
        summary: dict[str, JsonValue] = {done: count, "not_dead": missed, "spool": address}
        invocation.answer(envelope(invocation.command, exit_code=code, summary=summary))
    else:
        letters = "dead letter" if count == 1 else "dead letters"
        invocation.answer(f"{done} {count:,} {letters}\n")
        if missed:
            invocation.note(f"note: {missed} of {len(ids or ())} ids are no dead letters; see: insights events list")
    return code
