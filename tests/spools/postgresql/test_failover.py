"""When the primary dies, a spool goes on with the standby that was promoted."""

import asyncio

from insights_cli.spools import Durability, SpoolAwayError
from insights_cli.spools.postgresql.opening import open_spool
from tests.nats import patience
from tests.postgresql import Cluster, cluster
from tests.spools.making import STILL, drained, envelopes, ids


def test_a_promoted_standby_has_everything_and_takes_over() -> None:
    """With synchronous replication nothing acknowledged is missing, and no server has to be restarted."""
    with cluster() as primary, cluster(of=primary) as standby:
        primary.sql("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")
        # The postmaster reads its settings a moment later.
        patience(lambda: _is_synchronous(primary), 60, "the settings were not read")
        # Commits wait for the standby from here on.
        primary.sql("CREATE TABLE replicated ()")
        hosts = f"127.0.0.1:{primary.port},127.0.0.1:{standby.port}"
        asyncio.run(_story(f"postgresql://insights@{hosts}/postgres", primary, standby))


def _is_synchronous(primary: Cluster) -> bool:
    try:
        primary.sql("SELECT 1 / (current_setting('synchronous_standby_names') <> '')::integer")
    except AssertionError:
        return False
    return True


async def _story(address: str, primary: Cluster, standby: Cluster) -> None:
    spool = await open_spool(address, STILL)
    assert spool.durability is Durability.POWER_CUT_AND_REPLICAS
    await spool.append(envelopes(*range(50)))
    await asyncio.to_thread(primary.crash)
    refused = await asyncio.gather(spool.append(envelopes(98)), return_exceptions=True)
    assert isinstance(refused[0], SpoolAwayError)
    await asyncio.to_thread(standby.promote)
    await _kept(spool.append, 99)
    assert sorted(await drained(spool)) == sorted(ids(*range(50), 99))
    await spool.close()


async def _kept(append: object, number: int) -> None:
    while True:
        try:
            await append(envelopes(number))  # type: ignore[operator] # of a spool
        except SpoolAwayError:
            await asyncio.wait([asyncio.ensure_future(asyncio.Event().wait())], timeout=0.1)
        else:
            return
