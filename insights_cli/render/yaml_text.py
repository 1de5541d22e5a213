"""Plain data as YAML 1.2 that reads back as the same data."""

import json
import re
from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.plain import Plain, json_text

_PLAIN: Final = r"[A-Za-z_/.][A-Za-z0-9_./@+-]*(?: [A-Za-z0-9_./@+(-][A-Za-z0-9_./@+()-]*)*"
_NOT_TEXT: Final = r"(?i)(?:null|true|false|\.inf|\.nan|[-+.]?[0-9].*|---.*|\.\.\..*)"


def yaml_text(value: Plain) -> str:
    """Write *value* in block style, two spaces a level; what could be read as something else is quoted."""
    if isinstance(value, dict | list) and value:
        return "".join(f"{line}\n" for line in _lines(value))
    return f"{_single(value)}\n"


def _lines(value: Plain) -> Iterator[str]:
    if isinstance(value, dict):
        for key, below in value.items():
            yield from _entry(f"{_text(key)}:", below)
    elif isinstance(value, list):
        for item in value:
            yield from _item(item)


def _entry(head: str, value: Plain) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield head
        yield from (f"  {line}" for line in _lines(value))
    else:
        yield f"{head} {_single(value)}"


def _item(value: Plain) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        for number, line in enumerate(_lines(value)):
            yield f"  {line}" if number else f"- {line}"
    else:
        yield f"- {_single(value)}"


def _single(value: Plain) -> str:
    if isinstance(value, str):
        return _text(value)
    if (isinstance(value, float) and value != value) or value in (float("inf"), float("-inf")):
        return ".nan" if value != value else ".inf" if value == float("inf") else "-.inf"
    return json_text(value)


def _text(text: str) -> str:
    if re.fullmatch(_PLAIN, text) and not re.fullmatch(_NOT_TEXT, text):
        return text
    # JSON texts are YAML texts, but for characters that YAML does not allow as they stand.
    return json.dumps(text, ensure_ascii=not text.isprintable())
