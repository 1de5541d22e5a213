"""Move everything from one spool into another, so that a run that breaks off can be told again from its beginning."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass, replace

from insights_cli.errors import InsightsError
from insights_cli.model.delivery import DeadLetter
from insights_cli.spools import Claim, Entry, EntryState, Settlement, Spool

_MOST_EVENTS, _MOST_BYTES = 500, 4 << 20
_LEASE_S = 300.0
# What other servers have claimed, or is held back for a while, comes within that time or is left where it is.
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """How many events are in the other spool now, of how many bytes, and how many stayed in the first.

    *known* were there already, as after a run that broke off.
    """

    waiting: int = 0
    dead: int = 0
    bytes: int = 0
    known: int = 0
    stayed_waiting: int = 0
    stayed_dead: int = 0

    @property
    def is_all(self) -> bool:
        """Whether nothing stayed behind."""
        return not self.stayed_waiting and not self.stayed_dead


class Migration:
    """From *source* to *target*, in batches: kept there, found there by their ids, and only then forgotten here.

    Dead letters go first and only into a spool where nothing else waits, since that is how they can be set aside
    again. *tell* hears how far it has come.
    """

    def __init__(self, source: Spool, target: Spool, tell: Callable[[Moved], None]) -> None:
        self._source, self._target, self._tell = source, target, tell
        self._moved = Moved()
        self._end: str | None = None

    async def run(self) -> Moved:
        """Move all there is; raises InsightsError when a spool fails, or SP119 when what was kept is not found."""
        await self._move_dead()
        self._end = await self._end_of_target()
        while claim := await self._claim():
            await self._move(claim)
        left = await self._source.stats()
        return replace(self._moved, stayed_waiting=left.waiting + left.claimed, stayed_dead=left.dead)

    async def _claim(self) -> Claim | None:
        left = await self._source.stats()
        patience_s = _PATIENCE_S if left.waiting + left.claimed else 0.0
        return await self._source.claim(
            most_events=_MOST_EVENTS, most_bytes=_MOST_BYTES, lease_s=_LEASE_S, wait_s=patience_s
        )

    async def _end_of_target(self) -> str | None:
        after: str | None = None
        while True:
            page = await self._target.entries(state=EntryState.WAITING, after=after, most=_MOST_EVENTS)
            if page.next is None:
                return page.end
            after = page.next

    async def _move(self, claim: Claim) -> None:
        ids = frozenset(entry.envelope.id for entry in claim.entries)
        try:
            fresh = await self._keep(claim.entries)
            await self._check(ids)
        except BaseException:
            await self._source.settle(claim, Settlement())
            raise
        await self._source.settle(claim, Settlement(delivered=ids))
        self._count(claim.entries, fresh=fresh, dead=False)

    async def _keep(self, entries: Sequence[Entry]) -> int:
        before = (await self._target.stats()).appended
        await self._target.append([entry.envelope for entry in entries])
        return (await self._target.stats()).appended - before

    async def _check(self, ids: frozenset[str]) -> None:
        page = await self._target.entries(state=EntryState.WAITING, after=self._end, most=2 * _MOST_EVENTS)
        self._end = page.end
        missing = ids - {entry.envelope.id for entry in page.entries}
        # Those that were there before, or that a server of the target has claimed already.
        lost = [each for each in sorted(missing) if await self._target.find(each) is None]
        if lost and (await self._target.stats()).delivered == 0:
            raise _not_found(lost)

    async def _move_dead(self) -> None:
        while entries := (await self._source.entries(state=EntryState.DEAD, after=None, most=_MOST_EVENTS)).entries:
            letters = {entry.envelope.id: entry.dead_letter for entry in entries if entry.dead_letter}
            fresh = await self._keep(entries) if await self._is_free_for(letters.keys()) else None
            if fresh is None:
                return
            await self._bury(letters)
            await self._source.purge(letters)
            self._count(entries, fresh=fresh, dead=True)

    async def _is_free_for(self, ids: Set[str]) -> bool:
        page = await self._target.entries(state=EntryState.WAITING, after=None, most=_MOST_EVENTS + 1)
        return {entry.envelope.id for entry in page.entries} <= ids

    async def _bury(self, letters: dict[str, DeadLetter]) -> None:
        while claim := await self._target.claim(
            most_events=_MOST_EVENTS, most_bytes=1 << 30, lease_s=_LEASE_S, wait_s=0.0
        ):
            ids = [entry.envelope.id for entry in claim.entries]
            await self._target.settle(
                claim, Settlement(dead=tuple((each, letters[each]) for each in ids if each in letters))
            )
            if not set(ids) <= letters.keys():
                break
        found = {each: await self._target.find(each) for each in letters}
        lost = [each for each, entry in found.items() if entry is None or entry.state is not EntryState.DEAD]
        if lost:
            raise _not_found(lost)

    def _count(self, entries: Sequence[Entry], *, fresh: int, dead: bool) -> None:
        moved = self._moved
        self._moved = replace(
            moved,
            waiting=moved.waiting + (0 if dead else len(entries)),
            dead=moved.dead + (len(entries) if dead else 0),
            bytes=moved.bytes + sum(len(entry.envelope.body) for entry in entries),
            known=moved.known + max(0, len(entries) - fresh),
        )
        self._tell(self._moved)


def _not_found(ids: Sequence[str]) -> InsightsError:
    fix = "look at both: insights spool check; nothing of this batch was removed, so run the same command again"
    notes = (("first", ids[0]),)
    return InsightsError("SP119", f"{len(ids)} events were kept and cannot be found again", fix=fix, notes=notes)
