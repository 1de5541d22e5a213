"""Tokens are compared claim by claim."""

from insights_cli.identity.claims import read_token
from insights_cli.identity.comparison import compare
from tests.identity.tokens import claims, forge


def test_claims_are_lined_up_with_what_identifies_first() -> None:
    """sub, iss, aud and ent come first, times last, and proofs not at all."""
    left = read_token(forge({}, claims(uip="x", zeta=1, ent=["a", "b"])))
    right = read_token(forge({}, claims(ent=["b", "c"], alpha=2)))
    found = compare([left, right])
    assert [row.name for row in found.rows] == ["sub", "iss", "aud", "ent", "alpha", "zeta", "iat", "exp"]
    assert {row.name: row.only_in for row in found.rows if row.only_in} == {"ent": (("a",), ("c",))}
    assert [row.name for row in found.rows if not row.is_same] == ["ent", "alpha", "zeta"]
    assert found.is_one_person


def test_another_subject_is_another_person() -> None:
    """People are told apart by the text of sub."""
    tokens = [read_token(forge({}, claims(sub=sub))) for sub in ("user:default/a", "user:default/A")]
    assert not compare(tokens).is_one_person
