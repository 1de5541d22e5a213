"""What the path of a value says about the value, before anyone looks at it."""

from functools import lru_cache
from typing import Final

from insights_cli.model.value import value
from insights_cli.redact.regex import regex
from insights_cli.redact.words import field as words

_INDEX = regex(r"\[\d+\]|\.\d+(?=\.|$)")
_CAMEL = regex(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_SPLIT = regex(r"[\W_]+")
_PREFIXES = ("metadata.annotations.", "metadata.labels.")


class Trait:
    """What a field is for; several may hold. Plain integers, as they are tested for every value by every detector."""

    ABOUT_PERSON: Final = 1 << 0
    OWNER: Final = 1 << 1
    MEMBERS: Final = 1 << 2
    PERSON: Final = 1 << 3
    AGENT: Final = 1 << 4
    LOGIN: Final = 1 << 5
    EMAIL: Final = 1 << 6
    PHONE: Final = 1 << 7
    ADDRESS: Final = 1 << 8
    CHAT: Final = 1 << 9
    SECRET: Final = 1 << 10
    CLOUD_KEY: Final = 1 << 11
    INTEGRATION_KEY: Final = 1 << 12
    CARD: Final = 1 << 13
    IBAN: Final = 1 << 14
    NATIONAL_ID: Final = 1 << 15
    USER_ID: Final = 1 << 16
    PICTURE: Final = 1 << 17
    IP: Final = 1 << 18
    VERSION: Final = 1 << 19
    IDENTIFIER: Final = 1 << 20
    PROSE: Final = 1 << 21
    TAG: Final = 1 << 22
    NAME: Final = 1 << 23


NO_TRAIT = 0
_THINGS = Trait.SECRET | Trait.CLOUD_KEY | Trait.PHONE | Trait.ADDRESS | Trait.CARD
_PEOPLE = Trait.PERSON | Trait.AGENT | Trait.LOGIN
# Last keys that say only which part of the thing above they hold.
_NAMES = frozenset({"name", "fullName", "full_name", "full-name"})
_PARTS = _NAMES | {"value"}
_PROSE = frozenset({"metadata.description", "spec.description", "spec.definition"})


# What a path may say that makes even a plain word sensitive.
TELLING = ~(Trait.PROSE | Trait.NAME | Trait.TAG | Trait.VERSION | Trait.IDENTIFIER | Trait.IP)


@value
class Field:
    """A path without list indexes, the kind of the entity it belongs to, its last words and what they say."""

    path: str
    kind: str
    key: str
    words: tuple[str, ...]
    traits: int

    def has(self, traits: int) -> bool:
        """Whether any of *traits* holds."""
        return bool(self.traits & traits)


@lru_cache(maxsize=8192)
def field_of(path: str, kind: str = "") -> Field:
    """Read *path* (`spec.members[0]`, `metadata.annotations.example.com/tech-lead`) of an entity of *kind*."""
    plain = _INDEX.sub("", path)
    key = _key(plain)
    found = split_words(key)
    traits = _traits(plain, kind.lower(), found) | _of_parent(plain, key)
    return Field(path=plain, kind=kind.lower(), key=key, words=found, traits=traits)


def split_words(key: str) -> tuple[str, ...]:
    """The lower-case words of a key in any of the usual spellings: `techLead`, `tech-lead`, `TECH_LEAD`."""
    return tuple(word.lower() for word in _SPLIT.split(_CAMEL.sub(" ", key)) if word)


def _key(path: str) -> str:
    for prefix in _PREFIXES:
        if path.startswith(prefix):
            return path[len(prefix) :].rpartition("/")[2]
    return path.rpartition(".")[2]


def _of_parent(path: str, key: str) -> int:
    """What the key above says where the last one says only which part it is: `owners.name`, `password.value`."""
    if key not in _PARTS or path.startswith(_PREFIXES):
        return NO_TRAIT
    above = split_words(path.removesuffix(f".{key}").rpartition(".")[2])
    return _by_words(above) & (_PEOPLE if key in _NAMES else _PEOPLE | _THINGS)


def _traits(path: str, kind: str, found: tuple[str, ...]) -> int:
    return _by_path(path, kind) | _by_words(found) | _by_kind(path, kind, found)


def _by_words(found: tuple[str, ...]) -> int:
    traits = NO_TRAIT
    present = set(found)
    joined = " ".join(found)
    for trait, vocabulary in words.BY_WORD:
        if not present.isdisjoint(vocabulary):
            traits |= getattr(Trait, trait)
    for trait, phrases in words.BY_PHRASE:
        if any(phrase in joined for phrase in phrases):
            traits |= getattr(Trait, trait)
    if found[-1:] == ("pass",):
        traits |= Trait.SECRET
    if found and found[-1] in words.NOT_THE_THING_ITSELF:
        traits &= ~(_THINGS if found[-1] in words.PEOPLE else _THINGS | _PEOPLE)
    return traits


def _by_path(path: str, kind: str) -> int:
    traits = NO_TRAIT
    if path == "spec.owner":
        traits |= Trait.OWNER
    if path in {"spec.members", "relations.hasMember"}:
        traits |= Trait.MEMBERS
    if path.startswith("metadata.tags"):
        traits |= Trait.TAG
    if path in _PROSE or (path.endswith(".title") and kind != "user"):
        traits |= Trait.PROSE
    if path in {"metadata.name", "metadata.title"} and kind != "user":
        traits |= Trait.NAME
    return traits


def _by_kind(path: str, kind: str, found: tuple[str, ...]) -> int:
    if kind != "user":
        return NO_TRAIT
    traits = Trait.ABOUT_PERSON
    if path == "metadata.name":
        traits |= Trait.LOGIN
    if path in {"metadata.title", "spec.profile.displayName", "spec.displayName"}:
        traits |= Trait.PERSON
    if (
        path.startswith("metadata.annotations.")
        and set(found) & words.USER_ID_WORDS
        and not set(found) & words.NOT_A_USER_ID
    ):
        traits |= Trait.USER_ID
    return traits
