"""The roster holds the users of a catalog, and says how many they are or why they are not."""

import asyncio
from collections.abc import AsyncGenerator, Collection
from dataclasses import dataclass
from typing import Any

import pytest

from insights_cli.catalogs import CatalogRefusedError
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.people import FIELDS, FoundRoster, RosterLimits, find_roster


def _user(name: str, spec: JsonValue, **metadata: JsonValue) -> Entity:
    return Entity.from_document({"kind": "User", "metadata": {"name": name, **metadata}, "spec": spec})


ALICE = _user("Alice", {"profile": {"displayName": " Alice  Petrova ", "email": "A.Petrova@example.com"}})
BOB = _user("bob", {}, title="Bob Okafor")
ODD = [_user("c", None), _user("d", {"profile": ["x"]}), _user("e", {"profile": {"displayName": 7, "email": {}}})]


@dataclass
class _Users:
    """A catalog that has only users, and may fail after them."""

    users: list[Entity]
    failure: InsightsError | None = None
    is_slow: bool = False

    async def entities(
        self, *, kind: str | None = None, fields: Collection[str] | None = None
    ) -> AsyncGenerator[Entity, None]:
        assert (kind, fields) == ("User", FIELDS)
        for user in self.users:
            yield user
        if self.failure:
            raise self.failure
        if self.is_slow:
            await asyncio.Event().wait()


def _find(users: Any, **limits: Any) -> FoundRoster:
    return asyncio.run(find_roster(users, RosterLimits(**limits)))


def test_users_are_known_by_login_mail_and_name() -> None:
    """The name is that of the profile, else the title of the entity."""
    found = _find(_Users([ALICE, BOB]))
    known = [found.roster.find_ref(text) for text in ("alice", "a.petrova@example.com", "Petrova, Alice", "bob okafor")]
    assert known == ["user:default/alice"] * 3 + ["user:default/bob"]
    assert (found.words, found.is_whole) == ("2 users", True)


def test_odd_users_are_known_by_login() -> None:
    """A profile of another shape than expected says nothing and fails nothing."""
    assert set(_find(_Users(ODD)).roster.logins) == {"c", "d", "e"}


REFUSED = CatalogRefusedError("EN205", "the catalog does not accept the token", notes=(("cause", "alice"),))


@pytest.mark.parametrize(
    ("users", "limits", "known", "words"),
    [
        (_Users([]), {}, 0, "none (the catalog has no users)"),
        (_Users([], REFUSED), {}, 0, "none (the catalog does not accept the token)"),
        (_Users([ALICE], REFUSED), {}, 1, "1 user only (the catalog does not accept the token)"),
        (_Users([ALICE, BOB]), {"most_users": 1}, 1, "1 user only (there are more)"),
        (_Users([ALICE, BOB], is_slow=True), {"timeout_s": 0.0}, 2, "2 users only (the catalog took longer than 0 s)"),
    ],
)
def test_what_is_missing_is_said(users: _Users, limits: dict[str, Any], known: int, words: str) -> None:
    """What came before a failure counts, and nothing fails."""
    found = _find(users, **limits)
    assert (found.words, found.is_whole, len(found.roster.logins)) == (words, False, known)
