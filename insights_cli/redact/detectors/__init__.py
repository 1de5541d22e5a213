"""What finds one kind of personal data or secret in a text."""

from collections.abc import Callable, Iterable

from insights_cli.model.value import value
from insights_cli.redact.field import NO_TRAIT
from insights_cli.redact.span import Span
from insights_cli.redact.text import Text


@value
class Detector:
    """The promise of every detector.

    `find` is pure, gives spans with offsets into `text.text` in any order, and takes time linear in the length of
    the text. It is asked only when the text holds one of *chars* (None: any), every one of *all_chars*,
    *fewest_digits* ASCII digits, at least *shortest* characters and a word, in lower case and letters only, for
    which *words* holds (None: any; where the detector *knows_names*, the first word of a name in the roster does
    too). One of the characters *instead_of_words* or of *traits_instead_of_words* makes up for the word, one of
    *traits* for everything. Spans of several may overlap, `span.resolve` decides. What an *opaque* detector finds
    is cut out before the others look, as nothing inside a key or a token means anything.
    """

    name: str
    find: Callable[[Text], Iterable[Span]]
    chars: frozenset[str] | None = None
    all_chars: frozenset[str] = frozenset()
    fewest_digits: int = 0
    shortest: int = 0
    opaque: bool = False
    traits: int = NO_TRAIT
    words: Callable[[str], bool] | None = None
    instead_of_words: frozenset[str] = frozenset()
    traits_instead_of_words: int = NO_TRAIT
    knows_names: bool = False
