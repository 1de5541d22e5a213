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
        ("githubSignInResolvers.usernameMatchingUserEntityName()", Way.CATALOG),
        ("ctx.issueToken({ claims: { sub: 'user:default/guest', ent: [] } })", Way.CONSTANT),
        ("const all = `user:default/all`;\nctx.issueToken({ claims: { sub: all } })", Way.CONSTANT),
        ("ctx.issueToken({ claims: { sub: `user:default/${id}` } })", Way.ISSUED),
        ("const e = await ctx.findCatalogUser({ r });\nctx.issueToken({ claims: { sub: ref(e) } })", Way.CATALOG),
    ],
)
def test_how_the_subject_is_decided(text: str, way: Way) -> None:
    """Each way is told apart."""
    assert [found.way for found in read_resolvers([parse(text.encode(), "auth.ts")])] == [way]


def test_the_subject_of_everybody_is_named() -> None:
    """What the token of everybody says is shown."""
    (found,) = read_resolvers([parse(b"ctx.issueToken({ claims: { sub: 'user:default/guest' } })", "auth.ts")])
    assert found.text == "user:default/guest"


def test_a_subject_for_those_who_are_not_in_the_catalog() -> None:
    """Beside a look into the catalog, a fixed subject is not that of everybody."""
    text = b"ctx.signInWithCatalogUser({ r });\nctx.issueToken({ claims: { sub: 'user:default/guest' } })"
    assert [found.way for found in read_resolvers([parse(text, "auth.ts")])] == [Way.CATALOG, Way.DANGEROUS]
