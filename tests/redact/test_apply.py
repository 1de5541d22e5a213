"""How found stretches are hidden."""

import pytest

from insights_cli.redact.apply import Hider
from insights_cli.redact.field import field_of
from insights_cli.redact.policy import Policy
from insights_cli.redact.pseudonym import Pseudonymiser, PseudonymKey, is_token
from insights_cli.redact.reason import Action
from insights_cli.redact.roster import NOBODY
from insights_cli.redact.span import Span, SpanType

PLACE = field_of("spec.note", "Component")
HIDER = Hider(policy=Policy(), pseudonymiser=Pseudonymiser(PseudonymKey(bytes(range(32)))), roster=NOBODY)


def test_two_spans_are_replaced_in_place() -> None:
    """Each span gets its own stand-in when the text around is most of the text."""
    text = "ask a@b.cd or 192.0.2.1 in case of trouble with the cart"
    spans = (Span(4, 10, SpanType.EMAIL, "m"), Span(14, 23, SpanType.IP, "i"))
    hidden, reasons = HIDER.hide(text, spans, PLACE)
    assert hidden == "ask [EMAIL] or [IP] in case of trouble with the cart"
    assert [reason.action for reason in reasons] == [Action.MASK, Action.MASK]


def test_the_strictest_action_decides_for_all() -> None:
    """One secret drops the whole value, and every reason says so."""
    text = "a@b.cd uses ghp_ and much more text that would be harmless alone"
    hidden, reasons = HIDER.hide(text, (Span(0, 6, SpanType.EMAIL, "m"), Span(12, 16, SpanType.VCS_TOKEN, "t")), PLACE)
    assert hidden is None
    assert {reason.action for reason in reasons} == {Action.DROP}


@pytest.mark.parametrize(("text", "end"), [("user:jane", 9), ("user:jane, mainly", 9)])
def test_users_become_tokens(text: str, end: int) -> None:
    """A user ref is replaced by its pseudonym, with the id of the key in the reason."""
    hidden, reasons = HIDER.hide(text, (Span(0, end, SpanType.USER_REF, "r"),), PLACE)
    assert hidden is not None
    assert is_token(hidden.partition(",")[0])
    assert reasons[0].key_id == "p1"


def test_a_login_inside_a_path_keeps_the_path() -> None:
    """Only the name is replaced, without the parts of a ref."""
    text = "file:/home/jdoe/work/some/long/way/to/app/catalog-info.yaml"
    hidden, _ = HIDER.hide(text, (Span(11, 15, SpanType.USERNAME, "h"),), PLACE)
    assert hidden is not None
    assert hidden.startswith("file:/home/p1-")
    assert hidden.endswith("/work/some/long/way/to/app/catalog-info.yaml")
