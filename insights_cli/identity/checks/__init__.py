"""The questions asked of a sign-in token, one module a subject."""

from collections.abc import Callable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from insights_cli.identity.claims import SignInToken
from insights_cli.model.value import value

Show = Callable[[str], str]
"""Turns a ref, name or address into the text to print; the identity, or a mask for output that is shown to others."""


class Aspect(StrEnum):
    """What a check is about; `--require` names these."""

    TYPE = "type"
    SUB = "sub"
    CATALOG = "catalog"
    EXP = "exp"
    CLAIMS = "claims"
    ENT = "ent"
    SIGNATURE = "signature"


class Status(StrEnum):
    """How a check ended; UNKNOWN is a question that was not asked or not answered, never a pass."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    UNKNOWN = "unknown"


@value
class Check:
    """One answer; *code* is None when there is nothing to mend, *refused* says that a backend turns the token away."""

    aspect: Aspect
    status: Status
    summary: str
    code: str | None = None
    fix: str | None = None
    notes: tuple[tuple[str, str], ...] = ()
    refused: bool = False


class Signature(NamedTuple):
    """What became of the signature; *summary* always starts with "verified", "failed" or "not verified"."""

    status: Status
    summary: str
    code: str | None = None
    fix: str | None = None


NOT_ASKED = Signature(
    status=Status.UNKNOWN, summary="not verified: no keys were given", fix="add --backstage URL, or --jwks URL or FILE"
)


class Presence(NamedTuple):
    """What the catalog says of a ref: *exists* is None when it was not asked or gave no answer.

    *source* names the catalog, *near* are refs of users that exist and are likely meant.
    """

    exists: bool | None = None
    source: str = ""
    near: tuple[str, ...] = ()


@value
class Question:
    """All that a check may look at; *at* is aware, *issuer* is what `iss` should be, None when nobody knows."""

    token: SignInToken
    at: datetime
    issuer: str | None = None
    signature: Signature = NOT_ASKED
    presence: Presence = Presence()
    show: Show = str


TokenCheck = Callable[[Question], Iterator[Check]]
"""A subject with its rules: gives every answer it has to a question."""
