"""The people a catalog knows: who a login, a mail address or a name belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One user of the catalog; *ref* is the canonical entity ref, *name* and *email* may be empty."""

    ref: str
    name: str = ""
    email: str = ""

    @property
    def login(self) -> str:
        """The last part of the ref."""
        return self.ref.rpartition("/")[2].lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """Look-ups over people; all keys are in lower case. Without people, rules see only shapes."""

    logins: Mapping[str, str] = field(default_factory=dict)
    emails: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    names_by_word: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

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
        found.setdefault(name.split()[0].strip(","), []).append(name)
    return {word: tuple(sorted(spellings, key=len, reverse=True)) for word, spellings in found.items()}


NOBODY = Roster()
