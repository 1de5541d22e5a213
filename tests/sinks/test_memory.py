"""The sink in memory."""

import asyncio
from datetime import UTC, datetime

from insights_cli.model.delivery import Outcome, OutcomeKind
from insights_cli.model.envelope import Envelope
from insights_cli.sinks.memory import MemorySink, in_turn

ONE = Envelope(id="1", accepted_at=datetime(2026, 11, 23, tzinfo=UTC), body=b"{}")


def test_it_takes_what_it_answers_well() -> None:
    """And nothing else."""
    sink = MemorySink(in_turn(Outcome(kind=OutcomeKind.ANSWERED, status=503)))
    seen = [asyncio.run(sink.deliver([ONE], key="k")).status for _ in range(2)]
    assert (seen, sink.taken, len(sink.attempts)) == ([503, 202], [ONE], 2)
