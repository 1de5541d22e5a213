"""The public keys that sign-in tokens are verified with: from a file, or from a backend's address."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit, urlunsplit

from insights_cli.errors import InsightsError, UsageError
from insights_cli.identity.claims import SignInToken, TokenKind
from insights_cli.model.json import JsonValue

LARGEST_KEY_SET_BYTES = 1_048_576
AUTH_PATH = "/api/auth"
_JWKS_PATH = "/.well-known/jwks.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeySet:
    """Public keys as JSON Web Keys; *source* says where they are from, without credentials."""

    keys: tuple[Mapping[str, JsonValue], ...]
    source: str


def is_address(text: str) -> bool:
    """Whether *text* names a web address rather than a file."""
    return text.lower().startswith(("http://", "https://"))


def check_address(text: str) -> str:
    """The address without fragment and final slash; raises UsageError ID004 when nothing can be asked there."""
    try:
        parts = urlsplit(text)
        is_usable = (
            parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        is_usable = False
    if not is_usable:
        raise UsageError("ID004", f"{text!r} is no web address", fix="write it with http:// or https://")
    if parts.username is not None or parts.password is not None:
        raise UsageError("ID004", "the address holds a user name or password", fix="leave them out: keys are public")
    return urlunsplit((parts.scheme, parts.netloc, parts.path.rstrip("/"), parts.query, ""))


def issuer_of(backstage: str) -> str:
    """What the auth backend at *backstage* writes into `iss`."""
    address = check_address(backstage)
    return address if address.endswith(AUTH_PATH) else address + AUTH_PATH


def keys_address(backstage: str, token: SignInToken) -> str:
    """Where the backend at *backstage* shows the keys for *token*; a plugin's token is signed by that plugin."""
    issuer = issuer_of(backstage)
    plugin = token.claims.get("sub")
    if token.kind in (TokenKind.PLUGIN, TokenKind.PLUGIN_FOR_USER) and isinstance(plugin, str):
        return f"{issuer.removesuffix(AUTH_PATH)}/api/{quote(plugin[:63], safe='')}/.backstage/auth/v1/jwks.json"
    return issuer + _JWKS_PATH


def read_keys(path: Path, shown: str) -> KeySet:
    """Read a key set from *path*, called *shown* in words; raises InsightsError ID005 or ID006."""
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_KEY_SET_BYTES + 1)
    except OSError as error:
        words = f"the keys in {shown} could not be read: {error.strerror or error}"
        raise InsightsError("ID005", words, fix="name a file that holds a JSON Web Key Set") from error
    return parse_keys(raw, shown)


def parse_keys(raw: bytes, source: str) -> KeySet:
    """Read a JSON Web Key Set, or one bare key; raises InsightsError ID006 for anything else."""
    if len(raw) > LARGEST_KEY_SET_BYTES:
        raise _no_key_set(source, f"it is larger than {LARGEST_KEY_SET_BYTES:,} bytes")
    try:
        document = json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise _no_key_set(source, _describe(raw)) from error
    if isinstance(document, dict) and isinstance(document.get("kty"), str):
        document = {"keys": [document]}
    keys = document.get("keys") if isinstance(document, dict) else None
    if not isinstance(keys, list) or not all(isinstance(key, dict) for key in keys):
        raise _no_key_set(source, 'it is JSON without a list "keys"')
    return KeySet(keys=tuple(keys), source=source)


def _describe(raw: bytes) -> str:
    start = raw[:512].lstrip().lower()
    if start.startswith((b"<!doctype", b"<html", b"<?xml", b"<")):
        return "it is a web page: likely the app, a login page or a proxy in front of the backend"
    if start.startswith(b"-----begin"):
        return "it is a PEM file"
    return "it is empty" if not start else "it is no JSON"


def _no_key_set(source: str, seen: str) -> InsightsError:
    return InsightsError(
        "ID006",
        f"what {source} gave is no JSON Web Key Set",
        notes=(("seen", seen),),
        fix="give backend.baseUrl (http://localhost:7007 in development), or a file with its jwks.json",
    )
