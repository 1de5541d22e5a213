"""Whether the catalog takes an entity: its envelope, its field formats and the fields of the built-in kinds.

The rules are those of a default catalog backend: `SchemaValidEntityPolicy`, `NoForeignRootFieldsEntityPolicy`,
`FieldFormatEntityPolicy` and the eight validators of `BuiltinKindsEntityProcessor` (catalog-model 1.10).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.model.entity import Entity, EntityRef
from insights_cli.model.entity_formats import (
    is_api_version,
    is_key,
    is_kind,
    is_label_value,
    is_name,
    is_namespace,
    is_not_blank,
    is_tag,
)
from insights_cli.model.json import JsonValue
from insights_cli.model.shape import Shape, items, record, text
from insights_cli.model.web_url import is_web_url


class Stage(StrEnum):
    """Which of the catalog's checks objects, in the order in which they are made."""

    ENVELOPE = "envelope"
    ROOT_FIELDS = "root fields"
    FORMAT = "format"
    KIND = "kind"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityFlaw:
    """One reason why the catalog refuses an entity; *path* is dotted and empty for the whole document."""

    stage: Stage
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'the entity'} {self.message}"


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityVerdict:
    """What the catalog would say of a document: *flaws* in the order of its checks, none when it takes the entity.

    *is_built_in* is False when no built-in validator knows kind and apiVersion, so that the catalog needs a processor
    of its own for it. *ref* is None as long as the envelope is broken.
    """

    flaws: tuple[EntityFlaw, ...] = ()
    is_built_in: bool = False
    ref: EntityRef | None = None

    @property
    def is_valid(self) -> bool:
        """Whether every policy and validator lets it pass."""
        return not self.flaws


def judge_entity(document: JsonValue) -> EntityVerdict:
    """Check a whole *document*; a broken envelope hides the later checks, everything else is told at once."""
    broken = tuple(
        EntityFlaw(stage=Stage.ENVELOPE, path=path, message=words) for path, words in _ENVELOPE(document, "")
    )
    if broken or not isinstance(document, Mapping):
        return EntityVerdict(flaws=broken)
    kind, version = document["kind"], document["apiVersion"]
    spec = _KINDS.get(kind) if isinstance(kind, str) and version in _API_VERSIONS else None
    found = [EntityFlaw(stage=Stage.ROOT_FIELDS, path=key, message=_FOREIGN) for key in document if key not in _ROOT]
    found += _find_format_flaws(document)
    if spec is not None:
        found += (EntityFlaw(stage=Stage.KIND, path=path, message=words) for path, words in _find_spec(document, spec))
    return EntityVerdict(flaws=tuple(found), is_built_in=spec is not None, ref=Entity.from_document(document).ref)


def _find_spec(document: Mapping[str, JsonValue], spec: Shape) -> Iterator[tuple[str, str]]:
    if "spec" not in document:
        return iter((("spec", "is required"),))
    return spec(document["spec"], "spec")


def _find_format_flaws(document: Mapping[str, JsonValue]) -> Iterator[EntityFlaw]:
    metadata = document["metadata"]
    assert isinstance(metadata, Mapping), "the envelope was checked"
    for path, value, (is_legal, expected) in _list_formatted(document, metadata):
        if not is_legal(value):
            yield EntityFlaw(stage=Stage.FORMAT, path=path, message=f'"{value}" must be {expected}')


def _list_formatted(
    document: Mapping[str, JsonValue], metadata: Mapping[str, JsonValue]
) -> Iterator[tuple[str, object, "_Format"]]:
    yield "apiVersion", document["apiVersion"], _API_VERSION
    yield "kind", document["kind"], _KIND
    yield "metadata.name", metadata["name"], _NAME
    if "namespace" in metadata:
        yield "metadata.namespace", metadata["namespace"], _NAMESPACE
    for group in ("labels", "annotations"):
        pairs = metadata.get(group)
        for key, value in pairs.items() if isinstance(pairs, Mapping) else ():
            yield f"metadata.{group}.{key}", key, _KEY
            yield f"metadata.{group}.{key}", value, _LABEL_VALUE if group == "labels" else _ANY_TEXT
    tags, links = metadata.get("tags"), metadata.get("links")
    for index, tag in enumerate(tags if isinstance(tags, list | tuple) else ()):
        yield f"metadata.tags.{index}", tag, _TAG
    for index, link in enumerate(links if isinstance(links, list | tuple) else ()):
        yield f"metadata.links.{index}.url", link["url"], _URL
        for key in ("title", "icon"):
            if key in link:
                yield f"metadata.links.{index}.{key}", link[key], _NOT_BLANK


