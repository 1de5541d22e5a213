"""Who the users of a catalog are, so that the redactor knows their logins, mail addresses and names when it sees them.

What is asked for stays in memory: it is looked up in, and never sent, stored or said.
"""

import asyncio
from collections.abc import Mapping
from contextlib import aclosing
from dataclasses import dataclass

from insights_cli.catalogs import Catalog
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue
from insights_cli.model.plural import plural
from insights_cli.redact.roster import NOBODY, Person, Roster

FIELDS = ("metadata.title", "spec.profile.displayName", "spec.profile.email")
"""What tells who a user is, beside the name of the entity."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RosterLimits:
    """How many users are remembered, and how long all pages of them may take."""

    most_users: int = 20_000
    timeout_s: float = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRoster:
    """The users, and in words how many they are; *is_whole* is False where users are missing, and then why is said."""

    roster: Roster = NOBODY
    words: str
    is_whole: bool = True


async def find_roster(catalog: Catalog, limits: RosterLimits | None = None) -> FoundRoster:
    """Read the users of *catalog*; a failure is words, and the users that came before it count."""
    limits = limits or RosterLimits()
    people: list[Person] = []
    try:
        async with asyncio.timeout(limits.timeout_s), aclosing(catalog.entities(kind="User", fields=FIELDS)) as users:
            async for user in users:
                if len(people) == limits.most_users:
                    return _found(people, "there are more")
                people.append(_person(user))
    except TimeoutError:
        return _found(people, f"the catalog took longer than {limits.timeout_s:g} s")
    except InsightsError as failure:
        return _found(people, failure.summary)
    return _found(people, "" if people else "the catalog has no users")


def _found(people: list[Person], trouble: str) -> FoundRoster:
    count = plural(len(people), "user")
    if not people:
        return FoundRoster(words=f"none ({trouble})", is_whole=False)
    words = f"{count} only ({trouble})" if trouble else count
    return FoundRoster(roster=Roster.of(people), words=words, is_whole=not trouble)


def _person(user: Entity) -> Person:
    profile = _member(user.document.get("spec"), "profile")
    name = _text(_member(profile, "displayName")) or _text(_member(user.document.get("metadata"), "title"))
    return Person(ref=str(user.ref), name=name, email=_text(_member(profile, "email")))


def _member(value: JsonValue, key: str) -> JsonValue:
    return value.get(key) if isinstance(value, Mapping) else None


def _text(value: JsonValue) -> str:
    return value.strip() if isinstance(value, str) else ""
