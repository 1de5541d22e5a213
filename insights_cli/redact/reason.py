"""What was done to a value and why, without the value."""

from enum import StrEnum

from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.model.value import value
from insights_cli.redact.span import SpanType


class Action(StrEnum):
    """What is done to a stretch of text, the mildest first; where two claim the same text the stricter one is done."""

    KEEP = "keep"
    PSEUDONYMISE = "pseudonymise"
    MASK = "mask"
    DROP = "drop"


@value
class Redaction:
    """One reason: where, what, which rule, what was done; never the text itself.

    *kind* is the kind of the entity ("" for an event), *start* and *end* are code points of the value, *type* is None
    when the path alone decided, *key_id* names the key of a pseudonym.
    """

    path: str
    kind: str
    start: int
    end: int
    type: SpanType | None
    action: Action
    rule: str
    validator: str = ""
    confidence: float = 1.0
    key_id: str | None = None


@value
class Redacted:
    """What may leave instead of a value; *value* is None when the fate is dropped.

    *rule* names the path rule that decided how the value was treated.
    """

    value: JsonValue
    fate: Fate
    rule: str
    reasons: tuple[Redaction, ...] = ()


@value
class RedactedTree:
    """What may leave instead of an object or list, and one outcome for every leaf of it by path."""

    value: JsonValue
    leaves: tuple[tuple[str, Redacted], ...]

    @property
    def reasons(self) -> tuple[Redaction, ...]:
        """All reasons, in the order of the leaves."""
        return tuple(reason for _, leaf in self.leaves for reason in leaf.reasons)
