"""Disguises are undone, and every character says where it came from."""

import pytest

from insights_cli.redact.normalise import normalise


@pytest.mark.parametrize(
    ("disguised", "plain"),
    [
        ("a%40b", "a@b"),
        ("a%2540b", "a@b"),
        ("caf%C3%A9", "caf\u00e9"),
        ("a&#64;b", "a@b"),
        ("a&#x40;b", "a@b"),
        ("a&commat;b", "a@b"),
        ("a\\u0040b", "a@b"),
        ("\\ud83d\\ude00!", "\U0001f600!"),
        ("\uff41\uff20\uff42", "a@b"),
        ("a\u200b@\u00adb", "a@b"),
        ("e\u0301@x", "\u00e9@x"),
        ("/find?v=a+b", "/find?v=a b"),
        ("/find?v=a%2Bb", "/find?v=a+b"),
        ('\\"x\\"\\n', '"x"\n'),
    ],
)
def test_disguises_are_undone(disguised: str, plain: str) -> None:
    """The plain copy reads as a person would read it."""
    copy = normalise(disguised)
    assert copy is not None
    assert copy.text == plain


@pytest.mark.parametrize("text", ["", "plain words", "100 %", "a & b", "gr\u00fc\u00df", "50%zz", "C:\\x", "%FF"])
def test_plain_text_has_no_copy(text: str) -> None:
    """Where nothing is hidden there is nothing to undo."""
    assert normalise(text) is None


def test_stretches_are_mapped_back() -> None:
    """A stretch of the copy is the stretch of the original that made it."""
    copy = normalise("to jane%40example.org, now")
    assert copy is not None
    start = copy.text.index("jane")
    assert copy.original(start, start + len("jane@example.org")) == (3, 21)
