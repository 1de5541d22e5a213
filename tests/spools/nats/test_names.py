"""The settings of streams and consumer, and how others differ from them."""

import pytest

from insights_cli.spools import Limits
from insights_cli.spools.nats.names import Config, Names, consumer, differences, larger, streams

NAMES = Names("team")
WAITING = streams(NAMES, Limits(most_bytes=1000, most_events=10))[0]


def test_a_stream_as_it_must_be_has_no_differences() -> None:
    """Also when the servers add settings that do not matter here."""
    assert differences(WAITING, {**WAITING, "num_replicas": 3, "compression": "s2"}) == []


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"discard": "old"}, "discard is 'old', must be 'new'"),
        ({"max_age": 3_600_000_000_000}, "max_age is 3600 s, must be 0 s"),
        ({"retention": "workqueue"}, "retention is 'workqueue', must be 'limits'"),
        ({"storage": "memory"}, "storage is 'memory', must be 'file'"),
        ({"sources": [{"name": "x"}]}, "sources is set, must not be"),
    ],
)
def test_what_breaks_the_promise_is_told(changed: Config, words: str) -> None:
    """Each setting under which events could be lost or repeated is named with both values."""
    assert differences(WAITING, {**WAITING, **changed}) == [words]


def test_a_consumer_of_another_lease_is_told() -> None:
    """Two servers that disagree about the lease would take each other's events."""
    assert differences(consumer(NAMES, 30), consumer(NAMES, 5)) == ["ack_wait is 5 s, must be 30 s"]


@pytest.mark.parametrize(
    ("found", "raised"),
    [({"max_bytes": 1}, {"max_bytes": WAITING["max_bytes"]}), ({"max_bytes": 1 << 40}, {}), ({"max_bytes": -1}, {})],
)
def test_limits_are_raised_only(found: Config, raised: Config) -> None:
    """A stream that takes less is to take more; one that takes more or has no limit stays as it is."""
    assert larger(WAITING, {**WAITING, **found}) == raised
