"""What became of single fields, for people who look on: marks instead of values, and what decided."""

from collections.abc import Iterator, Sequence

import msgspec

from insights_cli.capture.fates import Capture, JudgedLeaf
from insights_cli.model.event import Scalar
from insights_cli.model.fate import Fate
from insights_cli.redact.reason import Redacted


class SeenLeaf(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One field: *received* with typed marks for what was hidden, *sent* as it leaves (None when it does not).

    *rule* is the detector or path rule, *place* the line of configuration that decided, each maybe empty.
    """

    path: str
    fate: Fate
    received: Scalar = None
    sent: Scalar = None
    rule: str = ""
    place: str = ""


def hidden_leaf(path: str, redacted: Redacted) -> SeenLeaf:
    """A field of an event that does not leave as it came."""
    kinds = [str(reason.type or reason.rule) for reason in redacted.reasons] or [redacted.rule]
    sent = redacted.value if isinstance(redacted.value, str | int | float) else None
    # A mask already stands in the text that leaves; a pseudonym or nothing at all needs a mark of its own.
    received = sent if redacted.fate is Fate.REDACTED else _mark(kinds)
    rules = ", ".join(dict.fromkeys(reason.rule for reason in redacted.reasons)) or redacted.rule
    return SeenLeaf(path=path, fate=redacted.fate, received=received, sent=sent, rule=rules)


def captured_leaves(found: Capture) -> tuple[SeenLeaf, ...]:
    """The captured fields of an entity, and the rules that reached none; what no rule captures is left out."""
    return (*_reached(found.leaves), *_missed(found))


def _reached(leaves: Sequence[JudgedLeaf]) -> Iterator[SeenLeaf]:
    for leaf in leaves:
        if not leaf.rules:
            continue
        sent = leaf.sent if isinstance(leaf.sent, str | int | float) else None
        as_it_came = leaf.fate in (Fate.SENT, Fate.REDACTED)
        kinds = [reason.kind for reason in leaf.reasons] or ["dropped"]
        yield SeenLeaf(
            path=leaf.path,
            fate=leaf.fate,
            received=sent if as_it_came else _mark(kinds),
            sent=sent,
            rule=", ".join(dict.fromkeys(reason.rule for reason in leaf.reasons)) or leaf.why,
            place=leaf.decided_by,
        )


def _missed(found: Capture) -> Iterator[SeenLeaf]:
    for absence in found.absences:
        yield SeenLeaf(path=absence.rule.path.text, fate=Fate.ABSENT, place=absence.rule.decided_by)


def _mark(kinds: Sequence[str]) -> str:
    return " ".join(dict.fromkeys(f"[{kind.upper().replace('-', ' ')}]" for kind in kinds))
