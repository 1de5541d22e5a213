"""What is left to deliver of one claim, and what was decided: halving finds the envelope that is to blame."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import blake2b

from insights_cli.model.delivery import DeadLetter, Disposition, Outcome
from insights_cli.model.envelope import Envelope
from insights_cli.pipeline.policy import Decision
from insights_cli.spools import Claim, Settlement


class Batches:
    """The batches of one *claim*, oldest first; at the start there is one with everything."""

    def __init__(self, claim: Claim) -> None:
        self._attempts = {entry.envelope.id: entry.attempts for entry in claim.entries}
        self._open: list[tuple[Envelope, ...]] = [tuple(entry.envelope for entry in claim.entries)]
        self._delivered: set[str] = set()
        self._dead: list[tuple[str, DeadLetter]] = []

    @property
    def next(self) -> tuple[Envelope, ...] | None:
        """The batch to deliver now; None when all is decided."""
        return self._open[-1] if self._open else None

    @property
    def anything_is_decided(self) -> bool:
        """Whether a part of the claim has its fate already."""
        return bool(self._delivered or self._dead)

    def apply(self, decision: Decision, outcome: Outcome, *, at: datetime) -> None:
        """Note what *decision* means for the batch that was tried."""
        batch = self._open[-1]
        match decision.disposition:
            case Disposition.DELIVERED:
                self._open.pop()
                self._delivered.update(each.id for each in batch)
            case Disposition.SPLIT:
                middle = len(batch) // 2
                self._open[-1:] = [batch[middle:], batch[:middle]]
            case Disposition.DEAD:
                self._open.pop()
                self._dead.extend((each.id, self._letter(each.id, decision, outcome, at)) for each in batch)
            case Disposition.RETRY | Disposition.PAUSE:
                pass

    def settlement(self) -> Settlement:
        """What to tell the spool; what is open goes back to wait."""
        return Settlement(delivered=frozenset(self._delivered), dead=tuple(self._dead))

    def _letter(self, envelope_id: str, decision: Decision, outcome: Outcome, at: datetime) -> DeadLetter:
        return DeadLetter(reason=decision.code, detail=outcome.detail, at=at, attempts=self._attempts[envelope_id])


def key_of(batch: Sequence[Envelope]) -> str:
    """The Idempotency-Key of *batch*: made of its ids, so it is the same over all tries, also after a restart."""
    return blake2b("\n".join([each.id for each in batch]).encode(), digest_size=16).hexdigest()
