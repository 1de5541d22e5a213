"""What is hidden of one event, noted while it is looked at: how often, and which fields."""

from insights_cli.model.fate import Fate
from insights_cli.pipeline.leaves import SeenLeaf, hidden_leaf
from insights_cli.redact.reason import Redacted


class Notes:
    """What is hidden of one event, while it is looked at."""

    __slots__ = ("_leaves", "counts")

    def __init__(self) -> None:
        self.counts: dict[str, int] = {}
        # By path; where a field is looked at in turns, only what the last one left is free of all that was hidden.
        self._leaves: dict[str, SeenLeaf] = {}

    @property
    def hidden(self) -> tuple[SeenLeaf, ...]:
        """The fields that do not leave as they came, each once."""
        return tuple(self._leaves.values())

    def add(self, path: str, redacted: Redacted) -> None:
        """What the redactor did with the value at *path*."""
        for kind in [str(each.type or each.rule).lower() for each in redacted.reasons] or [redacted.rule]:
            self.counts[kind] = self.counts.get(kind, 0) + 1
        self._leaves[path] = hidden_leaf(path, redacted)

    def say(self, leaf: SeenLeaf, kind: str, times: int = 1) -> None:
        """What was hidden so many *times* for a reason of the event's own; *kind* is what it counts as."""
        self.counts[kind] = self.counts.get(kind, 0) + times
        self._leaves[leaf.path] = leaf


def leaf_of(path: str, received: str, sent: str | None, rule: str, *, fate: Fate = Fate.REDACTED) -> SeenLeaf:
    """A field as it is shown: *received* with a mark for what was hidden, *sent* as it leaves, by *rule*."""
    return SeenLeaf(path=path, fate=fate, received=received, sent=sent, rule=rule)
