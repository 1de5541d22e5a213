"""Flags and steps that the `events` commands share."""

from collections.abc import AsyncIterator
from typing import Annotated

import typer

from insights_cli.errors import UsageError
from insights_cli.spools import Entry, EntryState, SpoolView

_PAGE = 500

StateFlag = Annotated[
    EntryState | None, typer.Option("--state", help="Only those that are waiting, claimed or dead.", show_default=False)
]
IdsArgument = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help="Ids of dead letters.", show_default=False)
]
AllFlag = Annotated[bool, typer.Option("--all", help="All dead letters.")]


def chosen(ids: list[str] | None, *, everything: bool) -> list[str] | None:
    """The ids to work on, None for all; one of both must be said."""
    if bool(ids) == everything:
        raise UsageError("CL001", "name the ids of dead letters, or say --all", fix="insights events list --state dead")
    return None if everything else list(dict.fromkeys(ids or ()))


async def every_entry(view: SpoolView, state: EntryState | None) -> AsyncIterator[Entry]:
    """All entries of a state, read in pages."""
    after: str | None = None
    while True:
        page = await view.entries(state=state, after=after, most=_PAGE)
        for entry in page.entries:
            yield entry
        if (after := page.next) is None:
            return
