"""What has been decided in memory and is yet to be written, and the counts that go with it."""

from dataclasses import dataclass, field, replace

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.envelope import Envelope


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The counts of a spool file; *dead* lie in it now, *bytes* are of all bodies kept, *last_seq* is never reused."""

    appended: int = 0
    delivered: int = 0
    purged: int = 0
    lost: int = 0
    dead: int = 0
    bytes: int = 0
    last_seq: int = 0

    @property
    def kept(self) -> int:
        """How many envelopes the spool holds, dead ones too."""
        return self.appended - self.delivered - self.purged - self.lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruin:
    """A segment of which *lost* envelopes could not be read; *data* is kept for those who want to look."""

    seq: int
    lost: int
    data: bytes


@dataclass(slots=True)
class Changes:
    """Decisions that ride on the next commit.

    *gone* gives, per segment, the bits of the places that have left, None for all of them; *attempts* is told along
    when something is written anyway; *freed* are bytes of bodies that are kept no more.
    """

    gone: dict[int, int | None] = field(default_factory=dict)
    dead: list[tuple[Envelope, DeadLetter]] = field(default_factory=list)
    ruins: list[Ruin] = field(default_factory=list)
    attempts: dict[int, int] = field(default_factory=dict)
    delivered: int = 0
    freed: int = 0

    def __bool__(self) -> bool:
        """Whether anything is worth a commit of its own."""
        return bool(self.gone or self.dead or self.ruins)

    def add(self, later: "Changes") -> None:
        """Take *later* decisions in."""
        self.gone |= later.gone
        self.dead += later.dead
        self.ruins += later.ruins
        self.attempts |= later.attempts
        self.delivered += later.delivered
        self.freed += later.freed

    def applied_to(self, tally: Tally) -> Tally:
        """The counts when these changes are written."""
        lost = sum(ruin.lost for ruin in self.ruins)
        changed = replace(
            tally,
            delivered=tally.delivered + self.delivered,
            dead=tally.dead + len(self.dead),
            lost=tally.lost + lost,
            bytes=max(0, tally.bytes - self.freed),
        )
        # How long the bodies of a ruin were may be unknown; an empty spool holds no bytes.
        return changed if changed.kept else replace(changed, bytes=0)
