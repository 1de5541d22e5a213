"""Take out of an event what must not leave; every value goes through the redactor, users become pseudonyms."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Protocol

import msgspec

from insights_cli.model.entity import EntityRef
from insights_cli.model.event import AnalyticsEvent, Scalar
from insights_cli.model.fate import Fate
from insights_cli.pipeline.harmless import Harmless
from insights_cli.pipeline.leaves import SeenLeaf
from insights_cli.pipeline.notes import Notes, leaf_of
from insights_cli.pipeline.urls import SEARCH_TERM, TERMS_STAY, UrlRedactor, links_to_user
from insights_cli.redact.reason import Redacted

_PERSON = "[PERSON]"
_TERMS = frozenset({"query", "q", "term", "terms", "search", "searchterm", "searchquery", "searchtext"})
_LOGIN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,62}")
_BETWEEN_NAMES = re.compile(r"[\s._-]+")
# Numbers from here on can be a phone number or that of a card; minutes, results and ranks stay below.
_LARGE = 1e6
# Who sent the event is known from the sign-in token; a module's own copy of it would leave in clear.
_USERS = frozenset({"user", "userid", "username", "userref", "userentityref", "login"})
_SENDER = _USERS | {"useremail", "userdisplayname", "displayname", "email", "actor", "principal"}
_KEPT_KEYS = 4096


class ValueRedactor(Protocol):
    """Decides what may leave instead of a value at a path of an event; quick for values that come again."""

    def redact_value(self, path: str, value: Scalar) -> Redacted:
        """What may leave."""

    def find_user(self, text: str) -> str | None:
        """The ref of the known user whose login *text* is."""


class Pseudonyms(Protocol):
    """Makes the stand-in of a user."""

    def user_ref(self, ref: str) -> str:
        """The pseudonym of the user *ref*, itself a user ref."""


class RedactedEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What is left of an event; *subject* is None when it was dropped, *redactions* counts what was hidden by kind.

    *hidden* are the fields that do not leave as they came.
    """

    action: str
    subject: str | None
    value: float | None
    attributes: Mapping[str, Scalar]
    context: Mapping[str, Scalar]
    redactions: Mapping[str, int]
    hidden: Sequence[SeenLeaf] = ()


_KNOWN = "who it is, is known"
_SEARCH_LEAF = leaf_of("subject", SEARCH_TERM, SEARCH_TERM, TERMS_STAY)


