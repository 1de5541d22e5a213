"""Replace spans by stand-ins: masks, pseudonyms, or the end of the whole value."""

from insights_cli.model.value import value
from insights_cli.redact.field import Field, Trait
from insights_cli.redact.policy import Policy
from insights_cli.redact.pseudonym import Pseudonymiser
from insights_cli.redact.reason import Action, Redaction
from insights_cli.redact.roster import Roster
from insights_cli.redact.span import Span, SpanType

_STRICTNESS = {action: rank for rank, action in enumerate(Action)}
_MAY_NAME_A_USER = frozenset({SpanType.USER_REF, SpanType.USERNAME, SpanType.EMAIL, SpanType.PERSON})
_NAMES_USERS = Trait.OWNER | Trait.MEMBERS


@value
class Hider:
    """Hide what was found, as one installation wants it."""

    policy: Policy
    pseudonymiser: Pseudonymiser | None
    roster: Roster

    def hide(self, text: str, spans: tuple[Span, ...], place: Field) -> tuple[str | None, tuple[Redaction, ...]]:
        """Give *text* with *spans* replaced, None when it must be dropped, and one reason for each span.

        Spans that cover more than half of the text stand for all of it, and the strictest of their actions is done.
        """
        whole = 2 * sum(span.end - span.start for span in spans) > len(text.strip())
        decisions = [self._decide(text, span, place, whole=whole) for span in spans]
        strictest = max((action for action, _ in decisions), key=_STRICTNESS.__getitem__)
        alike = whole or strictest is Action.DROP
        reasons = tuple(
            self._reason(span, strictest if alike else action, place)
            for span, (action, _) in zip(spans, decisions, strict=True)
        )
        if strictest is Action.DROP:
            return None, reasons
        if whole and strictest is Action.MASK:
            return _mask(max(spans, key=lambda span: span.end - span.start)), reasons
        if whole and len(spans) == 1:
            return decisions[0][1], reasons
        return _replaced(text, spans, [stand_in for _, stand_in in decisions]), reasons

    def _decide(self, text: str, span: Span, place: Field, *, whole: bool) -> tuple[Action, str]:
        """What to do with one span, and its stand-in; a known person gets a pseudonym where a user is named."""
        action = self.policy.actions[span.type]
        found = text[span.start : span.end]
        names_a_user = whole and place.has(_NAMES_USERS) and span.type in _MAY_NAME_A_USER
        ref = self.roster.find_ref(found) if names_a_user or span.type is SpanType.USERNAME else None
        if action is not Action.PSEUDONYMISE and not (ref and action is Action.MASK):
            return action, _mask(span)
        if self.pseudonymiser is None:
            return Action.DROP, ""
        if ref or span.type is SpanType.USER_REF or place.has(_NAMES_USERS):
            token = self.pseudonymiser.user_ref(ref or found)
        else:
            token = self.pseudonymiser.login(found)
        in_full = whole or span.type is SpanType.USER_REF
        return Action.PSEUDONYMISE, token if in_full else token.rpartition("/")[2]

    def _reason(self, span: Span, action: Action, place: Field) -> Redaction:
        keyed = self.pseudonymiser is not None and action is Action.PSEUDONYMISE
        return Redaction(
            path=place.path,
            kind=place.kind,
            start=span.start,
            end=span.end,
            type=span.type,
            action=action,
            rule=span.rule,
            validator=span.validator,
            confidence=span.confidence,
            key_id=self.pseudonymiser.key_id if keyed and self.pseudonymiser else None,
        )


def _replaced(text: str, spans: tuple[Span, ...], stand_ins: list[str]) -> str:
    pieces: list[str] = []
    done = 0
    for span, stand_in in zip(spans, stand_ins, strict=True):
        pieces += (text[done : span.start], stand_in)
        done = span.end
    return "".join((*pieces, text[done:]))


def _mask(span: Span) -> str:
    return f"[{span.type}]"
