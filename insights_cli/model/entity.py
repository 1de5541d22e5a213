"""Entity refs and entities, parsed and formatted exactly as Backstage's catalog model does."""

from collections.abc import Mapping
from enum import Enum, StrEnum

from insights_cli.model.entity_formats import is_kind, is_name, is_namespace
from insights_cli.model.json import JsonValue
from insights_cli.model.value import value

DEFAULT_NAMESPACE = "default"


class RefFlaw(StrEnum):
    """Why a text is no entity ref."""

    EMPTY = "the text is empty"
    EMPTY_PART = "a part around the colon or the slash is empty"
    NO_KIND = "no kind is in front"


class InvalidEntityRef(ValueError):  # noqa: N818 - it names what was given, as the catalog's own messages do
    """The text is no entity ref; *flaw* says why, *text* is what was given."""

    def __init__(self, text: str, flaw: RefFlaw) -> None:
        super().__init__(f"{text!r} is no entity ref: {flaw}")
        self.text = text
        self.flaw = flaw


@value
class EntityRef:
    """The name of an entity in three parts, as they were written; `str()` gives the canonical lower-case text."""

    kind: str
    namespace: str = DEFAULT_NAMESPACE
    name: str

    def __str__(self) -> str:
        return f"{self.kind.lower()}:{self.namespace.lower()}/{self.name.lower()}"

    @property
    def canonical(self) -> "EntityRef":
        """The same name in lower case, equal for every spelling that the catalog takes for the same entity."""
        return EntityRef(kind=self.kind.lower(), namespace=self.namespace.lower(), name=self.name.lower())

    @property
    def flaws(self) -> tuple[str, ...]:
        """Why no entity can ever have this name; empty when one could.

        Letter case does not count: refs are looked up in lower case.
        """
        rules = (
            (is_kind(self.kind), f'"{self.kind}" is no legal kind: a letter, then letters and digits, at most 63'),
            (
                is_namespace(_ascii_lower(self.namespace)),
                f'"{self.namespace}" is no legal namespace: letters and digits with inner "-", at most 63',
            ),
            (
                is_name(self.name),
                f'"{self.name}" is no legal name: letters and digits with inner "-", "_" and ".", at most 63',
            ),
        )
        return tuple(words for legal, words in rules if not legal)


class RefGrade(Enum):
    """How far a text gets on its way to an entity; each grade includes the ones before it."""

    NOT_A_REF = "not an entity ref"
    IMPOSSIBLE = "parses, but no such entity can ever exist"
    WRONG_KIND = "the ref of another kind of entity"
    PLAUSIBLE = "plausible"


@value
class RefVerdict:
    """How good *text* is as an entity ref; *ref* is None only for `NOT_A_REF`, *flaws* are sentences."""

    text: str
    grade: RefGrade
    ref: EntityRef | None = None
    flaws: tuple[str, ...] = ()


@value
class Entity:
    """An entity as the catalog holds it: its name, and the whole *document* it came from."""

    ref: EntityRef
    document: Mapping[str, JsonValue]

    @classmethod
    def from_document(cls, document: Mapping[str, JsonValue]) -> "Entity":
        """Name the entity in *document*; raises InvalidEntityRef when kind or name are missing or no text."""
        metadata = document.get("metadata")
        fields: Mapping[str, JsonValue] = metadata if isinstance(metadata, Mapping) else {}
        kind, name, namespace = document.get("kind"), fields.get("name"), fields.get("namespace")
        if not isinstance(kind, str) or not kind:
            raise InvalidEntityRef("", RefFlaw.NO_KIND)
        if not isinstance(name, str) or not name:
            raise InvalidEntityRef(kind, RefFlaw.EMPTY_PART)
        known = namespace if isinstance(namespace, str) and namespace else DEFAULT_NAMESPACE
        return cls(ref=EntityRef(kind=kind, namespace=known, name=name), document=document)


def parse_entity_ref(
    text: str, *, default_kind: str | None = None, default_namespace: str = DEFAULT_NAMESPACE
) -> EntityRef:
    """Read `[kind:][namespace/]name`; raises InvalidEntityRef.

    As lenient as the catalog's own parser: nothing is trimmed, lower-cased or checked for legal characters, and a colon
    after the first slash belongs to the name, as does every further colon or slash.
    """
    if not text:
        raise InvalidEntityRef(text, RefFlaw.EMPTY)
    slash = text.find("/")
    colon = text.find(":")
    if 0 <= slash < colon:
        colon = -1
    kind = text[:colon] if colon >= 0 else default_kind
    namespace = text[colon + 1 : slash] if slash >= 0 else (default_namespace or DEFAULT_NAMESPACE)
    name = text[max(colon, slash) + 1 :]
    if colon == 0 or not namespace or not name:
        raise InvalidEntityRef(text, RefFlaw.EMPTY_PART)
    if not kind:
        raise InvalidEntityRef(text, RefFlaw.NO_KIND)
    return EntityRef(kind=kind, namespace=namespace, name=name)


def grade_ref(text: str, *, expected_kind: str | None = None, default_kind: str | None = None) -> RefVerdict:
    """Grade *text* as the ref of an entity, of *expected_kind* when one is given."""
    try:
        ref = parse_entity_ref(text, default_kind=default_kind)
    except InvalidEntityRef as error:
        return RefVerdict(text=text, grade=RefGrade.NOT_A_REF, flaws=(str(error.flaw),))
    if ref.flaws:
        return RefVerdict(text=text, grade=RefGrade.IMPOSSIBLE, ref=ref, flaws=ref.flaws)
    if expected_kind is not None and ref.kind.lower() != expected_kind.lower():
        flaw = f'its kind is "{ref.kind}", not "{expected_kind}"'
        return RefVerdict(text=text, grade=RefGrade.WRONG_KIND, ref=ref, flaws=(flaw,))
    return RefVerdict(text=text, grade=RefGrade.PLAUSIBLE, ref=ref)


def _ascii_lower(text: str) -> str:
    # The Kelvin sign and its like have ASCII lower-case forms and are still illegal where they stand.
    return text.lower() if text.isascii() else text