class EventRedactor:
    """Redacts events; remembers keys, not for several threads.

    Without *keeps_search_terms* a search term does not leave, neither as subject nor in a URL.
    """

    def __init__(self, redactor: ValueRedactor, pseudonyms: Pseudonyms, *, keeps_search_terms: bool = False) -> None:
        self._redact_value = redactor.redact_value
        self._find_user = redactor.find_user
        self._pseudonyms = pseudonyms
        self._keeps_search_terms = keeps_search_terms
        self._urls = UrlRedactor(pseudonyms.user_ref, keeps_search_terms=keeps_search_terms)
        self._harmless = Harmless(self._is_clean)
        self._paths: dict[str, dict[str, str]] = {"attributes": {}, "context": {}}

    def redact(self, event: AnalyticsEvent, about: EntityRef | None) -> RedactedEvent:
        """What may leave of *event*, which is about the entity *about*."""
        notes = Notes()
        user = about if about is not None and about.kind == "user" else None
        action = self._redact("action", event.action, notes)
        return RedactedEvent(
            action=action if isinstance(action, str) and action else "redacted",
            subject=self._subject(event, user, notes),
            value=event.value if event.value is None or abs(event.value) < _LARGE else self._number(event.value, notes),
            attributes=self._fields("attributes", event.attributes, user, notes) if event.attributes else {},
            context=self._fields("context", event.context, user, notes) if event.context else {},
            redactions=notes.counts,
            hidden=notes.hidden,
        )

    def forget(self) -> None:
        """Decide anew about keys, as the redactor knows other people by now."""
        for paths in self._paths.values():
            paths.clear()
        self._harmless.forget()

    def pseudonym(self, ref: str) -> str:
        """The stand-in of a user."""
        return self._pseudonyms.user_ref(ref)

    def tag(self, text: str) -> str:
        """What may be shown of the tag *text*; empty when nothing may."""
        found = self._redact_value("tag", text).value if text else ""
        return found if isinstance(found, str) else ""

    def _redact(self, path: str, value: Scalar, notes: Notes) -> Scalar:
        redacted = self._redact_value(path, value)
        if redacted.fate is Fate.SENT:
            return value
        notes.add(path, redacted)
        found = redacted.value
        assert found is None or isinstance(found, str | int | float)
        return found

    def _number(self, value: float, notes: Notes) -> float | None:
        kept = self._redact("value", int(value) if float(value).is_integer() else value, notes)
        return value if isinstance(kept, int | float) else None

    def _subject(self, event: AnalyticsEvent, user: EntityRef | None, notes: Notes) -> str | None:
        if event.action == "search" and not self._keeps_search_terms:
            notes.say(_SEARCH_LEAF, "search-term")
            return SEARCH_TERM
        subject = event.subject
        if (token := self._token_of(subject, user)) is not None:
            notes.say(leaf_of("subject", "[USER_REF]", token, _KNOWN, fate=Fate.PSEUDONYMISED), "user-ref")
            return token
        if not subject.startswith("/") and links_to_user(event.attributes.get("to")):
            notes.say(leaf_of("subject", _PERSON, _PERSON, "the words of a link to a user"), "person")
            return _PERSON
        if "/" in subject:
            subject = self._urls.redact("subject", subject, notes)
            if self._harmless.url("subject", subject):
                return subject
        found = self._redact("subject", subject, notes)
        return found if isinstance(found, str) else None

    def _token_of(self, text: str, user: EntityRef | None) -> str | None:
        """The pseudonym of whom *text* as a whole names: a login that is known, or the name of the *user* it is about.

        `alice.smith` is named by "Alice Smith", too.
        """
        ref = self._find_user(text)
        if ref is None and user is not None and _names(text) == _names(user.name):
            ref = str(user)
        return None if ref is None else self._pseudonyms.user_ref(ref).partition("/")[2]

    def _is_clean(self, path: str, text: str) -> bool:
        return self._redact_value(path, text).fate is Fate.SENT

    def _fields(
        self, part: str, fields: Mapping[str, Scalar], user: EntityRef | None, notes: Notes
    ) -> Mapping[str, Scalar]:
        if user is None and self._harmless.knows_all(part, fields):
            return fields
        return self._look_at(part, fields, user, notes)

    def _look_at(
        self, part: str, fields: Mapping[str, Scalar], user: EntityRef | None, notes: Notes
    ) -> dict[str, Scalar]:
        kept: dict[str, Scalar] = {}
        paths = self._paths[part]
        for key, value in fields.items():
            if user is None and self._harmless.knows(part, key, value):
                kept[key] = value
                continue
            path = paths.get(key)
            if path is None:
                path = self._learn(part, key)
            if not path:
                shown = f"{part}.{key}" if self._redact_value("key", key).fate is Fate.SENT else f"{part}.[KEY]"
                notes.say(leaf_of(shown, "[DROPPED]", None, "this field does not leave", fate=Fate.DROPPED), "field")
                continue
            is_url = isinstance(value, str) and "/" in value
            shaped = self._text(key, path, value, user, notes) if isinstance(value, str) else value
            if (is_url and self._harmless.url(path, str(shaped))) or self._redact_value(path, shaped).fate is Fate.SENT:
                kept[key] = shaped
                if user is None and isinstance(value, str) and shaped is value:
                    self._harmless.remember(part, key, value)
            elif (found := self._redact(path, shaped, notes)) is not None:
                kept[key] = found
        return kept

    def _text(self, key: str, path: str, value: str, user: EntityRef | None, notes: Notes) -> str:
        plain = _plain(key)
        if plain in _TERMS and not self._keeps_search_terms:
            notes.say(leaf_of(path, SEARCH_TERM, SEARCH_TERM, TERMS_STAY), "search-term")
            return SEARCH_TERM
        if (token := self._token_in(key, plain, value, user)) is not None:
            notes.say(leaf_of(path, "[USER_REF]", token, _KNOWN, fate=Fate.PSEUDONYMISED), "user-ref")
            return token
        if user is not None and key in ("entityRef", "name"):
            token = self._pseudonyms.user_ref(str(user))
            sent = token if key == "entityRef" else token.partition("/")[2]
            notes.say(leaf_of(path, "[USER_REF]", sent, "the user it is about", fate=Fate.PSEUDONYMISED), "user-ref")
            return sent
        return self._urls.redact(path, value, notes) if "/" in value else value

    def _token_in(self, key: str, plain: str, value: str, user: EntityRef | None) -> str | None:
        if key == "entityRef":
            return None
        if plain in _USERS and _LOGIN.fullmatch(value):
            return self._pseudonyms.user_ref(f"user:default/{value}").partition("/")[2]
        return self._token_of(value, user)

    def _learn(self, part: str, key: str) -> str:
        """The path of *key*; empty when the field does not leave, be it that the key itself says too much."""
        redacted = self._redact_value("key", key)
        sender = part == "context" and _plain(key) in _SENDER
        path = "" if sender or redacted.fate is not Fate.SENT else f"{part}.{key}"
        if len(self._paths[part]) >= _KEPT_KEYS:
            self._paths[part].clear()
        self._paths[part][key] = path
        return path


@lru_cache(maxsize=1024)
def _plain(key: str) -> str:
    return key.lower().replace("-", "").replace("_", "")


def _names(text: str) -> list[str]:
    return sorted(_BETWEEN_NAMES.split(text.strip().lower()))
