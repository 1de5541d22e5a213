"""A server learns the users of its catalog at the start and again later, and forgets what it decided without them."""

import asyncio
from collections.abc import AsyncGenerator
from typing import Any

from insights_cli.catalogs import CatalogUnavailableError
from insights_cli.cli.serve.roster import RosterKeeper
from insights_cli.errors import InsightsError
from insights_cli.model.entity import Entity
from insights_cli.model.event import AnalyticsEvent
from insights_cli.pipeline.privacy import EventRedactor
from insights_cli.redact.pseudonym import Pseudonymiser, parse_key
from insights_cli.redact.redactor import Redactor
from tests.preview.sample import KEY

AWAY = CatalogUnavailableError("EN201", "the catalog cannot be reached")
EVENT = AnalyticsEvent(action="click", subject="x", attributes={"to": "xenia quill"}, context={})


class _Catalog:
    """Answers each time the next of *answers*: logins, or a failure."""

    def __init__(self, *answers: list[str] | InsightsError) -> None:
        self.answers = list(answers)

    async def entities(self, **_: Any) -> AsyncGenerator[Entity, None]:
        answer = self.answers.pop(0)
        if isinstance(answer, InsightsError):
            raise answer
        for name in answer:
            spec = {"profile": {"displayName": "Xenia Quill"}}
            yield Entity.from_document({"kind": "User", "metadata": {"name": name}, "spec": spec})


class _EndError(Exception):
    """No more sleeping."""


def _run(*answers: list[str] | InsightsError, rounds: int) -> tuple[list[str], list[float], list[str]]:
    """The attribute of the same event after each reading, the seconds slept, and what was said."""
    pseudonymiser = Pseudonymiser(parse_key(KEY.encode()))
    redactor = Redactor(pseudonymiser=pseudonymiser)
    events = EventRedactor(redactor, pseudonymiser)
    shown: list[str] = []
    slept: list[float] = []
    said: list[str] = []

    async def sleep(seconds: float) -> None:
        shown.append(str(events.redact(EVENT, None).attributes.get("to")))
        slept.append(seconds)
        if len(slept) > rounds:
            raise _EndError

    async def whole() -> None:
        catalog: Any = _Catalog(*answers)
        keeper = RosterKeeper(catalog=catalog, redactor=redactor, events=events, hydrator=None, sleep=sleep)
        await keeper.read()
        try:
            await keeper.keep(said.append)
        except _EndError:
            return

    asyncio.run(whole())
    return shown, slept, said


def test_users_that_come_later_are_known_from_then_on() -> None:
    """What was remembered about the same text is forgotten, and the news is said without a name."""
    shown, slept, said = _run(AWAY, ["xq7"], ["xq7"], rounds=2)
    assert shown == ["xenia quill", "[PERSON]", "[PERSON]"]
    assert (slept, said) == ([60.0, 600.0, 600.0], ["roster: 1 user"])


def test_known_users_stay_known_while_the_catalog_fails() -> None:
    """A failure is said once, and the next try comes sooner."""
    shown, slept, said = _run(["xq7"], AWAY, AWAY, rounds=2)
    assert shown == ["[PERSON]"] * 3
    assert (slept, said) == ([600.0, 60.0, 60.0], ["roster: none (the catalog cannot be reached)"])


def test_without_a_catalog_nobody_is_asked() -> None:
    """And keeping ends at once."""
    redactor = Redactor()
    events = EventRedactor(redactor, Pseudonymiser(parse_key(KEY.encode())))
    keeper = RosterKeeper(catalog=None, redactor=redactor, events=events, hydrator=None)
    assert asyncio.run(keeper.read()).words == "none (no catalog)"
    asyncio.run(keeper.keep(print))
