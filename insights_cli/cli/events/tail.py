"""`insights events tail`."""

import asyncio
from collections import deque
from dataclasses import dataclass
from json import dumps
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.spool import look
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.cli.options import NO_SPOOL, JsonFlag, SpoolFlag
from insights_cli.spools import Entry, EntryState, SpoolView

_PAGE = 1000
_LOOK_S = 0.5
_SHOWN = (EntryState.WAITING, EntryState.DEAD)


@dataclass(slots=True)
class _Tail:
    """Reads on from where it was; those that wait and dead letters each have their own end."""

    view: SpoolView
    ends: dict[EntryState, str | None]

    async def new(self, most: int) -> list[Entry]:
        """The last *most* that came since the last time."""
        found: deque[Entry] = deque(maxlen=most)
        for state in _SHOWN:
            more = True
            while more:
                page = await self.view.entries(state=state, after=self.ends[state], most=_PAGE)
                self.ends[state] = page.end
                found.extend(page.entries)
                more = page.next is not None
        return sorted(found, key=lambda entry: entry.envelope.accepted_at)


app = new_app()


@app.command(epilog=exit_codes(OK="shown", FINDINGS="", UNKNOWN=NO_SPOOL))
def tail_events(
    ctx: typer.Context,
    lines: Annotated[
        int, typer.Option("--lines", "-n", metavar="N", min=0, help="How many of the youngest to begin with.")
    ] = 10,
    follow: Annotated[bool, typer.Option("--follow", "-f", help="Go on until interrupted.")] = False,
    spool: SpoolFlag = None,
    json: JsonFlag = False,
) -> int:
    """Show the youngest events, and with --follow those that come and those that die, as they do.

    With --json each event is one object on one line.
    """
    invocation = invocation_of(ctx, "events tail")

    async def question(view: SpoolView) -> None:
        tail = _Tail(view, dict.fromkeys(_SHOWN))
        _show(await tail.new(lines), invocation, json=json)
        while follow:
            await asyncio.sleep(_LOOK_S)
            _show(await tail.new(_PAGE), invocation, json=json)

    look(invocation, spool, question)
    return ExitCode.OK


def _show(entries: list[Entry], invocation: Invocation, *, json: bool) -> None:
    from insights_cli.render.events import entry_json, entry_line

    for entry in entries:
        line = dumps(entry_json(entry), ensure_ascii=False) + "\n" if json else entry_line(entry, invocation.style)
        invocation.answer(line)
    invocation.runtime.stdout.flush()
