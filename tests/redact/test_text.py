"""What a detector can ask of a text."""

import re

import pytest

from insights_cli.redact.field import field_of
from insights_cli.redact.roster import NOBODY
from insights_cli.redact.text import Text


def make(text: str) -> Text:
    """A text of no particular field."""
    return Text(text, field_of("spec.note"), NOBODY)


@pytest.mark.parametrize("text", ["ABC", "\u0130stanbul", "STRASSE", "\U00010400x"])
def test_lower_case_keeps_offsets(text: str) -> None:
    """The lower-case copy is as long as the text."""
    assert len(make(text).lower) == len(text)


def test_digits_are_counted() -> None:
    """ASCII digits only, wherever they stand."""
    assert make("a1b22\u0663").digits == 3


def test_words_before_stay_on_the_line() -> None:
    """Nearest last, in lower case, not across a line end."""
    text = "Other line\nOwner: the Tech-Lead 42"
    assert make(text).words_before(len(text) - 2) == ["owner", "the", "tech", "lead"]


@pytest.mark.parametrize(("text", "may"), [("call me", True), ("write me", False), ("\u96fb\u8a71123", True)])
def test_a_vocabulary_is_ruled_out_quickly(text: str, may: bool) -> None:
    """A script without spaces can never be ruled out."""
    assert make(text).may_say(frozenset({"call", "phone"})) is may


@pytest.mark.parametrize("text", ["One two-TWO 3x", "\u00c9t\u00e9 one-two 3x", "K\u212a 1"])
def test_words_are_letters_in_lower_case(text: str) -> None:
    """Whatever is no letter parts words, in ASCII and elsewhere."""
    assert make(text).words == set(re.findall(r"[^\W\d_]+", make(text).lower))


def test_marks_belong_to_their_word() -> None:
    """A vowel sign is no letter, and no end of a word either."""
    text = "\u0938\u0902\u092a\u0930\u094d\u0915: x"
    assert text[:6] in make(text).words
    assert make(text).words_before(len(text) - 1) == [text[:6]]
