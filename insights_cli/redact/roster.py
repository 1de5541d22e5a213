"""The people a catalog knows: who a login, a mail address or a name belongs to."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from insights_cli.model.value import value
from insights_cli.redact.regex import regex

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
# What ends the first word of a name, as texts are taken to words.
_HEAD: Final = regex(r"[\s,.'’-]")


@value
class Person:
    """One user of the catalog; *ref* is the canonical entity ref, *name* and *email* may be empty."""

    ref: str
    name: str = ""
    email: str = ""

    @property
    def login(self) -> str:
        """The last part of the ref."""
        return self.ref.rpartition("/")[2].lower()


@value
class Roster:
    """Look-ups over people; all keys are in lower case. Without people, rules see only shapes."""

    logins: Mapping[str, str] = _NOTHING
    emails: Mapping[str, str] = _NOTHING
    names: Mapping[str, str] = _NOTHING
    names_by_word: Mapping[str, tuple[str, ...]] = _NOTHING

    @classmethod
    def of(cls, people: Iterable[Person]) -> "Roster":
        """Index *people*; a name counts in both orders and only when it has two words or is not Latin."""
        logins: dict[str, str] = {}
        emails: dict[str, str] = {}
        names: dict[str, str] = {}
        for person in people:
            logins.setdefault(person.login, person.ref)
            if person.email:
                emails.setdefault(person.email.lower(), person.ref)
            for spelling in _spellings(person.name):
                names.setdefault(spelling, person.ref)
        return cls(logins=logins, emails=emails, names=names, names_by_word=_by_first_word(names))

    def find_ref(self, text: str) -> str | None:
        """The ref of the person that *text* names by login, mail address or full name."""
        key = " ".join(text.lower().split())
        return self.logins.get(key) or self.emails.get(key) or self.names.get(key)


def _spellings(name: str) -> tuple[str, ...]:
    words = name.lower().split()
    if len(words) < 2:
        return (words[0],) if words and not words[0].isascii() and len(words[0]) > 1 else ()
    last_first = (f"{' '.join(words[cut:])}, {' '.join(words[:cut])}" for cut in range(1, len(words)))
    return (" ".join(words), " ".join(reversed(words)), *last_first)


def _by_first_word(names: Iterable[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(_HEAD.split(name, maxsplit=1)[0], []).append(name)
    return {word: tuple(sorted(spellings, key=len, reverse=True)) for word, spellings in found.items()}


NOBODY = Roster()
