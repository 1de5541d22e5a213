"""What becomes of envelopes after an attempt: a table, asked by the forwarder; pure."""

from dataclasses import dataclass
from datetime import timedelta

from insights_cli.model.delivery import Disposition, Outcome, OutcomeKind

# A wish to wait longer than this is taken for a mistake.
_LONGEST_WISH = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What to do with the envelopes of an attempt; *code* explains it (empty when delivered).

    *wait* is how long the upstream wants to be left alone at least.
    """

    disposition: Disposition
    code: str = ""
    wait: timedelta = timedelta(0)


# Statuses that are about the content of what was sent: the batch is halved until the one to blame stands alone.
_CONTENT = {400: "UP201", 422: "UP201", 413: "UP202"}
# Statuses that every attempt would get until a person changes something; the envelopes are fine.
_TOKEN = frozenset({401, 403})
# Also transient: 409 says that a request with the same Idempotency-Key is still being worked on.
_TRANSIENT = frozenset({408, 409, 423, 425, 429})
# Servers that will never do it, whatever the load (RFC 9110, 15.6.2 and 15.6.6).
_NEVER = frozenset({501, 505})


def decide(outcome: Outcome, *, events: int) -> Decision:
    """What becomes of a batch of *events* envelopes after *outcome*.

    Nothing is ever set aside unless it stood alone and the answer was about its content.
    """
    if outcome.kind is not OutcomeKind.ANSWERED or outcome.status is None:
        return Decision(disposition=Disposition.RETRY, code="UP105")
    status = outcome.status
    if 200 <= status < 300:
        return Decision(disposition=Disposition.DELIVERED)
    if status in _CONTENT:
        return Decision(disposition=Disposition.SPLIT if events > 1 else Disposition.DEAD, code=_CONTENT[status])
    if status in _TRANSIENT or (status >= 500 and status not in _NEVER) or status < 200:
        return Decision(disposition=Disposition.RETRY, code="UP106", wait=_floor(outcome))
    return Decision(disposition=Disposition.PAUSE, code=_pause_code(status), wait=_floor(outcome))


def _pause_code(status: int) -> str:
    if status in _TOKEN:
        return "UP101"
    return "UP103" if 300 <= status < 400 else "UP102"


def _floor(outcome: Outcome) -> timedelta:
    return min(outcome.retry_after or timedelta(0), _LONGEST_WISH)
