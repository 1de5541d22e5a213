"""How the streams, subjects and the consumer of a spool are called and set: data, nothing else."""

from dataclasses import dataclass

from insights_cli.model.json import JsonValue
from insights_cli.spools import Limits

_NS = 1_000_000_000
# Within it a repeated message is recognised; also the longest that a publish may be repeated.
WINDOW_S = 120
# What one client may hold; far above what all forwarders of a large site hold together.
_MOST_HELD = 65_536
# Our framing and NATS's around the bodies, which alone count against the limits.
_SPARE_BYTES = 16 << 20

Config = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Names:
    """The names of one spool, all made of its *name*."""

    name: str

    @property
    def waiting(self) -> str:
        """The stream of those that wait or are claimed."""
        return f"{self.name}-events"

    @property
    def dead(self) -> str:
        """The stream of dead letters."""
        return f"{self.name}-dead"

    @property
    def books(self) -> str:
        """The stream of what was counted."""
        return f"{self.name}-books"

    @property
    def consumer(self) -> str:
        """The consumer that all forwarders share."""
        return "forwarders"

    def waiting_subject(self, events: int, body_bytes: int) -> str:
        """Where a message with so much inside goes; the stream's count of messages by subject thus counts events."""
        return f"{self.name}.events.{events}.{body_bytes}"

    def dead_subject(self, body_bytes: int | str, token: str) -> str:
        """Where a dead letter goes; the last message of a subject replaces the one before, so each id is there once."""
        return f"{self.name}.dead.{body_bytes}.{token}"

    @property
    def books_subject(self) -> str:
        """Where the tally is kept."""
        return f"{self.name}.books.tally"

    @property
    def word_subject(self) -> str:
        """Where processes tell each other something; kept nowhere."""
        return f"{self.name}.word"


def contents(subject: str) -> tuple[int, int]:
    """The numbers behind the first two words of a subject, 0 where there is none, as in subjects that are not ours."""
    _, _, first, *more = (*subject.split("."), "", "")
    return int(first) if first.isdecimal() else 0, int(more[0]) if more[0].isdecimal() else 0


def streams(names: Names, limits: Limits) -> tuple[Config, ...]:
    """The three streams as they must be, without their number of replicas."""
    room = limits.most_bytes + limits.most_bytes // 4 + _SPARE_BYTES
    return (
        _stream(names.waiting, f"{names.name}.events.>", max_bytes=room, max_msgs=limits.most_events),
        _stream(names.dead, f"{names.name}.dead.>", max_bytes=room, max_msgs_per_subject=1),
        _stream(names.books, f"{names.name}.books.>", max_bytes=1 << 20, max_msgs_per_subject=1, discard="old"),
    )


def _stream(name: str, subjects: str, **more: JsonValue) -> Config:
    return {
        "name": name,
        "subjects": [subjects],
        "retention": "limits",
        "storage": "file",
        "discard": "new",
        "max_age": 0,
        "max_msgs_per_subject": -1,
        "duplicate_window": WINDOW_S * _NS,
        "allow_direct": True,
        "deny_delete": False,
        "deny_purge": False,
        **more,
    }


def consumer(names: Names, lease_s: float) -> Config:
    """The consumer as it must be."""
    return {
        "durable_name": names.consumer,
        "name": names.consumer,
        "deliver_policy": "all",
        "ack_policy": "explicit",
        "ack_wait": int(lease_s * _NS),
        "max_deliver": -1,
        "max_ack_pending": _MOST_HELD,
        "replay_policy": "instant",
    }


# Where a difference loses events, repeats all of them or breaks the counting. Limits are not among them: the larger
# one is set, and every process holds its own.
_MUST_AGREE = (
    "subjects",
    "retention",
    "storage",
    "discard",
    "max_age",
    "max_msgs_per_subject",
    "allow_direct",
    "deny_delete",
    "deny_purge",
    "ack_policy",
    "ack_wait",
    "max_deliver",
)
_MUST_BE_ABSENT = ("filter_subject", "filter_subjects", "deliver_subject", "sources", "mirror", "republish")
_MAY_BE_ABSENT: Config = {"max_age": 0, "deny_delete": False, "deny_purge": False, "allow_direct": False}


def differences(wanted: Config, found: Config) -> list[str]:
    """How what exists differs from what must be, in words, such as `discard is "old", must be "new"`."""
    told = []
    for key in _MUST_AGREE:
        if key in wanted:
            there = found.get(key, _MAY_BE_ABSENT.get(key))
            if there != wanted[key]:
                told.append(f"{key} is {_worded(key, there)}, must be {_worded(key, wanted[key])}")
    return told + [f"{key} is set, must not be" for key in _MUST_BE_ABSENT if found.get(key)]


def larger(wanted: Config, found: Config) -> Config:
    """The limits of *wanted* that are above those that were found, to be raised; empty when there are none."""
    raised: Config = {}
    for key in ("max_bytes", "max_msgs"):
        want, have = wanted.get(key), found.get(key)
        if isinstance(want, int) and isinstance(have, int) and 0 <= have < want:
            raised[key] = want
    return raised


def _worded(key: str, value: JsonValue) -> str:
    if key in ("ack_wait", "max_age") and isinstance(value, int):
        return f"{value / _NS:g} s"
    return f"{value!r}"
