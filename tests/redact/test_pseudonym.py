"""Pseudonyms are keyed, stable and recognisable."""

import pytest

from insights_cli.errors import InsightsError
from insights_cli.redact.pseudonym import (
    SAMPLE_KEY,
    Pseudonymiser,
    PseudonymKey,
    canonical_user_ref,
    is_token,
    parse_key,
)

KEY = bytes(range(32))

# (ref, token) with the key 00 01 .. 1f: HMAC-SHA-256 over "v1\0user-ref\0" and the canonical ref,
# its first 16 bytes in base32.
VECTORS = (
    ("user:default/jane.doe", "user:default/p1-aepis5yl6jrpohfvvtefx3h6km"),
    ("User:Default/Jane.Doe", "user:default/p1-aepis5yl6jrpohfvvtefx3h6km"),
    ("guest", "user:default/p1-poda7zdi2zx5bdfdbknlibie54"),
    ("user:development/guest", "user:default/p1-f6tpkdap6sdfnnnbbt57rudape"),
    ("user:default/josé", "user:default/p1-bgwu254wypdkadswtqfzj7rlse"),
    ("user:org-a/o'neil", "user:default/p1-y2nu3y75omaj5mia4z3vek7tqi"),
)


@pytest.mark.parametrize(("ref", "token"), VECTORS)
def test_tokens_are_the_same_for_ever(ref: str, token: str) -> None:
    """A key and a ref give the token that every version has given."""
    assert Pseudonymiser(PseudonymKey(KEY)).user_ref(ref) == token


def test_every_spelling_of_a_ref_gives_one_token() -> None:
    """Case, default kind and default namespace do not matter."""
    make = Pseudonymiser(PseudonymKey(KEY)).user_ref
    spellings = ("user:default/jane.doe", "User:default/Jane.Doe", "user:jane.doe", "jane.doe", "default/JANE.DOE")
    assert len({make(spelling) for spelling in spellings}) == 1


def test_a_decomposed_name_gives_the_composed_token() -> None:
    """Unicode is composed before it counts."""
    make = Pseudonymiser(PseudonymKey(KEY)).user_ref
    assert make("user:default/jos\u00e9") == make("user:default/jose\u0301")


def test_domains_are_apart() -> None:
    """A login and a ref of the same text never share a token."""
    make = Pseudonymiser(PseudonymKey(KEY))
    assert make.user_ref("user:default/jane") != make.login("user:default/jane")


def test_another_key_gives_other_tokens() -> None:
    """Tokens of two keys cannot be joined, and say which key made them."""
    first = Pseudonymiser(PseudonymKey(KEY)).user_ref("jane")
    second = Pseudonymiser(PseudonymKey(KEY[::-1], key_id="p2")).user_ref("jane")
    assert first.startswith("user:default/p1-")
    assert second.startswith("user:default/p2-")
    assert first[-26:] != second[-26:]


def test_a_token_is_left_alone() -> None:
    """Making a pseudonym of a pseudonym gives the same pseudonym."""
    make = Pseudonymiser(PseudonymKey(KEY)).user_ref
    token = make("jane")
    assert is_token(token)
    assert make(token) == token


@pytest.mark.parametrize(
    "secret",
    [b"", b"short", b"x" * 31, b"\0" * 32, b"a" * 64, SAMPLE_KEY],
    ids=["empty", "short", "31 bytes", "zeros", "constant", "sample"],
)
def test_weak_keys_are_refused(secret: bytes) -> None:
    """A key that is short, constant or published is not used."""
    with pytest.raises(InsightsError, match="RD001"):
        PseudonymKey(secret)


def test_a_key_id_is_p_and_a_number() -> None:
    """Other ids are refused, as they would not read back as a token."""
    with pytest.raises(InsightsError, match="RD002"):
        PseudonymKey(KEY, key_id="prod")


def test_a_key_never_shows_itself() -> None:
    """Printing a key gives no byte of it."""
    assert KEY.hex() not in repr(PseudonymKey(KEY))


@pytest.mark.parametrize(
    "content", [KEY.hex().encode(), KEY.hex().upper().encode() + b"\n", b"  " + KEY.hex().encode() + b"\r\n"]
)
def test_hex_content_is_decoded(content: bytes) -> None:
    """64 hex digits are 32 bytes, white space around is none of them."""
    assert Pseudonymiser(parse_key(content)).user_ref("jane") == Pseudonymiser(PseudonymKey(KEY)).user_ref("jane")


def test_other_content_is_the_key_itself() -> None:
    """What is not hex counts byte by byte."""
    text = b"correct horse battery staple and more"
    assert Pseudonymiser(parse_key(text)).user_ref("x") == Pseudonymiser(PseudonymKey(text)).user_ref("x")


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("jane", "user:default/jane"),
        ("team/Jane", "user:team/jane"),
        ("USER:Ns/Jane", "user:ns/jane"),
        ("ns/a:b", "user:ns/a:b"),
    ],
)
def test_short_refs_are_completed(text: str, canonical: str) -> None:
    """Missing parts are filled in as the catalog does it."""
    assert canonical_user_ref(text) == canonical
