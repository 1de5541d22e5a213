"""What is new since a moment."""

import asyncio

import pytest

from insights_cli.server.inspector.changes import ChangeLog
from tests.server.parts import run


def _log(*ids: str, most: int = 20_000) -> ChangeLog:
    log = ChangeLog(most=most)
    log.hear(ids)
    return log


@pytest.mark.parametrize(
    ("cursor", "ids", "missed"),
    [
        (0, ("b", "a", "c"), False),
        (1, ("b", "a", "c"), False),
        (3, ("c",), False),
        (4, (), False),
        (9, ("b", "a", "c"), True),
    ],
)
def test_each_changed_event_is_named_once_the_last_change_last(cursor: int, ids: tuple[str, ...], missed: bool) -> None:
    """A cursor from before a restart, which is ahead, has missed everything."""
    found = _log("a", "b", "a", "c").since(cursor)
    assert (found.ids, found.next, found.missed) == (ids, 4, missed)


def test_changes_come_in_parts_to_who_wants_every_one() -> None:
    """The next part begins where the last one ended."""
    log = _log("a", "b", "a", "c")
    first = log.since(0, most=3)
    rest = log.since(first.next, most=3)
    assert (first.ids, first.next, rest.ids, rest.next) == (("b", "a"), 3, ("c",), 4)


def test_what_is_forgotten_is_said_to_be_missed() -> None:
    """The log keeps the end of a flood."""
    found = _log("a", "b", "c", "d", most=2).since(1)
    assert (found.ids, found.missed) == (("c", "d"), True)


def test_waiting_ends_with_the_next_change() -> None:
    """Also when it is heard on another thread."""
    log = _log("a")

    async def scene() -> int:
        waiting = asyncio.ensure_future(log.wait(1, 20))
        await asyncio.sleep(0)
        await asyncio.to_thread(log.hear, ["b"])
        await waiting
        return log.cursor

    assert run(scene()) == 2


def test_waiting_does_not_begin_when_there_is_something_already() -> None:
    """Nothing can be missed between looking and waiting."""
    run(_log("a").wait(0, 3600))
