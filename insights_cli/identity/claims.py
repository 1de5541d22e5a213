"""Read a JWT without trusting it: header, claims and size; the signature is only measured."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from enum import StrEnum

from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.model.secret import Secret
from insights_cli.model.value import value

LONGEST_TOKEN = 32_768
"""Characters; Backstage's issuer refuses to make a longer one."""


class TokenKind(StrEnum):
    """What a Backstage backend takes a token for, in the order in which it asks."""

    PLUGIN = "plugin token"
    PLUGIN_FOR_USER = "plugin token on behalf of a user"
    USER = "user token"
    LIMITED_USER = "limited user token"
    OLDER_USER = "user token of an older release"
    LEGACY_SERVICE = "legacy service token"
    FOREIGN = "not a Backstage token"


@value
class SignInToken:
    """A token that was read, not verified.

    *size* counts characters, *signature_size* those of the last part. *duplicates* are names that stand twice in header
    or claims; the last value counts, as in JavaScript. Numbers are what JavaScript would make of them.
    """

    compact: Secret
    header: Mapping[str, JsonValue]
    claims: Mapping[str, JsonValue]
    size: int
    signature_size: int
    duplicates: tuple[str, ...] = ()

    @property
    def algorithm(self) -> str:
        """The `alg` of the header; empty when it is missing or no text."""
        alg = self.header.get("alg")
        return alg if isinstance(alg, str) else ""

    @property
    def key_id(self) -> str | None:
        """The `kid` of the header; None when it is missing or no text, which counts as missing."""
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None

    @property
    def kind(self) -> TokenKind:
        """What a backend takes this token for."""
        return _KINDS.get(str(self.header.get("typ")), self._kind_without_type)

    @property
    def _kind_without_type(self) -> TokenKind:
        audience = self.claims.get("aud")
        if self.header.get("typ") == "vnd.backstage.plugin":
            return TokenKind.PLUGIN_FOR_USER if self.claims.get("obo") else TokenKind.PLUGIN
        if audience == "backstage":
            return TokenKind.OLDER_USER
        if self.algorithm == "HS256" and self.claims.get("sub") == "backstage-server" and not audience:
            return TokenKind.LEGACY_SERVICE
        return TokenKind.FOREIGN


_KINDS = {"vnd.backstage.user": TokenKind.USER, "vnd.backstage.limited-user": TokenKind.LIMITED_USER}


def read_token(compact: str) -> SignInToken:
    """Decode the first two of the three parts of *compact*; raises InsightsError ID002 or ID003."""
    parts = compact.split(".")
    if len(parts) == 5:
        raise InsightsError(
            "ID003",
            "the token is encrypted (five parts), so nothing in it can be read",
            fix="Backstage signs its tokens and never encrypts them: copy backstageIdentity.token instead",
        )
    duplicates: list[str] = []
    header = _decode("header", parts[0], duplicates)
    if len(parts) < 2:
        raise _unreadable("the token is cut off after its header", "copy the whole token, with both dots")
    claims = _decode("payload", parts[1], duplicates, is_last=len(parts) == 2)
    return SignInToken(
        compact=Secret(compact),
        header=header,
        claims=claims,
        size=len(compact),
        signature_size=len(parts[2]) if len(parts) > 2 else 0,
        duplicates=tuple(duplicates),
    )


def read_carried(token: SignInToken) -> SignInToken | None:
    """The user's token that a plugin's *token* carries in `obo`; None when it carries none that can be read."""
    carried = token.claims.get("obo")
    try:
        return read_token(carried) if isinstance(carried, str) and token.kind is TokenKind.PLUGIN_FOR_USER else None
    except InsightsError:
        return None


def decode_part(part: str) -> bytes:
    """Decode base64url without padding; raises ValueError."""
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


def _decode(name: str, part: str, duplicates: list[str], *, is_last: bool = False) -> Mapping[str, JsonValue]:
    try:
        # JavaScript decodes UTF-8 without its mark.
        text = decode_part(part).decode("utf-8-sig", errors="replace")
        value = json.loads(
            text,
            object_pairs_hook=lambda pairs: _collect(pairs, duplicates),
            parse_int=_parse_integer,
            parse_constant=_refuse_constant,
        )
    except RecursionError as error:
        raise _unreadable(
            f"the {name} of the token is nested too deeply", "no issuer writes that: was it forged?"
        ) from error
    except ValueError as error:
        if is_last:
            raise _unreadable(
                "the token is cut off inside its payload", "copy the whole token, with both dots"
            ) from error
        raise _unreadable(f"the {name} of the token is no JSON", "copy the token again, from its start") from error
    if not isinstance(value, Mapping):
        raise _unreadable(f"the {name} of the token is no JSON object", "copy the token again, from its start")
    return value


def _collect(pairs: list[tuple[str, JsonValue]], duplicates: list[str]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for raw, given in pairs:
        name = _clean(raw)
        if name in found:
            duplicates.append(name)
        found[name] = _clean_value(given)
    return found


def _clean_value(value: JsonValue) -> JsonValue:
    if isinstance(value, str):
        return _clean(value)
    return [_clean_value(item) for item in value] if isinstance(value, list) else value


def _clean(text: str) -> str:
    return _SURROGATES.sub("\ufffd", text)


def _parse_integer(digits: str) -> int | float:
    # JavaScript has doubles only, and Python refuses to read more than 4300 digits as an integer.
    return int(digits) if len(digits) < 16 else float(digits)


def _refuse_constant(name: str) -> float:
    message = f"{name} is not JSON"
    raise ValueError(message)


def _unreadable(summary: str, fix: str) -> InsightsError:
    return InsightsError("ID002", summary, fix=fix)


_SURROGATES = re.compile("[\ud800-\udfff]")
