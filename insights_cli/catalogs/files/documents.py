"""The documents in one file of a catalog: YAML of one or many, JSON, NDJSON, and what the REST API answers."""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass

from insights_cli.model.diagnostic import Location
from insights_cli.model.json import JsonValue, finite
from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.nodes import UNKNOWN, Node, Scalar, Source
from insights_cli.yaml12.nodes import Mapping as YamlMapping
from insights_cli.yaml12.nodes import Sequence as YamlSequence
from insights_cli.yaml12.parse import parse_yaml


class UnreadableError(Exception):
    """A file, or one line of it, is no text, YAML or JSON; *location* says where."""

    def __init__(self, reason: str, location: Location) -> None:
        super().__init__(reason)
        self.reason = reason
        self.location = location


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document and the line that it begins on."""

    value: JsonValue
    location: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Documents:
    """What one file holds; *broken* are lines of an NDJSON file that could not be read while others could."""

    found: tuple[Document, ...]
    broken: tuple[UnreadableError, ...] = ()


_MARKER = re.compile(r"^(?:---|\.\.\.)(?=[ \t]|$)", re.MULTILINE)
_JSON_SUFFIXES = (".json", ".ndjson", ".jsonl")


def read_text(content: bytes, path: str) -> str:
    """Decode a file; raises UnreadableError for what is no UTF-8 text."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableError(f"it is no text: byte {error.start + 1} is no UTF-8", Location(path=path)) from error
    if "\0" in text:
        raise UnreadableError("it is no text: it holds zero bytes", Location(path=path))
    return text.replace("\r\n", "\n") if "\r" in text else text


def parse_documents(text: str, path: str) -> Documents:
    """All documents of a file; empty ones are left out.

    Raises:
        UnreadableError: one YAML document, or the JSON, is broken; the catalog then drops the whole file.
    """
    if path.endswith(_JSON_SUFFIXES) or text.lstrip()[:1] in ("{", "["):
        return _parse_json(text, path)
    parts = [_parse_yaml(part, path, line) for part, line in _split(text)]
    return Documents(found=tuple(part for part in parts if part.value is not None))


def _split(text: str) -> list[tuple[str, int]]:
    """The documents of a YAML stream with their first lines, counted from 1; directives are left out.

    A marker at the start of a line ends a document wherever it stands, also inside block and quoted text.
    """
    parts: list[tuple[str, int]] = []
    start, line = 0, 1
    for marker in _MARKER.finditer(text):
        part = text[start : marker.start()]
        parts.append((part, line))
        line += part.count("\n")
        start = marker.end()
    parts.append((text[start:], line))
    return [(part, line) for part, line in parts if not _is_blank(part)]


def _is_blank(part: str) -> bool:
    lines = (line.strip() for line in part.splitlines())
    return all(not line or line.startswith(("#", "%")) for line in lines)


def _parse_yaml(part: str, path: str, line: int) -> Document:
    # What follows a marker on its own line stays there; a blank line is all that is left of the others.
    try:
        root = parse_yaml(Source(path, part)).root
    except YamlError as error:
        place = error.source.locate(error.start)
        where = Location(path=path, line=line + place.line - 1, column=place.column)
        raise UnreadableError(f"it is no YAML: {error.reason}", where) from error
    first = root.location.line if isinstance(root, YamlMapping) else 1
    return Document(value=_plain(root), location=Location(path=path, line=line + first - 1))


def _plain(node: Node) -> JsonValue:
    if isinstance(node, Scalar):
        return None if node.value is UNKNOWN else _scalar(node)
    if isinstance(node, YamlMapping):
        return {key: _plain(member) for key, member in node.members.items()}
    return [_plain(item) for item in node.items] if isinstance(node, YamlSequence) else None


def _scalar(node: Scalar) -> JsonValue:
    value = node.value
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value if isinstance(value, str | int | float) else None


def _parse_json(text: str, path: str) -> Documents:
    try:
        return Documents(found=tuple(_unwrap(_loads(text), Location(path=path))))
    except ValueError as error:
        lines = [(number, line) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
        if len(lines) < 2 or not lines[0][1].rstrip().endswith("}"):
            raise _unreadable_json(error, path) from error
    return _parse_lines(lines, path)


def _parse_lines(lines: list[tuple[int, str]], path: str) -> Documents:
    found: list[Document] = []
    broken: list[UnreadableError] = []
    for number, line in lines:
        try:
            found += _unwrap(_loads(line), Location(path=path, line=number))
        except ValueError as error:
            broken.append(_unreadable_json(error, path, number))
    if not found:
        raise broken[0]
    return Documents(found=tuple(found), broken=tuple(broken))


def _loads(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(text, parse_float=finite, parse_constant=finite)
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error
    return value


def _unreadable_json(error: ValueError, path: str, line: int | None = None) -> UnreadableError:
    if isinstance(error, json.JSONDecodeError):
        place = Location(path=path, line=line or error.lineno, column=error.colno)
        return UnreadableError(f"it is no JSON: {error.msg}", place)
    return UnreadableError(f"it is no JSON: {error}", Location(path=path, line=line or 1))


def _unwrap(value: JsonValue, place: Location) -> list[Document]:
    """The entities in a list, in the `items` of an answer by query or by refs, or the value itself."""
    if isinstance(value, Mapping) and "kind" not in value and isinstance(value.get("items"), list):
        value = value["items"]
    items = value if isinstance(value, list) else [value]
    return [Document(value=item, location=place) for item in items if item is not None]
