"""`%YAML` and `%TAG` lines, and the names that tags stand for."""

import re
from typing import Final
from urllib.parse import unquote_to_bytes

from insights_cli.yaml12.grammar.props import error_at
from insights_cli.yaml12.grammar.tokens import Token
from insights_cli.yaml12.javascript import SPACE
from insights_cli.yaml12.nodes import Source

CORE: Final = "tag:yaml.org,2002:"
_VERSION = re.compile(r"[0-9]+\.[0-9]+")


class Directives:
    """What the directives of one document say; *warnings* get what is ignored."""

    def __init__(self, source: Source, warnings: list[tuple[str, int, int]]) -> None:
        self._source = source
        self._warnings = warnings
        self._prefixes = {"!!": CORE}
        self.is_1_1 = False

    def warn(self, token: Token, reason: str) -> None:
        """Note that *token* is ignored."""
        self._warnings.append((reason, token.offset, token.offset + len(token.source)))

    def add(self, token: Token) -> None:
        """Take in a directive line.

        Raises:
            YamlError: it does not have the parts it needs.
        """
        name, *parts = re.split("[ \t]+", token.source.strip(SPACE))
        if name == "%TAG":
            if len(parts) != 2:
                raise error_at(self._source, token, "a %TAG line has exactly two parts")
            self._prefixes[parts[0]] = parts[1]
        elif name == "%YAML":
            self._version(token, parts)
        else:
            self.warn(token, f"unknown directive {name}")

    def _version(self, token: Token, parts: list[str]) -> None:
        if len(parts) != 1:
            raise error_at(self._source, token, "a %YAML line has exactly one part")
        if parts[0] in ("1.1", "1.2"):
            self.is_1_1 = parts[0] == "1.1"
            if self.is_1_1:
                self.warn(token, "this file is read as YAML 1.1, where yes, no, on, off and 012 mean something else")
        elif _VERSION.fullmatch(parts[0]):
            self.warn(token, f"unsupported YAML version {parts[0]}, read as 1.2")
        else:
            raise error_at(self._source, token, f"unsupported YAML version {parts[0]}")

    def tag_name(self, token: Token | None) -> str | None:
        """The full name of a tag; `!` for the tag that asks for a plain text, None without a tag.

        Raises:
            YamlError: the tag is incomplete or its handle unknown.
        """
        if token is None:
            return None
        text = token.source
        if text == "!":
            return "!"
        if text.startswith("!<"):
            return self._verbatim(token)
        handle, suffix = text[: text.rindex("!") + 1], text[text.rindex("!") + 1 :]
        if not suffix:
            raise error_at(self._source, token, f"the tag {text} has no name")
        if handle in self._prefixes:
            return self._prefixes[handle] + self._decoded(token, suffix)
        if handle == "!":
            return text
        raise error_at(self._source, token, f"unknown tag {text}")

    def _verbatim(self, token: Token) -> str:
        text = token.source
        if text[2:-1] in ("!", "!!") or not text.endswith(">"):
            raise error_at(self._source, token, f"the tag {text} is not complete")
        return text[2:-1]

    def _decoded(self, token: Token, suffix: str) -> str:
        try:
            return unquote_to_bytes(suffix).decode()
        except UnicodeDecodeError as error:
            raise error_at(self._source, token, f"the tag {token.source} is not UTF-8") from error
