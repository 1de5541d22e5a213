"""Key sets are read from files and addresses, and what is none is explained."""

from pathlib import Path

import pytest

from insights_cli.errors import InsightsError, UsageError
from insights_cli.identity.claims import read_token
from insights_cli.identity.keys import check_address, issuer_of, keys_address, parse_keys, read_keys
from tests.identity.tokens import claims, forge, key_set, public_jwk, sign

PLUGIN = forge({"typ": "vnd.backstage.plugin", "alg": "ES256"}, {"sub": "my-plugin", "aud": "x"})


def test_a_key_set_or_one_bare_key_is_read() -> None:
    """Both forms in which keys are passed around are understood."""
    one = key_set(public_jwk("ES256"))
    assert len(parse_keys(one.encode(), "x").keys) == 1
    assert len(parse_keys(one[10:-2].encode(), "x").keys) == 1


@pytest.mark.parametrize(
    ("raw", "seen"),
    [
        (b"<!DOCTYPE html><html>", "web page"),
        (b"-----BEGIN PUBLIC KEY-----", "PEM"),
        (b"", "empty"),
        (b"nope", "no JSON"),
        (b"[1]", "without a list"),
        (b'{"keys": {}}', "without a list"),
        (b'{"keys": [1]}', "without a list"),
        (b"\xff\xfe\x00", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b" " * 1_100_000, "larger"),
    ],
)
def test_what_is_no_key_set_is_explained(raw: bytes, seen: str) -> None:
    """The failure says what it looks like."""
    with pytest.raises(InsightsError) as caught:
        parse_keys(raw, "x")
    assert caught.value.code == "ID006"
    assert seen in dict(caught.value.notes)["seen"]


def test_a_missing_file_is_an_expected_failure(tmp_path: Path) -> None:
    """A file that cannot be read says so."""
    with pytest.raises(InsightsError) as caught:
        read_keys(tmp_path / "none.json", "none.json")
    assert caught.value.code == "ID005"


@pytest.mark.parametrize(
    ("backstage", "token", "address"),
    [
        ("http://x:7007", sign(claims()), "http://x:7007/api/auth/.well-known/jwks.json"),
        ("http://x:7007/", sign(claims()), "http://x:7007/api/auth/.well-known/jwks.json"),
        ("https://x/portal/api/auth", sign(claims()), "https://x/portal/api/auth/.well-known/jwks.json"),
        ("http://x:7007", PLUGIN, "http://x:7007/api/my-plugin/.backstage/auth/v1/jwks.json"),
    ],
)
def test_the_address_of_the_keys_follows_from_the_backend(backstage: str, token: str, address: str) -> None:
    """Users' keys are the auth backend's, plugins' keys their own."""
    assert keys_address(backstage, read_token(token)) == address


def test_the_issuer_follows_from_the_backend() -> None:
    """An auth backend writes its own address into iss."""
    assert issuer_of("http://x:7007/") == "http://x:7007/api/auth"


@pytest.mark.parametrize("text", ["x:7007", "ftp://x", "http://", "http://x:port", "http://[", "https://user:secret@x"])
def test_an_address_that_cannot_be_asked_is_wrong_usage(text: str) -> None:
    """Other schemes, broken addresses and addresses with passwords are refused, and the password is not repeated."""
    with pytest.raises(UsageError) as caught:
        check_address(text)
    assert "secret" not in f"{caught.value.summary} {caught.value.fix}"
