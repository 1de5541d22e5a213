"""Connections: replaced when lost, never waited for without end."""

import asyncio

import pytest

from insights_cli.spools import SpoolAwayError
from insights_cli.spools.postgresql import lines
from insights_cli.spools.postgresql.address import Target, parse_target
from insights_cli.spools.postgresql.lines import Connection, Lines
from tests.postgresql import Cluster, cluster


async def one(line: Connection) -> object:
    """The simplest question."""
    return await (await line.execute("SELECT 1")).fetchone()


async def slow(line: Connection) -> object:
    """One that takes too long."""
    return await line.execute("SELECT pg_sleep(60)")


def kept(postgresql: Cluster, most: int = 2) -> Lines:
    """Lines to the session's PostgreSQL."""
    return Lines(parse_target(postgresql.url), most=most, synchronous=True)


def test_a_line_is_used_again(postgresql: Cluster) -> None:
    """Questions one after the other need one connection, questions at once more, and no more than that."""

    async def pid(line: Connection) -> int:
        return line.info.backend_pid

    async def work() -> None:
        held = kept(postgresql)
        first = [await held.ask(pid) for _ in range(5)]
        at_once = await asyncio.gather(*(held.ask(pid) for _ in range(9)))
        assert (len(set(first)), len(set(at_once)) <= 2) == (1, True)
        await held.close()

    asyncio.run(work())


def test_a_statement_that_takes_too_long_is_ended(postgresql: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL ends it, and the next question is answered."""
    monkeypatch.setattr(lines, "_STATEMENT_S", 0.2)

    async def work() -> None:
        held = kept(postgresql)
        with pytest.raises(SpoolAwayError) as failed:
            await held.ask(slow)
        assert "statement timeout" in dict(failed.value.notes)["cause"]
        assert await held.ask(one) == (1,)
        await held.close()

    asyncio.run(work())


def test_a_frozen_engine_holds_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """What never answers is given up, and asked again when it has thawed."""
    monkeypatch.setattr(lines, "_STALE_S", 0.0)

    async def work(mortal: Cluster) -> None:
        held = Lines(parse_target(f"{mortal.url}?connect_timeout=2"), most=1, synchronous=True)
        assert await held.ask(one) == (1,)
        mortal.freeze()
        monkeypatch.setattr(lines, "_ASK_S", 0.2)
        with pytest.raises(SpoolAwayError):
            await held.ask(one)
        mortal.thaw()
        monkeypatch.setattr(lines, "_ASK_S", 12.0)
        assert await held.ask(one) == (1,)
        await held.close()

    with cluster() as mortal:
        asyncio.run(work(mortal))


def test_while_nobody_answers_nobody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """After one failed connection the next questions fail with the same words, without a further one."""
    monkeypatch.setattr(lines, "_REST_S", 60.0)
    connect, targets = lines.connect, list[Target]()

    async def counted(target: Target, *, synchronous: bool) -> Connection:
        targets.append(target)
        return await connect(target, synchronous=synchronous)

    monkeypatch.setattr(lines, "connect", counted)

    async def work() -> None:
        held = Lines(parse_target("postgresql://u@127.0.0.1:1/db"), most=1, synchronous=True)
        failures = await asyncio.gather(*(held.ask(one) for _ in range(50)), return_exceptions=True)
        assert len({id(failure) for failure in failures}) == 1
        with pytest.raises(SpoolAwayError):
            await held.ask(one)
        assert len(targets) == 1

    asyncio.run(work())
