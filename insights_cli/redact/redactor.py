"""Apply path rules and detectors to values, and explain every stretch that was hidden."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import NamedTuple, TypeAlias

from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.redact.apply import Hider
from insights_cli.redact.detectors import Detector
from insights_cli.redact.detectors.registry import DETECTORS
from insights_cli.redact.field import Field, field_of
from insights_cli.redact.find import Search, is_stand_in
from insights_cli.redact.policy import PathRule, Policy, Treatment
from insights_cli.redact.pseudonym import Pseudonymiser, canonical_user_ref, is_token
from insights_cli.redact.reason import Action, Redacted, RedactedTree, Redaction
from insights_cli.redact.regex import compile_all
from insights_cli.redact.roster import NOBODY, Roster
from insights_cli.redact.span import Span

_KEPT_MOST = 8192
# Longer texts do not come again often enough to be worth the room.
_LONGEST_KEPT = 256
_DEEPEST = 64
_ROUNDS = 4
# Made up; each wakes something that is loaded only when needed.
_SAMPLES = (
    "Contact: Jane Doe, 1 Main Street, ulica Aa 1, Hauptweg 2, \u6771\u4eac\u90fd 3",
    "call +44 20 7946 0000 or DE00370400440532013000, CPF 000.000.000-00, a&amp;b",
    "glpat-aaaaaaaaaaaaaaaaaaaaaaa1 with password: aaaaaaaa",
)
_SHORT = 512


Look: TypeAlias = Callable[..., tuple[Span, ...]]


class _Gone:
    """Stands for a value that does not leave."""


_GONE = _Gone()


class OutOfTimeError(Exception):
    """The detectors took longer than the policy allows for one value."""


class _Plan(NamedTuple):
    """How values of one path are treated, and what became of those seen before."""

    place: Field
    rule: PathRule
    plain: bool
    namespace: str
    seen: dict[JsonValue, Redacted]


class Redactor:
    """Decide what may leave: one object per policy, key and roster.

    It remembers recent answers and is not for several threads.

    Without a *pseudonymiser* whatever would get a pseudonym is dropped. *clock* measures the time-out in seconds.
    """

    def __init__(
        self,
        policy: Policy | None = None,
        *,
        pseudonymiser: Pseudonymiser | None = None,
        roster: Roster = NOBODY,
        detectors: Sequence[Detector] = DETECTORS,
        clock: Callable[[], float] = time.thread_time,
    ) -> None:
        self._policy = policy or Policy()
        self._pseudonymiser = pseudonymiser
        self._roster = roster
        self._hider = Hider(policy=self._policy, pseudonymiser=pseudonymiser, roster=roster)
        self._detectors = tuple(detectors)
        self._search = Search(detectors, roster=roster)
        self._clock = clock
        self._plans: dict[tuple[str, str, str], _Plan] = {}
        self._remembered = 0

    def learn(self, roster: Roster) -> None:
        """Know these people from now on, and decide anew about what was seen before."""
        self._roster = roster
        self._hider = Hider(policy=self._policy, pseudonymiser=self._pseudonymiser, roster=roster)
        self._search = Search(self._detectors, roster=roster)
        self._forget()

    def find_user(self, text: str) -> str | None:
        """The ref of the known user whose login *text* is, in any letter case."""
        return self._roster.logins.get(text.lower())

    def rule_for(self, path: str, *, kind: str = "") -> PathRule:
        """The path rule that decides at *path* of an entity of *kind*."""
        return self._policy.rule_for(field_of(path, kind))

    def spans(self, path: str, value: str, *, kind: str = "") -> tuple[Span, ...]:
        """Everything sensitive in *value* by path and content, whatever the policy does about it."""
        return self._search.spans(value, field_of(path, kind))

    def redact_value(self, path: str, value: JsonValue, *, kind: str = "", namespace: str = "default") -> Redacted:
        """Decide about one scalar at *path* (`spec.members[0]`); *kind* "" means an event.

        *namespace* completes short user refs. Reasons carry the path without list indexes, so that they can be counted.
        """
        plan = self._plans.get((path, kind, namespace)) or self._plan(path, kind, namespace)
        if value is None or isinstance(value, bool):
            return Redacted(value=value, fate=Fate.SENT, rule=plan.rule.id)
        known = plan.seen.get(value)
        # 1 and 1.0 are the same key, and so would be True.
        if known is not None and (type(known.value) is type(value) or known.fate is not Fate.SENT):
            return known
        decided = self._decide(plan, value)
        if not isinstance(value, str) or len(value) <= _LONGEST_KEPT:
            self._remember(plan, value, decided)
        return decided

    def _remember(self, plan: _Plan, value: JsonValue, decided: Redacted) -> None:
        if self._remembered >= _KEPT_MOST:
            self._forget()
        self._remembered += 1
        plan.seen[value] = decided

    def redact_tree(
        self, value: JsonValue, path: str = "", *, kind: str = "", namespace: str = "default"
    ) -> RedactedTree:
        """Decide about every leaf of *value*, keys too: an entry whose key is sensitive is dropped whole."""
        leaves: list[tuple[str, Redacted]] = []
        kept = self._walk(value, path, partial(self.redact_value, kind=kind, namespace=namespace), leaves, depth=0)
        return RedactedTree(value=None if isinstance(kept, _Gone) else kept, leaves=tuple(leaves))

    def warm_up(self) -> None:
        """Load the libraries and patterns that wait for a text, so that the first event does not wait for them."""
        compile_all()
        for sample in _SAMPLES:
            self.spans("spec.note", sample)

    def is_clean(self, path: str, value: str, *, kind: str = "") -> bool:
        """Whether shape and path are enough to say that *value* is harmless; False means it must be searched."""
        plan = self._plans.get((path, kind, "default")) or self._plan(path, kind, "default")
        return plan.plain and self._search.is_plain(value, plan.place)

    def _plan(self, path: str, kind: str, namespace: str) -> _Plan:
        place = field_of(path, kind)
        rule = self._policy.rule_for(place)
        plain = rule.treatment is Treatment.SCAN
        plan = _Plan(place, rule, plain, namespace, {})
        if len(self._plans) >= _KEPT_MOST:
            self._forget()
        self._plans[path, kind, namespace] = plan
        return plan

    def _forget(self) -> None:
        self._plans.clear()
        self._remembered = 0

    def _decide(self, plan: _Plan, value: JsonValue) -> Redacted:
        text = value if isinstance(value, str) else str(value)
        if plan.plain and self._search.is_plain(text, plan.place):
            return Redacted(value=value, fate=Fate.SENT, rule=plan.rule.id)
        if plan.rule.treatment is Treatment.DROP:
            return _dropped(plan, plan.rule.id, len(text))
        if plan.rule.treatment is Treatment.PROSE and not self._policy.accepts_prose(plan.place.path):
            return _dropped(plan, plan.rule.id, len(text))
        if len(text) > self._policy.most_bytes or len(text.encode(errors="surrogatepass")) > self._policy.most_bytes:
            return _dropped(plan, "too-long", len(text))
        if plan.rule.treatment is Treatment.USER and (user := self._user(plan, text)):
            return user
        try:
            return self._redact(plan, value, text)
        except OutOfTimeError:
            return _dropped(plan, "out-of-time", len(text))
        except Exception:  # noqa: BLE001 - whatever goes wrong in a detector, the value must not leave
            return _dropped(plan, "detector-error", len(text))

    def _user(self, plan: _Plan, text: str) -> Redacted | None:
        kind, colon, _ = text.partition(":")
        if is_token(text) or (colon and kind.lower() != "user"):
            return None
        if self._pseudonymiser is None:
            return _dropped(plan, "no-key", len(text))
        ref = self._roster.find_ref(text) or canonical_user_ref(text, namespace=plan.namespace)
        reason = _whole(plan, Action.PSEUDONYMISE, plan.rule.id, len(text), key_id=self._pseudonymiser.key_id)
        token = self._pseudonymiser.user_ref(ref)
        return Redacted(value=token, fate=Fate.PSEUDONYMISED, rule=plan.rule.id, reasons=(reason,))

    def _redact(self, plan: _Plan, value: JsonValue, text: str) -> Redacted:
        """Hide until nothing more is found, so that redacting twice gives what redacting once gives."""
        # Asking for the time of a thread costs more than searching a short text.
        ends_at = self._clock() + self._policy.budget_s if len(text) >= _SHORT else math.inf
        reasons: list[Redaction] = []
        for _ in range(_ROUNDS):
            # What is plain was seen before coming here, unless the path asks for more than a look at the text.
            look = self._search.look if plan.plain and not reasons else self._search.spans
            spans = self._allowed(plan.place, self._find(look, plan.place, text, ends_at))
            if not spans:
                break
            hidden, found = self._hider.hide(text, spans, plan.place)
            reasons.extend(found)
            if hidden is None:
                return Redacted(value=None, fate=Fate.DROPPED, rule=plan.rule.id, reasons=tuple(reasons))
            text = hidden
            if is_stand_in(text):
                break
        else:
            return _dropped(plan, "unstable", len(text))
        if not reasons:
            return Redacted(value=value, fate=Fate.SENT, rule=plan.rule.id)
        fate = Fate.PSEUDONYMISED if all(reason.action is Action.PSEUDONYMISE for reason in reasons) else Fate.REDACTED
        return Redacted(value=text, fate=fate, rule=plan.rule.id, reasons=tuple(reasons))

    def _find(self, look: Look, place: Field, text: str, ends_at: float) -> tuple[Span, ...]:
        def checkpoint() -> None:
            if self._clock() > ends_at:
                raise OutOfTimeError

        if len(text) < _SHORT:
            return look(text, place)
        return look(text, place, checkpoint)

    def _allowed(self, place: Field, spans: tuple[Span, ...]) -> tuple[Span, ...]:
        if not self._policy.allowed:
            return spans
        return tuple(span for span in spans if (place.path, span.type) not in self._policy.allowed)

    def _walk(
        self,
        value: JsonValue,
        path: str,
        decide: Callable[[str, JsonValue], Redacted],
        leaves: list[tuple[str, Redacted]],
        *,
        depth: int,
    ) -> JsonValue | _Gone:
        if isinstance(value, Mapping) and depth < _DEEPEST:
            kept: dict[str, JsonValue] = {}
            for key, item in value.items():
                shown = self._shown(key)
                below = f"{path}.{shown}" if path else shown
                if shown != key:
                    leaves.append((below, Redacted(value=None, fate=Fate.DROPPED, rule="key")))
                    continue
                child = self._walk(item, below, decide, leaves, depth=depth + 1)
                if not isinstance(child, _Gone):
                    kept[key] = child
            return kept
        if isinstance(value, Sequence) and not isinstance(value, str) and depth < _DEEPEST:
            children = [
                self._walk(item, f"{path}[{at}]", decide, leaves, depth=depth + 1) for at, item in enumerate(value)
            ]
            return [child for child in children if not isinstance(child, _Gone)]
        leaf = decide(path, value) if isinstance(value, str | int | float | None) else _too_deep()
        leaves.append((path, leaf))
        return _GONE if leaf.fate is Fate.DROPPED else leaf.value

    def _shown(self, key: str) -> str:
        """The key as it may be shown; another text than *key* when it is sensitive."""
        decided = self.redact_value("key", key)
        if decided.fate is Fate.SENT:
            return key
        return decided.value if isinstance(decided.value, str) else "[KEY]"


def _too_deep() -> Redacted:
    return Redacted(value=None, fate=Fate.DROPPED, rule="too-deep")


def _whole(plan: _Plan, action: Action, rule: str, length: int, *, key_id: str | None = None) -> Redaction:
    return Redaction(
        path=plan.place.path,
        kind=plan.place.kind,
        start=0,
        end=length,
        type=None,
        action=action,
        rule=rule,
        key_id=key_id,
    )


def _dropped(plan: _Plan, rule: str, length: int) -> Redacted:
    return Redacted(
        value=None, fate=Fate.DROPPED, rule=plan.rule.id, reasons=(_whole(plan, Action.DROP, rule, length),)
    )
