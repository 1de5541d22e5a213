"""Open a NATS spool: connect, set up, say what it survives."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from insights_cli.spools import Durability, Settings
from insights_cli.spools.nats import setup
from insights_cli.spools.nats.address import parse_address
from insights_cli.spools.nats.books import Books
from insights_cli.spools.nats.graves import Graves
from insights_cli.spools.nats.jetstream import JetStream
from insights_cli.spools.nats.link import Link
from insights_cli.spools.nats.monitoring import syncs_always
from insights_cli.spools.nats.names import Names
from insights_cli.spools.nats.publisher import Publisher
from insights_cli.spools.nats.reading import Reading
from insights_cli.spools.nats.spool import NatsSpool
from insights_cli.spools.nats.view import NatsView

_View = TypeVar("_View", bound=NatsView)


async def open_spool(address: str, settings: Settings) -> NatsSpool:
    """Open for serving; streams and consumer are made when they are missing."""
    found = parse_address(address)
    names = Names(found.name)
    spools: list[NatsSpool] = []

    async def renewed(is_new: bool) -> None:
        for spool in spools:
            await spool.renewed(is_new)

    link = Link(found, renewed=renewed)
    await link.open()
    js = JetStream(link, found.shown)

    async def made() -> NatsSpool:
        replicas = await setup.set_up(js, names, settings.limits, lease_s=found.lease_s, replicas=settings.replicas)
        durability = _durability(replicas, await syncs_always(found.monitors))
        spool = NatsSpool(link, js, names, settings, durability=durability, lease_s=found.lease_s)
        await spool.start()
        spools.append(spool)
        return spool

    return await _or_closed(link, made)


async def open_view(address: str, _: Settings) -> NatsView:
    """Open for looking; nothing is made."""
    found = parse_address(address)
    names = Names(found.name)
    link = Link(found, renewed=_unmoved)
    await link.open()
    js = JetStream(link, found.shown)

    async def made() -> NatsView:
        await setup.must_exist(js, names)
        reading, books = Reading(js, names), Books(js, names, link.client.new_inbox())
        publisher = Publisher(link, js, names, stored=lambda _, __: None, on_commit=lambda _: None)
        return NatsView(link, reading, Graves(js, names, reading, publisher, books), books)

    return await _or_closed(link, made)


async def _unmoved(_: bool) -> None:
    return


async def _or_closed(link: Link, make: Callable[[], Coroutine[Any, Any, _View]]) -> _View:
    try:
        return await link.run(make())
    except BaseException:
        await link.close()
        raise


def _durability(replicas: int, syncs: bool | None) -> Durability:
    """What replicas protect against is known; what a power cut does only where every server told its sync_interval."""
    several = replicas > 1
    if syncs is None:
        return Durability.REPLICAS_OR_SYNCED if several else Durability.KILL_OR_SYNCED
    if syncs:
        return Durability.POWER_CUT_AND_REPLICAS if several else Durability.POWER_CUT
    return Durability.REPLICAS if several else Durability.KILL
