"""One fate for every leaf of an entity: sent, pseudonymised, redacted or dropped; and absent for what is not there."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from insights_cli.capture.groups import Withheld
from insights_cli.capture.misses import Miss, explain_miss
from insights_cli.capture.paths import Leaf, Steps, format_steps, is_list, leaves, plain_path, resolve
from insights_cli.capture.rules import CaptureRule
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a value does not leave as it is, without the value: what *kind* it is of, and the *rule* that saw it."""

    kind: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment:
    """What becomes of a captured value: its *fate*, what leaves instead of it (None when dropped), and why.

    *why* is a clause for what the reasons do not say, maybe empty.
    """

    fate: Fate
    value: JsonValue = None
    reasons: tuple[Reason, ...] = ()
    why: str = ""


SENSITIVE_KEY = "a key on the way to it may not leave"

Treat = Callable[[str, JsonValue], Treatment]
"""Decides about the value at a plain path; never answers `ABSENT`. Keys are asked about as values at the path `key`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedLeaf:
    """A leaf and its one fate; *value* is as it was, *sent* as it leaves (None when dropped).

    *rules* are all that capture it, the deciding one first, none when nothing does; *why* is a clause, maybe empty.
    """

    steps: Steps
    value: JsonValue
    fate: Fate
    sent: JsonValue = None
    rules: tuple[CaptureRule, ...] = ()
    reasons: tuple[Reason, ...] = ()
    why: str = ""
    decided_by: str = ""

    @property
    def path(self) -> str:
        """The path as people write it."""
        return format_steps(self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """A rule that reached nothing, and why."""

    rule: CaptureRule
    miss: Miss


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What is captured of one document: every leaf exactly once, and the rules that reached none."""

    leaves: tuple[JudgedLeaf, ...]
    absences: tuple[Absence, ...]

    @property
    def counts(self) -> dict[Fate, int]:
        """How many leaves have each fate; all but `ABSENT` add up to the number of leaves of the document."""
        found = Counter(leaf.fate for leaf in self.leaves)
        return {fate: found[fate] for fate in Fate} | {Fate.ABSENT: len(self.absences)}

    @property
    def document(self) -> dict[str, JsonValue]:
        """What leaves, in the shape of the entity; lists close up where an item is dropped."""
        kept = [(leaf.steps, leaf.sent) for leaf in self.leaves if leaf.fate is not Fate.DROPPED]
        built = assemble(kept)
        return dict(built) if isinstance(built, Mapping) else {}


def capture(
    document: Mapping[str, JsonValue],
    rules: Sequence[CaptureRule],
    treat: Treat,
    *,
    withheld: Mapping[Steps, Withheld] | None = None,
) -> Capture:
    """Give every leaf of *document* its fate: dropped unless a rule captures it, then what *treat* decides.

    *withheld* are leaves that stay here although a rule captures them.
    """
    by_leaf: dict[Steps, list[CaptureRule]] = {}
    absences: list[Absence] = []
    for rule in rules:
        reached = resolve(rule.path, document)
        for leaf in reached:
            by_leaf.setdefault(leaf.steps, []).append(rule)
        if not reached:
            absences.append(Absence(rule=rule, miss=explain_miss(rule.path, document)))
    judged = tuple(_judge(leaf, by_leaf.get(leaf.steps, ()), treat, withheld or {}) for leaf in leaves(document))
    return Capture(leaves=judged if document else (), absences=tuple(absences))


def _judge(leaf: Leaf, rules: Sequence[CaptureRule], treat: Treat, withheld: Mapping[Steps, Withheld]) -> JudgedLeaf:
    if not rules:
        kept_back = Withheld(why="no rule captures it", decided_by="no rule")
    else:
        kept_back = withheld.get(leaf.steps) or Withheld(why="", decided_by=rules[0].decided_by)
    done = Treatment(fate=Fate.DROPPED) if kept_back.why else _treat(leaf, treat)
    return JudgedLeaf(
        steps=leaf.steps,
        value=leaf.value,
        fate=done.fate,
        sent=done.value,
        rules=tuple(rules),
        reasons=done.reasons,
        why=kept_back.why or done.why,
        decided_by=kept_back.decided_by,
    )


def _treat(leaf: Leaf, treat: Treat) -> Treatment:
    """What becomes of a captured leaf; a key on the way to it that may not leave takes the leaf with it.

    Empty lists and mappings hold nothing to look at.
    """
    for step in leaf.steps:
        if isinstance(step, str) and (done := treat("key", step)).fate is not Fate.SENT:
            reasons = done.reasons or (Reason(kind="key", rule="key"),)
            return Treatment(fate=Fate.DROPPED, reasons=reasons, why=SENSITIVE_KEY)
    if isinstance(leaf.value, Mapping) or is_list(leaf.value):
        return Treatment(fate=Fate.SENT, value=leaf.value)
    return treat(plain_path(leaf.steps), leaf.value)


def assemble(kept: Sequence[tuple[Steps, JsonValue]]) -> JsonValue:
    """Build the document that has exactly the values *kept* at their places, list items closed up in order."""
    if not kept:
        return {}
    if not kept[0][0]:
        return kept[0][1]
    below: dict[str | int, list[tuple[Steps, JsonValue]]] = {}
    for steps, value in kept:
        below.setdefault(steps[0], []).append((steps[1:], value))
    if isinstance(kept[0][0][0], int):
        return [assemble(values) for values in below.values()]
    return {str(key): assemble(values) for key, values in below.items()}
