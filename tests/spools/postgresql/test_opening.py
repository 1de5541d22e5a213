"""A spool opens, or says why not."""

import asyncio
import builtins
import socket
import sys
from collections.abc import Coroutine
from typing import Any

import pytest

from insights_cli.errors import InsightsError
from insights_cli.spools import Durability
from insights_cli.spools.postgresql import KIND
from insights_cli.spools.postgresql.opening import open_spool, open_view
from tests.postgresql import Cluster
from tests.spools.making import STILL, envelopes


def failure(work: Coroutine[Any, Any, object]) -> InsightsError:
    """What *work* raises."""
    with pytest.raises(InsightsError) as failed:
        asyncio.run(work)
    return failed.value


def test_servers_that_start_together_make_the_tables_once(address: str) -> None:
    """Eight at once all open, and what one keeps the other sees."""

    async def work() -> None:
        spools = await asyncio.gather(*(open_spool(address, STILL) for _ in range(8)))
        await spools[0].append(envelopes(1))
        assert {(await spool.stats()).waiting for spool in spools} == {1}
        await asyncio.gather(*(spool.close() for spool in spools))

    asyncio.run(work())


def test_looking_makes_nothing(address: str) -> None:
    """A spool that was never served is not there."""
    assert failure(open_view(address, STILL)).code == "SP107"
    assert failure(open_view(address, STILL)).code == "SP107"


def test_nobody_listens() -> None:
    """A refused connection is said with its cause and without the password."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
        found = failure(open_spool(f"postgresql://u:geheim@127.0.0.1:{port}/db", STILL))
    assert found.code == "SP116"
    assert "refused" in dict(found.notes)["cause"]
    assert "geheim" not in str((found.summary, found.fix, found.notes))


def test_nobody_answers() -> None:
    """A connection that is taken and never answered ends with the connect time-out."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgresql://u@127.0.0.1:{silent.getsockname()[1]}/db?connect_timeout=2"
        assert failure(open_spool(address, STILL)).code == "SP116"


@pytest.mark.parametrize(
    ("user", "database"), [("nobody_known", "postgres"), ("insights", "missing"), ("locked", "postgres")]
)
def test_who_is_not_let_in_is_told_why(postgresql: Cluster, user: str, database: str) -> None:
    """An unknown role, an unknown database and a role that may not log in are one kind of trouble."""
    postgresql.sql("DROP ROLE IF EXISTS locked", "CREATE ROLE locked NOLOGIN")
    found = failure(open_spool(f"postgresql://{user}:geheim@127.0.0.1:{postgresql.port}/{database}", STILL))
    assert found.code == "SP117"
    assert "geheim" not in str((found.summary, found.fix, found.notes))


def test_a_role_without_rights_is_told_so(postgresql: Cluster) -> None:
    """Making the schema needs CREATE on the database."""
    postgresql.sql("DROP ROLE IF EXISTS poor", "CREATE ROLE poor LOGIN")
    address = postgresql.spool().replace("insights@", "poor@")
    assert failure(open_spool(address, STILL)).code == "SP118"


def test_a_role_with_a_schema_of_its_own_needs_no_more(postgresql: Cluster) -> None:
    """Who may not create schemas works in one that was made for it."""
    postgresql.sql("DROP SCHEMA IF EXISTS given", "DROP ROLE IF EXISTS modest", "CREATE ROLE modest LOGIN")
    postgresql.sql("CREATE SCHEMA given AUTHORIZATION modest")
    address = f"postgresql://modest@127.0.0.1:{postgresql.port}/postgres?insights_schema=given"

    async def work() -> None:
        spool = await open_spool(address, STILL)
        await spool.append(envelopes(1))
        await spool.close()

    asyncio.run(work())
    postgresql.sql("DROP SCHEMA given CASCADE", "DROP ROLE modest")


def test_a_newer_schema_is_left_alone(postgresql: Cluster, address: str) -> None:
    """Both versions are said."""

    async def made() -> None:
        await (await open_spool(address, STILL)).close()

    asyncio.run(made())
    postgresql.sql(f"INSERT INTO {address.rpartition('=')[2]}.migration (version) VALUES (99)")
    found = failure(open_spool(address, STILL))
    assert found.code == "SP106"
    assert "version 99" in dict(found.notes)["schema"]


def test_a_commit_that_does_not_wait_for_the_disk_is_refused(postgresql: Cluster) -> None:
    """Unless the address allows it; then the server says what that means."""
    postgresql.sql("DROP ROLE IF EXISTS hasty", "CREATE ROLE hasty LOGIN SUPERUSER")
    postgresql.sql("ALTER ROLE hasty SET synchronous_commit = off")
    address = postgresql.spool().replace("insights@", "hasty@")
    found = failure(open_spool(address, STILL))
    assert (found.code, dict(found.notes)["cause"]) == ("SP115", "synchronous_commit = off")

    async def work() -> Durability:
        spool = await open_spool(f"{address}&insights_allow_async_commit=1", STILL)
        await spool.close()
        return spool.durability

    assert asyncio.run(work()) is Durability.KILL


def test_a_usual_server_promises_what_a_file_does(address: str) -> None:
    """A commit waits for the disk."""

    async def work() -> Durability:
        spool = await open_spool(address, STILL)
        await spool.close()
        return spool.durability

    assert asyncio.run(work()) is Durability.POWER_CUT


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command that installs it is the fix."""
    real = builtins.__import__

    def missing(name: str, *rest: Any, **more: Any) -> Any:
        if name.partition(".")[0] == "psycopg":
            raise ModuleNotFoundError("No module named 'psycopg'", name="psycopg")
        return real(name, *rest, **more)

    for name in [name for name in sys.modules if name.startswith("insights_cli.spools.postgresql.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", missing)
    found = failure(KIND.open("postgresql://h/db", STILL))  # type: ignore[arg-type] # an awaitable is a coroutine here
    assert (found.code, found.fix) == ("SP114", "pip install 'psycopg[binary]>=3.2'")
