"""A sink that keeps what it gets, or answers what it is told to."""

from collections.abc import Callable, Sequence
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


Answer = Callable[[Sequence[Envelope]], Outcome]


def _take(_batch: Sequence[Envelope]) -> Outcome:
    return TAKEN


def in_turn(*outcomes: Outcome) -> Answer:
    """Answer *outcomes* one after the other, then take everything."""
    left = iter(outcomes)
    return lambda _batch: next(left, TAKEN)


class MemorySink:
    """Asks *answer* about each batch and remembers all attempts and what it took."""

    target = "memory"

    def __init__(self, answer: Answer = _take) -> None:
        self._answer = answer
        self.attempts: list[Attempt] = []
        self.taken: list[Envelope] = []
        self.changed = False

    async def deliver(self, envelopes: Sequence[Envelope], *, key: str) -> Outcome:
        """Take the batch when the answer is good."""
        self.attempts.append(Attempt(ids=tuple(each.id for each in envelopes), key=key))
        outcome = self._answer(envelopes)
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
