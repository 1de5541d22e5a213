"""What is shown holds no token, and with names masked no name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.identity.masks import fit_values, hide_all, hide_token, mask_subject, mask_text
from insights_cli.model.json import JsonValue
from tests.identity.tokens import claims, sign

TOKEN = sign(claims())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("user:default/Jane.Doe-1", "user:default/Xxxx.Xxx-0"),
        ("group:acme/platform", "group:xxxx/xxxxxxxx"),
        ("User:Default/Jane", "User:Default/Xxxx"),
        ("jane@example.com", "xxxx@xxxxxxx.xxx"),
        ("auth0|123:abc", "xxxx0|000:xxx"),
        ("https://portal.example.com:7007/api/auth", "https://xxxxxx.xxxxxxx.xxx:0000/api/auth"),
        ("https://portal.example.com/secret/path", "https://xxxxxx.xxxxxxx.xxx/xxxxxx/xxxx"),
        ("user:development/guest", "user:development/guest"),
        ("backstage", "backstage"),
        ("Zoë", "Xxx"),
    ],
)
def test_the_shape_stays_and_the_names_go(text: str, masked: str) -> None:
    """Kinds, the usual namespaces and punctuation stay, letters and digits are replaced."""
    assert mask_subject(text) == masked


@given(st.text())
def test_no_letter_or_digit_survives(text: str) -> None:
    """A masked text has the length of its original and no letter of it."""
    masked = mask_text(text)
    assert text in ("backstage", "guest", "backstage-server") or set(filter(str.isalnum, masked)) <= {"x", "X", "0"}
    assert len(masked) == len(text)


def test_tokens_and_proofs_are_replaced_wherever_they_stand() -> None:
    """A token in any claim, at any depth, and in names is replaced; proofs are by name."""
    values: dict[str, JsonValue] = {
        "uip": "proof",
        "a": f"Bearer {TOKEN}",
        "b": [{"c": TOKEN}],
        TOKEN: 1,
        "sub": "user:default/alice",
    }
    for is_masked in (False, True):
        shown = str(fit_values(values, is_masked=is_masked))
        assert not [part for part in TOKEN.split(".") if part in shown]
        assert "<a proof, 5 characters>" in shown


def test_masked_values_keep_times_and_types_only() -> None:
    """Times, algorithm and type stay; numbers, nested names and addresses in names do not."""
    values: dict[str, JsonValue] = {
        "iat": 5,
        "level": 4711,
        "typ": "vnd.backstage.user",
        "map": {"Jane": "Doe"},
        "https://acme/x": True,
    }
    assert fit_values(values, is_masked=True) == {
        "iat": 5,
        "level": 0,
        "typ": "vnd.backstage.user",
        "map": {"Xxxx": "Xxx"},
        "https://xxxx/x": True,
    }


def test_numbers_that_json_cannot_hold_are_null() -> None:
    """Infinity is shown as nothing."""
    assert fit_values({"exp": float("inf")}, is_masked=False) == {"exp": None}


def test_long_texts_are_cut() -> None:
    """Nobody reads a thousand characters."""
    assert hide_token("ab " * 400).endswith("... (1,200 characters)")
    assert hide_all("ab " * 400).startswith("xx xx")
