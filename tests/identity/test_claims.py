"""A token is read as JavaScript would read it, and never trusted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.errors import InsightsError
from insights_cli.identity.claims import TokenKind, read_token
from tests.identity.tokens import USER, claims, encode, forge

KINDS: tuple[tuple[dict[str, object], dict[str, object], TokenKind], ...] = (
    ({"typ": USER, "alg": "ES256"}, {}, TokenKind.USER),
    ({"typ": "vnd.backstage.limited-user", "alg": "ES256"}, {}, TokenKind.LIMITED_USER),
    ({"typ": "vnd.backstage.plugin", "alg": "ES256"}, {"sub": "catalog"}, TokenKind.PLUGIN),
    ({"typ": "vnd.backstage.plugin", "alg": "ES256"}, {"sub": "catalog", "obo": "a.b.c"}, TokenKind.PLUGIN_FOR_USER),
    ({"alg": "ES256"}, {"aud": "backstage"}, TokenKind.OLDER_USER),
    ({"typ": "JWT", "alg": "ES256"}, {"aud": "backstage"}, TokenKind.OLDER_USER),
    ({"typ": USER.upper(), "alg": "ES256"}, {"aud": "backstage"}, TokenKind.OLDER_USER),
    ({"typ": f"application/{USER}", "alg": "ES256"}, {"aud": "backstage"}, TokenKind.OLDER_USER),
    ({"typ": "JWT", "alg": "ES256"}, {"aud": ["backstage"]}, TokenKind.FOREIGN),
    ({"typ": ["vnd.backstage.user"], "alg": "ES256"}, {"aud": "x"}, TokenKind.FOREIGN),
    ({"alg": "HS256"}, {"sub": "backstage-server"}, TokenKind.LEGACY_SERVICE),
    ({"alg": "HS256"}, {"sub": "backstage-server", "aud": "x"}, TokenKind.FOREIGN),
    ({"alg": "HS256"}, {"sub": "backstage-plugin"}, TokenKind.FOREIGN),
    ({"typ": "JWT", "alg": "RS256"}, {"sub": "00u1", "iss": "https://idp"}, TokenKind.FOREIGN),
)


@pytest.mark.parametrize(("header", "content", "kind"), KINDS)
def test_the_kind_is_what_a_backend_takes_it_for(
    header: dict[str, object], content: dict[str, object], kind: TokenKind
) -> None:
    """Header type first, then the audience, then the legacy form."""
    assert read_token(forge(header, content)).kind is kind


def test_the_last_of_two_equal_claims_counts() -> None:
    """Duplicates are named, and the last value wins as in JavaScript."""
    token = read_token(forge({"alg": "ES256"}, '{"sub":"user:default/a","sub":"user:default/b"}'))
    assert (token.claims["sub"], token.duplicates) == ("user:default/b", ("sub",))


def test_huge_numbers_are_the_doubles_that_javascript_sees() -> None:
    """Numbers of any length are read, the largest as infinity."""
    token = read_token(forge({}, f'{{"exp": 1{"0" * 9000}, "iat": 12345678901234567890, "nbf": 1e999}}'))
    assert token.claims == {"exp": float("inf"), "iat": 12345678901234567000.0, "nbf": float("inf")}


def test_lone_surrogates_cannot_break_the_output() -> None:
    """What UTF-8 cannot write is replaced at the door, in names and values."""
    token = read_token(forge({}, '{"a\\ud800": ["\\udfff", {"b": "\\ud83d\\ude00"}]}'))
    assert token.claims == {"a\ufffd": ["\ufffd", {"b": "\U0001f600"}]}


@pytest.mark.parametrize(
    ("compact", "code", "words"),
    [
        (f"{encode({'alg': 'ES256'})}", "ID002", "cut off after its header"),
        (f"{encode({'alg': 'ES256'})}.{encode(claims())[:40]}", "ID002", "cut off inside its payload"),
        (forge({"alg": "x"}, "[1]"), "ID002", "no JSON object"),
        (forge({"alg": "x"}, '{"a": NaN}'), "ID002", "payload of the token is no JSON"),
        (forge({"alg": "x"}, "[" * 100_000), "ID002", "nested too deeply"),
        ("!.!.!", "ID002", "header"),
        ("a.b.c.d.e", "ID003", "encrypted"),
    ],
)
def test_what_cannot_be_read_says_where_it_breaks(compact: str, code: str, words: str) -> None:
    """A damaged token is an expected failure that names the damaged part."""
    with pytest.raises(InsightsError) as caught:
        read_token(compact)
    assert caught.value.code == code
    assert words in caught.value.summary


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text makes the reader fail in another way."""
    try:
        read_token(text)
    except InsightsError as error:
        assert error.code in ("ID002", "ID003")  # noqa: PT017 - either way is fine


@given(
    st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.dictionaries(st.text(), inner))
)
def test_any_payload_is_read_or_refused(payload: object) -> None:
    """No JSON payload makes the reader fail in another way."""
    try:
        read_token(forge({"alg": "ES256"}, payload))
    except InsightsError as error:
        assert error.code == "ID002"  # noqa: PT017 - either way is fine


def test_a_mark_in_front_of_the_claims_is_skipped() -> None:
    """JavaScript decodes UTF-8 without it, so a backend takes such a token."""
    assert (
        read_token(forge({"alg": "ES256"}, '\ufeff{"sub": "user:default/alice"}')).claims["sub"] == "user:default/alice"
    )
