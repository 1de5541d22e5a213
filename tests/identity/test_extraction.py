"""Tokens are found in whatever people paste."""

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.identity.extraction import find_tokens
from tests.identity.tokens import claims, forge, sign

TOKEN = sign(claims())
RSA_TOKEN = sign(claims(), algorithm="RS256")
OTHER = sign(claims(sub="user:default/bob"))
PRETTY = forge('{\n  "alg": "ES256",\n  "typ": "vnd.backstage.user"\n}', claims())

PASTES = {
    "bare": (TOKEN, ()),
    "bearer": (f"Bearer {TOKEN}", ('"Bearer "',)),
    "header": (f"Authorization: Bearer {TOKEN}\n", ('an "Authorization: Bearer" header',)),
    "lower case header": (f"authorization: bearer {TOKEN}\r\n", ('an "Authorization: Bearer" header',)),
    "quotes": (f'"{TOKEN}"', ("quotes",)),
    "assignment": (f"export TOKEN='{TOKEN}'", ('"TOKEN="', "quotes")),
    "cookie": (f"Cookie: a=b; backstage-auth={TOKEN}; c=d", ("the cookie backstage-auth",)),
    "address": (f"https://portal.example.com/#access_token={TOKEN}&x=1", ("the URL parameter access_token",)),
    "encoded": (f"?auth=Bearer%20{TOKEN}", ('"Bearer "',)),
    "sentence": (f"My token is {TOKEN}.", ()),
    "curl": (
        f"curl 'http://localhost:7007/x' \\\n  -H 'authorization: Bearer {TOKEN}' \\\n  --compressed",
        ("a curl command", 'an "Authorization: Bearer" header'),
    ),
    "pretty header": (PRETTY, ()),
}


@pytest.mark.parametrize(("text", "removed"), PASTES.values(), ids=PASTES)
def test_the_token_is_taken_out_and_the_rest_is_told(text: str, removed: tuple[str, ...]) -> None:
    """One token is found, and what stood around it is named."""
    (found,) = find_tokens(text)
    assert found.compact.reveal() in (TOKEN, PRETTY)
    assert found.removed == removed


@pytest.mark.parametrize("width", [12, 20, 31, 64, 76, 80, 120, 200])
@pytest.mark.parametrize("token", [TOKEN, RSA_TOKEN], ids=["ES256", "RS256"])
@pytest.mark.parametrize("mark", ["", "> ", "    "], ids=["plain", "quoted", "indented"])
def test_wrapped_lines_are_put_together(width: int, token: str, mark: str) -> None:
    """A token that was wrapped at any width is whole again, and what follows is not part of it."""
    wrapped = "\n".join(mark + line for line in textwrap.wrap(token, width, break_on_hyphens=False))
    (found,) = find_tokens(f"{wrapped}\n\nThanks, and goodbye")
    assert found.compact.reveal() == token


def test_an_encrypted_token_keeps_its_five_parts() -> None:
    """It cannot be read, but it is recognised for what it is; a further part of a signed one is no part of it."""
    header, payload, signature = TOKEN.split(".")
    encrypted = ".".join((header, payload, signature, payload, signature))
    assert [found.compact.reveal() for found in find_tokens(f"Bearer {encrypted}")] == [encrypted]
    assert [found.compact.reveal() for found in find_tokens(f"{TOKEN}.{payload}")] == [TOKEN]


def test_lines_that_a_shell_continues_are_put_together() -> None:
    """A backslash at the end of a line is no part of the token."""
    (found,) = find_tokens("\\\n".join(textwrap.wrap(TOKEN, 60, break_on_hyphens=False)))
    assert found.compact.reveal() == TOKEN


def test_a_word_after_a_whole_token_is_no_part_of_it() -> None:
    """A signature of full length ends the token."""
    (found,) = find_tokens(f"{TOKEN}\nthanks\n")
    assert found.compact.reveal() == TOKEN


def test_several_tokens_stay_apart() -> None:
    """Tokens on lines of their own are each found once, in order."""
    found = find_tokens(f"{TOKEN}\n{OTHER}\n{TOKEN}\n")
    assert [each.compact.reveal() for each in found] == [TOKEN, OTHER]


def test_a_token_that_was_cut_is_found_when_there_is_no_whole_one() -> None:
    """A header without the rest is found, so that it can be said that the rest is missing."""
    cut = TOKEN.rpartition(".")[0]
    (found,) = find_tokens(f"Bearer {cut}")
    assert found.compact.reveal() == cut


@pytest.mark.parametrize(
    "text", ["", "hello", "a.b.c", "00u1a2b3c4d5", "eyJ", "ghp_0123456789abcdef", "1.2.3.4", "eyJh.eyJh.x"]
)
def test_other_text_holds_no_token(text: str) -> None:
    """Dots and base64 alone make no token."""
    assert find_tokens(text) == ()


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    """Arbitrary text never crashes the search."""
    find_tokens(text)


@given(
    st.lists(
        st.sampled_from([*TOKEN.split("."), ".", "\n", " ", "eyJ", '"', "Bearer ", "\\", "ew", "=", TOKEN]), max_size=30
    )
)
def test_any_pieces_of_tokens_can_be_searched(pieces: list[str]) -> None:
    """Shuffled pieces of tokens never crash the search, and what is found is in the text."""
    text = "".join(pieces)
    for found in find_tokens(text):
        assert found.compact.reveal()[:20] in text.replace("\n", "").replace('"', "").replace(" ", "").replace("\\", "")


JUNK = {
    "letters": "a" * 1_000_000,
    "dots": "a." * 500_000,
    "headers": "eyJ" * 333_000,
    "header parts": "eyJhbGciOi." * 90_000,
    "header lines": "eyJhbGciOiJFUzI1NiIs\n" * 50_000,
    "lines": "abcdefghijklmnop\n" * 60_000,
    "blanks": " \n" * 500_000,
    "quotes": ('"' * 50 + "\n") * 20_000,
    "whole headers": ("eyJhbGciOiJFUzI1NiJ9" + "x" * 40 + "\n") * 16_000,
}


@pytest.mark.parametrize("text", JUNK.values(), ids=JUNK)
def test_a_megabyte_of_junk_takes_linear_time(text: str) -> None:
    """Four times the junk takes about four times as long, never sixteen."""
    small, large = (_measure(part) for part in (text[: len(text) // 4], text))
    assert large < max(0.3, small * 10)


def _measure(text: str) -> float:
    started = time.process_time()
    find_tokens(text)
    return time.process_time() - started
