"""Who is asked about which text."""

from collections.abc import Iterator

import pytest

from insights_cli.redact.detectors import Detector
from insights_cli.redact.field import Trait, field_of
from insights_cli.redact.roster import Person, Roster
from insights_cli.redact.shortlist import Shortlist
from insights_cli.redact.span import Span
from insights_cli.redact.text import Text

ROSTER = Roster.of([Person(ref="user:default/jane", name="Jane Doe")])


def _nothing(_text: Text) -> Iterator[Span]:
    return iter(())


def is_asked(detector: Detector, text: str, path: str = "spec.note") -> bool:
    """Whether a list of one detector holds it for *text*."""
    opaque, others = Shortlist([detector], ROSTER).pick(Text(text, field_of(path), ROSTER))
    return (opaque if detector.opaque else others) == (_nothing,)


@pytest.mark.parametrize(
    ("text", "path", "asked"),
    [
        ("a call", "spec.note", True),
        ("a CALL-7", "spec.note", True),
        ("recalled", "spec.note", False),
        ("a note", "spec.note", False),
        ("a note +", "spec.note", True),
        ("a note", "spec.ip", True),
        ("a note", "spec.owner", True),
        ("\u96fb\u8a71", "spec.note", True),
        ("caf\u00e9 note", "spec.note", False),
        ("caf\u00e9 call", "spec.note", True),
    ],
)
def test_a_word_or_what_makes_up_for_it_is_needed(text: str, path: str, asked: bool) -> None:
    """A script without spaces may always hold the word."""
    detector = Detector(
        name="words",
        find=_nothing,
        words="call".__eq__,
        instead_of_words=frozenset("+"),
        traits_instead_of_words=Trait.IP,
        traits=Trait.OWNER,
    )
    assert is_asked(detector, text, path) is asked


@pytest.mark.parametrize(("path", "asked"), [("spec.ip", False), ("spec.owner", True)])
def test_only_traits_make_up_for_everything(path: str, asked: bool) -> None:
    """What stands for a word does not stand for the characters."""
    detector = Detector(
        name="words",
        find=_nothing,
        chars=frozenset("@"),
        words="call".__eq__,
        traits_instead_of_words=Trait.IP,
        traits=Trait.OWNER,
    )
    assert is_asked(detector, "no sign", path) is asked


@pytest.mark.parametrize(("knows", "asked"), [(True, True), (False, False)])
def test_names_of_the_roster_count_for_those_who_know_them(knows: bool, asked: bool) -> None:
    """The first word of a known name is as good as a word."""
    assert is_asked(Detector(name="names", find=_nothing, words="call".__eq__, knows_names=knows), "jane") is asked


@pytest.mark.parametrize("text", ["1a2", "1\u00e92"])
@pytest.mark.parametrize(("fewest", "asked"), [(2, True), (3, False)])
def test_digits_are_counted_in_any_text(text: str, fewest: int, asked: bool) -> None:
    """With and without letters outside ASCII."""
    assert is_asked(Detector(name="digits", find=_nothing, fewest_digits=fewest), text) is asked


@pytest.mark.parametrize(("text", "asked"), [("a\u00e9", False), ("\u5e02", True), ("a b", True), ("ab", False)])
def test_one_of_the_characters_is_needed(text: str, asked: bool) -> None:
    """Those outside ASCII are seen too."""
    assert is_asked(Detector(name="chars", find=_nothing, chars=frozenset(" \u5e02"), opaque=True), text) is asked


def test_many_kinds_of_text_are_forgotten_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered stays small, and the answers stay right."""
    monkeypatch.setattr("insights_cli.redact.shortlist._REMEMBERED_MOST", 2)
    shortlist = Shortlist([Detector(name="words", find=_nothing, words="call".__eq__)])
    field = field_of("spec.note")
    words = ("one", "two", "three", "call", "four", "call")
    asked = [bool(shortlist.pick(Text(word, field, ROSTER))[1]) for word in words]
    assert asked == [False, False, False, True, False, True]
