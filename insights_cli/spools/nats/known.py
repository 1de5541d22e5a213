"""Which ids this process appended of late, and in which message: what may be a repeat."""

from collections.abc import Iterable, Sequence

from insights_cli.model.envelope import Envelope

_GENERATION = 1 << 15


class KnownIds:
    """Two generations of ids; older ones, and those of other processes, are not known.

    Remembering on one thread while another asks is harmless: each step is one of a dict.
    """

    def __init__(self) -> None:
        self._young: dict[str, int] = {}
        self._old: dict[str, int] = {}

    def remember(self, envelopes: Sequence[Envelope], seq: int) -> None:
        """They are in the message with that number."""
        self._young.update(dict.fromkeys((each.id for each in envelopes), seq))
        if len(self._young) > _GENERATION:
            self._old, self._young = self._young, {}

    def among(self, ids: Iterable[str]) -> list[str]:
        """Those of *ids* that were appended before."""
        young, old = self._young, self._old
        return [each for each in ids if each in young or each in old]

    def seq(self, name: str) -> int:
        """The message a known id was put in last."""
        return self._young.get(name) or self._old.get(name, 0)
