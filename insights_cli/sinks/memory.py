"""A sink that keeps what it gets, or answers what it is told to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.sinks import SinkKind, SinkSettings

TAKEN = Outcome(kind=OutcomeKind.ANSWERED, status=202)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One call of `deliver`: the ids of the batch, and the key."""

    ids: tuple[str, ...]
    key: str


class MemorySink:
    """Answers the *outcomes* one after the other and takes everything when they are used up."""

    target = "memory"

    def __init__(self, outcomes: Iterable[Outcome] = ()) -> None:
        self._outcomes = iter(outcomes)
        self.attempts: list[Attempt] = []
        self.taken: list[Envelope] = []
        self.changed = False

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Take the next outcome."""
        self.attempts.append(Attempt(ids=tuple(each.id for each in envelopes), key=key))
        outcome = next(self._outcomes, TAKEN)
        if outcome.status is not None and 200 <= outcome.status < 300:
            self.taken.extend(envelopes)
        return outcome

    async def refresh(self) -> bool:
        """What `changed` was set to."""
        return self.changed

    async def close(self) -> None:
        """Nothing to let go of."""


def _open(_target: str, _settings: SinkSettings) -> MemorySink:
    return MemorySink()


MEMORY = SinkKind(name="memory", title="nowhere: counted and forgotten", schemes=frozenset({"memory"}), open=_open)
