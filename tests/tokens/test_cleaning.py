"""Cleaning pasted tokens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.model.secret import Secret
from insights_cli.tokens.cleaning import can_be_sent, clean

TOKEN = "abCD0123efGH4567ijKL"  # fake


@pytest.mark.parametrize(
    ("text", "removed"),
    [
        (TOKEN, ()),
        (f"  {TOKEN}\r\n", ("white space around it",)),
        (f'"{TOKEN}"', ("quotes",)),
        (f"'{TOKEN}'\n", ("white space around it", "quotes")),
        (f"\u201c{TOKEN}\u201d", ("quotes",)),
        (f"Bearer {TOKEN}", ("the word Bearer",)),
        (f"bearer   {TOKEN}", ("the word Bearer",)),
        (f"Authorization: Bearer {TOKEN}", ("the word Bearer",)),
        (f'"Bearer {TOKEN}"', ("quotes", "the word Bearer")),
        (f"\ufeff{TOKEN}", ("invisible characters",)),
        (f"{TOKEN}\u200b", ("invisible characters",)),
        (f"export INSIGHTS_TOKEN='{TOKEN}'", ("the name of the variable", "quotes")),
    ],
)
def test_what_surrounds_the_token_is_removed_and_said(text: str, removed: tuple[str, ...]) -> None:
    """White space, quotes, `Bearer` and the like go, and each is named once."""
    cleaned = clean(text)
    assert cleaned.token == Secret(TOKEN)
    assert cleaned.removed == removed
    assert cleaned.doubts == ()


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ1c2VyOmRlZmF1bHQvYSJ9.c2ln", "JWT"),
        ("${SPOTIFY_BACKSTAGE_API_TOKEN}", "unexpanded"),
        ("$INSIGHTS_TOKEN", "unexpanded"),
        ("%INSIGHTS_TOKEN%", "unexpanded"),
        ("{{ secrets.TOKEN }}", "unexpanded"),
        ("op://ci/insights/token", "reference"),
        ("ABCD-1234-EFGH-5678", "licence key"),
        ("key/0a1b2c3d4e5f", "licence key"),
        ("<your-token>", "placeholder"),
        ("changeme", "placeholder"),
        ("two words here", "spaces"),
        ("abc\x00defghij", "cannot be sent"),
        ("t\u00f6kenwithumlaut", "cannot be sent"),
        ("short", "shorter"),
    ],
)
def test_what_does_not_look_like_a_token_is_questioned(text: str, word: str) -> None:
    """The usual mix-ups are named."""
    assert any(word in doubt for doubt in clean(text).doubts)


def test_the_licence_key_is_recognised_by_its_value() -> None:
    """A value known as the licence key is questioned whatever its shape."""
    assert any("licence key" in doubt for doubt in clean(TOKEN, licence_keys=(Secret(TOKEN),)).doubts)
    assert clean(TOKEN, licence_keys=(Secret("other"),)).doubts == ()


def test_an_empty_value_has_nothing_to_doubt() -> None:
    """Nothing is left of an empty value, and it is not questioned further."""
    cleaned = clean(' "" \n')
    assert not cleaned.token
    assert cleaned.doubts == ()


@given(st.text())
def test_cleaning_is_done_once(text: str) -> None:
    """Cleaning what is clean changes nothing."""
    once = clean(text)
    again = clean(once.token.reveal())
    assert again.token == once.token
    assert again.removed == ()


@pytest.mark.parametrize(
    ("text", "fits"), [(TOKEN, True), ("a b", False), ("a\nb", False), ("\u00e4", False), ("", False)]
)
def test_only_visible_ascii_can_be_sent(text: str, fits: bool) -> None:
    """A header carries visible ASCII."""
    assert can_be_sent(Secret(text)) is fits