_Format = tuple[Callable[[object], bool], str]

_WORDS = "letters and digits with inner"
_API_VERSION: _Format = (is_api_version, "a version such as v1, after a group such as example.com/ at most")
_KIND: _Format = (is_kind, "a letter, then letters and digits, at most 63")
_NAME: _Format = (is_name, f'{_WORDS} "-", "_" and ".", at most 63')
_NAMESPACE: _Format = (is_namespace, f'lower-case {_WORDS} "-", at most 63')
_KEY: _Format = (is_key, f'a name of {_WORDS} "-", "_" and ".", after a lower-case domain and one "/" at most')
_LABEL_VALUE: _Format = (is_label_value, f'empty, or {_WORDS} "-", "_" and ".", at most 63')
_ANY_TEXT: _Format = (lambda value: isinstance(value, str), "text")
_TAG: _Format = (is_tag, 'lower-case letters, digits, ":", "+" and "#" joined by single "-", at most 63')
_URL: _Format = (is_web_url, "a URL with a scheme, such as https://example.com")
_NOT_BLANK: _Format = (is_not_blank, "more than white space")

_ROOT = ("apiVersion", "kind", "metadata", "spec")
_FOREIGN = "is written by the catalog and cannot be given in a file"
_API_VERSIONS = ("backstage.io/v1alpha1", "backstage.io/v1beta1")

_TEXT = text()
_TEXTS = items(_TEXT)
_ANY = text(non_empty=False)
_LINK = record(dict.fromkeys(("url", "title", "icon", "type"), _TEXT), required=("url",))
_METADATA = record(
    {
        **dict.fromkeys(("uid", "etag", "name", "namespace", "title"), _TEXT),
        "description": _ANY,
        **dict.fromkeys(("labels", "annotations"), record({}, others=_ANY)),
        "tags": _TEXTS,
        "links": items(_LINK),
    },
    required=("name",),
)
_REFERENCE = record(
    dict.fromkeys(("kind", "namespace", "name"), _TEXT), required=("kind", "namespace", "name"), closed=True
)
_RELATION = record(
    {"type": text(pattern="[A-Za-z0-9_]+"), "targetRef": _TEXT, "target": _REFERENCE},
    required=("type", "targetRef"),
    closed=True,
)
_STATUS_ERROR = record({"name": _TEXT, "message": _ANY, "code": _ANY, "stack": _ANY}, required=("name", "message"))
_STATUS_ITEM = record(
    {"type": _TEXT, "level": text(choices=("info", "warning", "error")), "message": _ANY, "error": _STATUS_ERROR},
    required=("type", "level", "message"),
)
_ENVELOPE = record(
    {
        "apiVersion": _TEXT,
        "kind": _TEXT,
        "metadata": _METADATA,
        "spec": record({}),
        "relations": items(_RELATION),
        "status": record({"items": items(_STATUS_ITEM)}),
    },
    required=("apiVersion", "kind", "metadata"),
    closed=True,
)

_PROFILE = record(dict.fromkeys(("displayName", "email", "picture"), _TEXT))


def _spec(required: str, optional: str = "", **others: Shape) -> Shape:
    """A spec with text fields, *required* and *optional* (separated by spaces), and *others* with their own shape."""
    names = required.split()
    texts = {name: _TEXT for name in (*names, *optional.split()) if name not in others}
    return record({**texts, **others}, required=tuple(names))


_KINDS: Mapping[str, Shape] = {
    "Component": _spec(
        "type lifecycle owner", "system subcomponentOf", providesApis=_TEXTS, consumesApis=_TEXTS, dependsOn=_TEXTS
    ),
    "API": _spec("type lifecycle owner definition", "system"),
    "Resource": _spec("type owner", "system", dependsOn=_TEXTS),
    "System": _spec("owner", "domain type"),
    "Domain": _spec("owner", "subdomainOf type"),
    "Group": _spec("type children", "parent", children=_TEXTS, members=_TEXTS, profile=_PROFILE),
    "User": _spec("memberOf", memberOf=_TEXTS, profile=_PROFILE),
    "Location": _spec("", "type target", targets=_TEXTS, presence=text(choices=("required", "optional"))),
}
