"""Resolvers in code."""

import pytest

from insights_cli.wiring.sign_in import Way, read_resolvers
from insights_cli.wiring.typescript import parse


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("ctx.signInWithCatalogUser({ entityRef: { name: id } })", Way.CATALOG),
        ("ctx.issueToken({ claims: { sub: id, ent: [id] } })", Way.ISSUED),
        (
            "ctx.signInWithCatalogUser({ entityRef: { name } }, { dangerousEntityRefFallback: { entityRef: id } })",
            Way.DANGEROUS,
        ),
        ("ctx.signInWithCatalogUser({ dangerousEntityRefFallback: x })", Way.DANGEROUS),
    ],
)
def test_how_the_subject_is_decided(text: str, way: Way) -> None:
    """Each way is told apart."""
    assert [found.way for found in read_resolvers([parse(text.encode(), "auth.ts")])] == [way]
