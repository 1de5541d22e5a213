"""What an HTTP answer means: JSON from a catalog, or the error that says what it was instead; pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from insights_cli.catalogs import (
    CatalogMisbehavedError,
    CatalogRefusedError,
    CatalogTokenMissingError,
    CatalogUnavailableError,
)
from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue, finite

_LONGEST_CAUSE = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An answer as it came; header names in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def content_type(self) -> str:
        """The media type without parameters, lower case."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_json(self) -> bool:
        """Whether it says that it is JSON."""
        return self.content_type == "application/json" or self.content_type.endswith("+json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What was asked of whom: the URL without credentials, and where the token came from (empty: none was sent)."""

    url: str
    token_words: str = ""

    @property
    def notes(self) -> tuple[tuple[str, str], ...]:
        """Lines for an error."""
        return (("asked", self.url), ("token", self.token_words or "none"))


def read_json(answer: Answer, asked: Asked) -> JsonValue:
    """The JSON of a successful *answer*; raises the error that says what it is otherwise."""
    if 300 <= answer.status < 400:
        raise _redirected(answer, asked)
    if answer.status >= 400:
        raise failure(answer, asked)
    if not answer.is_json:
        raise _no_json(answer, asked)
    try:
        return parse_json(answer.body)
    except ValueError as error:
        raise CatalogMisbehavedError(
            "EN203",
            "the catalog's answer is cut off or no JSON",
            fix="see what stands between here and the catalog, such as a proxy",
            notes=(*asked.notes, ("cause", f"{error} in {len(answer.body)} bytes")),
        ) from error


def parse_json(body: bytes) -> JsonValue:
    """Read JSON; raises ValueError with a short reason, also for NaN and for nesting beyond reason."""
    try:
        value: JsonValue = json.loads(body, parse_float=finite, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ValueError(f"{error.msg} at character {error.pos + 1}") from error
    except UnicodeDecodeError as error:
        raise ValueError(f"not UTF-8 at byte {error.start + 1}") from error
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    return value


def _refuse_constant(name: str) -> JsonValue:
    raise ValueError(f"{name} is no JSON")


def is_missing_route(answer: Answer) -> bool:
    """Whether the backend has no such route: Backstage answers those with 404 and nothing, not with its JSON error."""
    return answer.status == 404 and not _error_name(answer)


def failure(answer: Answer, asked: Asked) -> InsightsError:
    """The error that a status of 400 or more means."""
    cause = ("cause", f"HTTP {answer.status}{_error_words(answer)}")
    notes = (*asked.notes, cause)
    status = answer.status
    if status == 401 and not asked.token_words:
        return CatalogTokenMissingError("EN204", "the catalog wants a token", fix=_HOW_TO_GIVE_ONE, notes=notes)
    if status in _REFUSALS:
        summary, fix = _REFUSALS[status]
        return CatalogRefusedError("EN205", summary, fix=fix, notes=notes)
    if status >= 500:
        fix = "look at the backend's log, then try again"
        return CatalogUnavailableError("EN207", "the catalog failed", fix=fix, notes=notes)
    if status in (408, 425, 429):
        return CatalogUnavailableError("EN207", "the catalog has no time for us", fix="try again later", notes=notes)
    summary = "there is no catalog at this address" if status == 404 else "the catalog does not take the question"
    return CatalogMisbehavedError("EN203", summary, fix=_ADDRESS, notes=notes)


def _redirected(answer: Answer, asked: Asked) -> CatalogMisbehavedError:
    target = answer.headers.get("location", "")[:_LONGEST_CAUSE].partition("?")[0]
    return CatalogMisbehavedError(
        "EN203",
        "the catalog sends us elsewhere; redirects are not followed, as a token would go with them",
        fix="likely a sign-in page or another scheme or host: give the address that answers itself",
        notes=(*asked.notes, ("cause", f"HTTP {answer.status} to {target or 'nowhere'}")),
    )


def _no_json(answer: Answer, asked: Asked) -> CatalogMisbehavedError:
    is_page = "html" in answer.content_type or answer.body.lstrip()[:1] == b"<"
    what = "a web page" if is_page else "something that is not JSON"
    cause = f"HTTP {answer.status} with {answer.content_type or 'no content type'}, {len(answer.body)} bytes"
    return CatalogMisbehavedError(
        "EN203",
        f"the answer is {what}, so this is no catalog",
        fix="likely the frontend or a sign-in page: " + _ADDRESS,
        notes=(*asked.notes, ("cause", cause)),
    )


def _error(answer: Answer) -> Mapping[str, JsonValue]:
    if not answer.is_json:
        return {}
    try:
        body = parse_json(answer.body)
    except ValueError:
        return {}
    error = body.get("error") if isinstance(body, Mapping) else None
    return error if isinstance(error, Mapping) else {}


def _error_name(answer: Answer) -> str:
    name = _error(answer).get("name")
    return name if isinstance(name, str) else ""


def _error_words(answer: Answer) -> str:
    found = _error(answer)
    words = " ".join(f"{text}" for text in (found.get("name"), found.get("message")) if isinstance(text, str))
    return f", {words[:_LONGEST_CAUSE]}" if words else ""


_ADDRESS = "give the backend's address, such as --catalog http://localhost:7007"
_HOW_TO_GIVE_ONE = "give one: --token-env NAME, --token-file PATH or --token-command CMD"
_REFUSALS = {
    401: (
        "the catalog does not accept the token",
        "get a fresh one: user tokens live for an hour; static ones stand in backend.auth.externalAccess",
    ),
    403: (
        "the token may not read the catalog",
        "allow it catalog.entity.read: in the permission policy, or in accessRestrictions of a static token",
    ),
    407: ("a proxy in between wants credentials", "look at HTTPS_PROXY and its credentials"),
}
