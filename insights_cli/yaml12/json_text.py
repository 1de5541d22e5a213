"""JSON text to values that remember where they stand, accepting what `JSON.parse` of JavaScript accepts."""

import json
import re
from json import decoder
from typing import Any, Final

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.javascript import as_number
from insights_cli.yaml12.limits import MAX_DEPTH, too_deep
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Sequence, Source

# Texts and not compiled here: most runs read no JSON.
_SPACE: Final = "[ \t\n\r]*"
_NUMBER: Final = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?"
_WORD: Final = "true|false|null"
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None}
# The scanner of the standard library, which its stubs leave out.
_SCAN_STRING: Final[Any] = vars(decoder)["scanstring"]


class _Reader:
    """A cursor over the text; every method leaves it after what it read."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.space = re.compile(_SPACE)

    def fail(self, reason: str) -> YamlError:
        return YamlError(reason, self.source, min(self.at, len(self.text)))

    def skip(self) -> str:
        """Pass white space; return the character after it, empty at the end."""
        found = self.space.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.text[self.at : self.at + 1]

    def string(self) -> str:
        try:
            text, self.at = _SCAN_STRING(self.text, self.at + 1, True)
        except json.JSONDecodeError as error:
            self.at = error.pos
            raise self.fail(error.msg) from error
        return str(text)

    def value(self, depth: int) -> Node:
        if depth > MAX_DEPTH:
            raise too_deep(self.source, self.at)
        mark = self.skip()
        if mark == "{":
            return self.object(depth)
        if mark == "[":
            return self.array(depth)
        return self.scalar(mark)

    def scalar(self, mark: str) -> Node:
        start = self.at
        if mark == '"':
            text = self.string()
            return Scalar(self.source, start, self.at, text)
        if word := re.compile(_WORD).match(self.text, start):
            self.at = word.end()
            return Scalar(self.source, start, self.at, _WORDS[word.group()])
        if number := re.compile(_NUMBER).match(self.text, start):
            self.at = number.end()
            return Scalar(self.source, start, self.at, as_number(float(number.group())))
        raise self.fail("expected a JSON value")

    def array(self, depth: int) -> Node:
        start, items = self.at, list[Node]()
        self.at += 1
        if self.skip() != "]":
            while True:
                items.append(self.value(depth + 1))
                if self.skip() != ",":
                    break
                self.at += 1
        self.close("]")
        return Sequence(self.source, start, self.at, items)

    def object(self, depth: int) -> Node:
        start, members, keys = self.at, dict[str, Node](), dict[str, tuple[int, int]]()
        self.at += 1
        if self.skip() != "}":
            while True:
                self.member(members, keys, depth)
                if self.skip() != ",":
                    break
                self.at += 1
        self.close("}")
        return Mapping(self.source, start, self.at, members, keys)

    def member(self, members: dict[str, Node], keys: dict[str, tuple[int, int]], depth: int) -> None:
        if self.skip() != '"':
            raise self.fail("expected a key in double quotes")
        start = self.at
        key = self.string()
        keys[key] = start, self.at
        if self.skip() != ":":
            raise self.fail("expected ':' after the key")
        self.at += 1
        members[key] = self.value(depth + 1)

    def close(self, bracket: str) -> None:
        if self.text[self.at : self.at + 1] != bracket:
            raise self.fail(f"expected ',' or '{bracket}'")
        self.at += 1


def parse_json(source: Source) -> Node:
    """The value written in *source*; a repeated key takes the last value, as in JavaScript.

    Raises:
        YamlError: the text is no JSON, or nested too deeply.
    """
    reader = _Reader(source)
    root = reader.value(0)
    if reader.skip():
        raise reader.fail("unexpected text after the value")
    return root
