"""Who owns a character that several claim."""

from insights_cli.redact.span import RANK, SECRET_TYPES, Span, SpanType, resolve


def test_the_higher_claim_wins() -> None:
    """A password that looks like a mail address is a password."""
    password = Span(0, 10, SpanType.URL_CREDENTIALS, "a")
    mail = Span(4, 12, SpanType.EMAIL, "b")
    assert resolve([mail, password]) == (password,)


def test_a_lower_claim_keeps_what_is_mostly_left() -> None:
    """What the higher claim does not cover stays hidden when it is at least half."""
    mail = Span(0, 4, SpanType.EMAIL, "a")
    place = Span(2, 20, SpanType.ADDRESS, "b")
    assert [span[:2] for span in resolve([place, mail])] == [(0, 4), (4, 20)]


def test_the_longer_of_two_equals_wins() -> None:
    """Two readings of the same kind give the longer one."""
    assert resolve([Span(0, 4, SpanType.PHONE, "a"), Span(0, 9, SpanType.PHONE, "b")])[0].end == 9


def test_secrets_rank_before_people() -> None:
    """Every secret type is claimed before every other type."""
    assert max(RANK[kind] for kind in SECRET_TYPES) < min(RANK[kind] for kind in set(SpanType) - SECRET_TYPES)
