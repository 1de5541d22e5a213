"""The users that the redactor of a server knows: read at the start, and again from time to time."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from insights_cli.catalogs import Catalog
from insights_cli.pipeline.hydrate import Hydrator
from insights_cli.pipeline.people import FoundRoster, find_roster
from insights_cli.pipeline.privacy import EventRedactor
from insights_cli.redact.redactor import Redactor

_AGAIN_S = 600.0
_AFTER_TROUBLE_S = 60.0
_LATER = f"none (the catalog does not answer; it is asked again every {_AFTER_TROUBLE_S:g} s)"


@dataclass(slots=True, kw_only=True)
class RosterKeeper:
    """Keeps *redactor* knowing the users of *catalog* (None: there is none); what was decided before is forgotten.

    Users that were known stay known while the catalog fails. Belongs to one event loop.
    """

    catalog: Catalog | None
    redactor: Redactor
    events: EventRedactor
    hydrator: Hydrator | None
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _known: FoundRoster = field(default=FoundRoster(words="none (no catalog)", is_whole=False))

    async def read(self, *, answers: bool = True) -> FoundRoster:
        """Ask the catalog once, unless it is known that it does not answer; gives what it told now."""
        if self.catalog is None or not answers:
            return self._known if self.catalog is None else FoundRoster(words=_LATER, is_whole=False)
        found = await find_roster(self.catalog)
        is_better = found.is_whole or len(found.roster.logins) >= len(self._known.roster.logins)
        if is_better and found.roster != self._known.roster:
            self.redactor.learn(found.roster)
            self.events.forget()
            if self.hydrator is not None:
                self.hydrator.forget()
        if is_better:
            self._known = found
        return found

    async def keep(self, say: Callable[[str], None]) -> None:
        """Ask again and again until cancelled, sooner while users are missing, and *say* when that changes."""
        is_whole = self._known.is_whole
        while self.catalog is not None:
            await self.sleep(_AGAIN_S if is_whole else _AFTER_TROUBLE_S)
            found = await self.read()
            if found.is_whole is not is_whole:
                say(f"roster: {found.words}")
            is_whole = found.is_whole
