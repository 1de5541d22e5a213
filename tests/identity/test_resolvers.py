"""The shape of a subject gives the resolver mistake away, quickly."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.identity.resolvers import guess_mistake


@pytest.mark.parametrize(
    ("sub", "seen"),
    [
        ("00u1a2b3c4d5e6f7g8h9", "Okta"),
        ("user:default/00u1a2b3c4d5e6f7g8h9", "Okta"),
        ("4711", "account number"),
        ("U_kgDOBabcd1", "GitHub node"),
        ("MDQ6VXNlcjE=", "GitHub node"),
        ("google-oauth2|1", "Auth0"),
        ("uid=alice,ou=people", "LDAP"),
        ("arn:aws:sts::1:assumed-role/x/alice", "AWS"),
        ("system:serviceaccount:ns:name", "Kubernetes"),
        ("spiffe://cluster/ns", "SPIFFE"),
        ("user:default/Alice Example", "display name"),
        ("external:ci", "name of a service"),
        ("undefined", "missing"),
        ("user:default/null", "missing"),
        ("user:default/[object Object]", "missing"),
    ],
)
def test_well_known_shapes_are_recognised(sub: str, seen: str) -> None:
    """Each provider's own ids are told with the resolver that maps them."""
    mistake = guess_mistake(sub)
    assert mistake
    assert seen in mistake.seen
    assert mistake.fix


def test_a_plausible_ref_suggests_nothing() -> None:
    """A good ref has no mistake behind it."""
    assert guess_mistake("user:default/alice") is None


@given(st.text(st.sampled_from("user:default/@. |\\,=a0-"), max_size=600))
def test_any_text_is_looked_at_quickly(sub: str) -> None:
    """No text makes a pattern run away."""
    started = time.process_time()
    guess_mistake(sub)
    assert time.process_time() - started < 1
