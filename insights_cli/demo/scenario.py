"""The story of the demo as values: what is done, in which words, and what must be true at its end; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

USER = "user:default/ada.example"
ENTITY = "component:default/checkout-service"
EVENTS_EACH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One command of the story: the *title* above it, its words, and the exit code that belongs to it."""

    title: str
    argv: tuple[str, ...]
    expected: int = 0


CHECK = Step(
    title="Is the configuration right? The sample has mistakes on purpose.",
    argv=("check-config", "--strict", "--format", "concise"),
    expected=1,
)
PREVIEW = Step(
    title="What would leave the company for one component, and for one person who looks at it?",
    argv=("preview-entity", ENTITY, "--as", USER),
)
TRIGGER = Step(
    title="Send the events that a frontend would send, of every documented action.",
    argv=("trigger", "-n", str(EVENTS_EACH), "--entity", ENTITY),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """The end of the story in numbers: what the server says, and what the upstream saw."""

    received: int
    rejected: int
    delivered: int
    waiting: int
    dead: int
    arrived: int
    repeats: int
    without_token: int

    @property
    def problems(self) -> tuple[str, ...]:
        """What does not add up; empty when every event is accounted for."""
        found = []
        if self.received != self.rejected + self.delivered + self.waiting + self.dead:
            found.append("received is not rejected + delivered + waiting + dead")
        if self.delivered != self.arrived:
            found.append(f"{self.delivered} events count as delivered, and {self.arrived} arrived")
        if not self.dead:
            found.append("the event that the upstream refuses was not set aside")
        if self.without_token:
            found.append(f"{self.without_token} requests came without the token")
        return tuple(found)


def books_of(events: Mapping[str, int], *, arrived: int, repeats: int, without_token: int) -> Books:
    """Put the server's own counts beside what arrived."""
    return Books(
        received=events["received"],
        rejected=events["rejected"],
        delivered=events["delivered"],
        waiting=events["waiting"],
        dead=events["dead"],
        arrived=arrived,
        repeats=repeats,
        without_token=without_token,
    )
