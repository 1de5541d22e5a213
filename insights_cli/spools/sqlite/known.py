"""Which ids may be in the spool already, without asking the database for each."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from insights_cli.model.envelope import Envelope

_GENERATION = 1 << 13


class KnownIds:
    """Ids appended of late, in two generations, and a bound above all older ones.

    Ids made at intake grow with time, so a new one is above *highest* and not among the recent; only an id that might
    be there is looked up with *is_kept*. Any other order of ids is slower, not wrong.
    """

    def __init__(self, highest: str, is_kept: Callable[[str], bool]) -> None:
        self._highest = highest
        self._is_kept = is_kept
        self._young: set[str] = set()
        self._old: set[str] = set()

    def fresh(self, envelopes: Sequence[Envelope], admitted: Mapping[str, Envelope]) -> dict[str, Envelope]:
        """Those of *envelopes* that are neither kept nor *admitted*, once each."""
        young, old, highest = self._young, self._old, self._highest
        fresh: dict[str, Envelope] = {}
        for envelope in envelopes:
            name = envelope.id
            if name in admitted:
                continue
            surely_new = name > highest and name not in young and name not in old
            if surely_new or not self._is_kept(name):
                fresh[name] = envelope
        return fresh

    def remember(self, ids: Iterable[str]) -> None:
        """Note ids that are about to be kept; noting one that then is not is harmless."""
        self._young.update(ids)
        if len(self._young) > _GENERATION:
            self._highest = max(self._highest, max(self._old, default=""))
            self._old, self._young = self._young, set()
