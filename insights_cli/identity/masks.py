"""Stand-ins that keep the shape of a value and nothing of its content, for output that is shown to others."""

import math
import re
from collections.abc import Mapping

from insights_cli.identity.checks import Show
from insights_cli.identity.extraction import find_tokens
from insights_cli.model.entity import InvalidEntityRef, parse_entity_ref
from insights_cli.model.json import JsonValue

_KINDS = frozenset(
    ("api", "component", "domain", "group", "location", "resource", "system", "template", "user", "plugin", "external")
)
_NAMESPACES = frozenset(("default", "development"))
_PROOFS = frozenset(("uip", "obo"))
_LONGEST_SHOWN = 400
_KEPT_CLAIMS = frozenset(("iat", "exp", "nbf", "alg", "typ"))
_KEPT_TEXTS = frozenset(("backstage", "guest", "backstage-server"))
_ADDRESS = re.compile(r"(https?://)([^/?#]*)(.*)", re.IGNORECASE | re.DOTALL)


def mask_text(text: str) -> str:
    """Letters become `x` or `X` and digits `0`; everything else, and known constants, stay."""
    if text in _KEPT_TEXTS:
        return text
    return "".join(map(_mask_character, text))


def _mask_character(character: str) -> str:
    if character.isalpha():
        return "X" if character.isupper() else "x"
    return "0" if character.isalnum() else character


def mask_subject(text: str) -> str:
    """Mask a ref, keeping the kinds and namespaces that every portal has; mask an address, keeping `/api/auth`."""
    if address := _ADDRESS.fullmatch(text):
        path = address[3] if address[3] in ("", "/", "/api/auth", "/api/auth/") else mask_text(address[3])
        return f"{address[1]}{mask_text(address[2])}{path}"
    try:
        ref = parse_entity_ref(text)
    except InvalidEntityRef:
        return mask_text(text)
    head = text[: len(text) - len(ref.name)]
    kept = _KINDS | _NAMESPACES
    shown = "".join(part if part.lower() in kept else mask_text(part) for part in re.split("([:/])", head))
    return shown + mask_text(ref.name)


def hide_token(text: str) -> str:
    """Replace *text* when a token is in it, and cut it when no person would read it all."""
    return _stand_in(text) or _cut(text)


def hide_all(text: str) -> str:
    """What `hide_token` does, and every name masked."""
    return _stand_in(text) or _cut(mask_subject(text))


def fit_values(values: Mapping[str, JsonValue], *, is_masked: bool) -> dict[str, JsonValue]:
    """Header or claims as they may be shown: without proofs and tokens, and without names when *is_masked*."""
    show = hide_all if is_masked else hide_token
    return {
        show(name) if "://" in name else hide_token(name): _fit(name, value, show, is_masked=is_masked)
        for name, value in values.items()
    }


def _fit(name: str, value: JsonValue, show: Show, *, is_masked: bool) -> JsonValue:
    match value:
        case str() if name in _PROOFS:
            return f"<a proof, {len(value):,} characters>"
        case str():
            return (hide_token if name in _KEPT_CLAIMS else show)(value)
        case bool() | None:
            return value
        case int() | float():
            finite = value if math.isfinite(value) else None
            return 0 if is_masked and name not in _KEPT_CLAIMS else finite
        case Mapping():
            return {show(inner): _fit(name, item, show, is_masked=is_masked) for inner, item in value.items()}
        case _:
            return [_fit(name, item, show, is_masked=is_masked) for item in value]


def _stand_in(text: str) -> str | None:
    return f"<a token, {len(text):,} characters>" if len(text) > 40 and find_tokens(text) else None


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}... ({len(text):,} characters)"
