"""Opening a spool in NATS, and what is said when it cannot be."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path

import nkeys
import pytest
import trustme

from insights_cli.errors import InsightsError
from insights_cli.spools import Durability, Limits, Settings, Spool
from insights_cli.spools.nats import KIND
from tests.nats import Node, cluster, node
from tests.ports import free_ports
from tests.spools.making import STILL, drained, envelopes


def told(address: str, story: Callable[[Spool], Awaitable[None]], settings: Settings = STILL) -> None:
    """Open, tell the story, close."""

    async def telling() -> None:
        spool = await KIND.open(address, settings)
        try:
            await story(spool)
        finally:
            await spool.close()

    asyncio.run(telling())


async def works(spool: Spool) -> None:
    """An event goes in and comes out."""
    await spool.append(envelopes(1))
    assert await drained(spool) == ["id-000001"]


def refusal(address: str, settings: Settings = STILL) -> InsightsError:
    """Why it cannot be opened."""
    with pytest.raises(InsightsError) as raised:
        told(address, works, settings)
    return raised.value


def test_nobody_there_is_said() -> None:
    """SP141 names the hosts."""
    failure = refusal(f"nats://127.0.0.1:{free_ports(1)[0]}")
    assert failure.code == "SP141"
    assert "127.0.0.1" in failure.summary


def test_one_host_of_several_is_enough(nats: Node) -> None:
    """The others may be away."""
    name = nats.spool().rpartition("/")[2]
    told(f"nats://127.0.0.1:{free_ports(1)[0]},127.0.0.1:{nats.port}/{name}", works)


def test_a_server_without_jetstream_is_said() -> None:
    """SP143 says how to switch it on."""
    with node(jetstream=False) as bare:
        failure = refusal(bare.spool())
    assert (failure.code, failure.fix is not None and "jetstream {" in failure.fix) == ("SP143", True)


def test_wrong_passwords_are_refused_and_right_ones_let_in() -> None:
    """SP142 without the password in it; user and password in the address open."""
    with node("authorization { user: anna, password: right }") as locked:
        host = f"127.0.0.1:{locked.port}"
        for login in ("", "anna:hunter2@", "hunter2@"):
            failure = refusal(f"nats://{login}{host}")
            assert failure.code == "SP142"
            assert "hunter2" not in f"{failure.summary}{failure.fix}{failure.notes}"
        told(f"nats://anna:right@{host}", works)


def test_tokens_and_nkeys_let_in(tmp_path: Path) -> None:
    """A token in the address, or a seed in a file."""
    with node("authorization { token: right }") as locked:
        told(f"nats://right@127.0.0.1:{locked.port}", works)
    seed = bytes(nkeys.encode_seed(bytes(range(32)), nkeys.PREFIX_BYTE_USER))
    (tmp_path / "user.nk").write_bytes(seed)
    public = nkeys.from_seed(bytearray(seed)).public_key.decode()
    with node(f"authorization {{ users = [ {{ nkey: {public} }} ] }}") as locked:
        told(f"nats://127.0.0.1:{locked.port}?nkey={tmp_path}/user.nk", works)


def test_a_missing_file_of_credentials_is_said(nats: Node, tmp_path: Path) -> None:
    """The file is named."""
    failure = refusal(nats.spool(creds=f"{tmp_path}/none.creds"))
    assert failure.code == "SP142"
    assert "none.creds" in str(failure.notes)


@pytest.fixture(scope="module")
def secured(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Node, Path]]:
    """A server that wants certificates of its clients, and the folder of the files."""
    folder = tmp_path_factory.mktemp("tls")
    authority = trustme.CA()
    authority.cert_pem.write_to_path(folder / "ca.pem")
    for name, issued in (("server", authority.issue_cert("127.0.0.1")), ("client", authority.issue_cert("insights"))):
        issued.private_key_pem.write_to_path(folder / f"{name}.key")
        issued.cert_chain_pems[0].write_to_path(folder / f"{name}.pem")
    with node(
        f'tls {{ cert_file: "{folder}/server.pem", key_file: "{folder}/server.key", '
        f'ca_file: "{folder}/ca.pem", verify: true }}'
    ) as running:
        yield running, folder


def test_tls_with_certificates_lets_in(secured: tuple[Node, Path]) -> None:
    """The authority, the certificate and its key are files that the address names."""
    server, folder = secured
    told(server.spool(ca=f"{folder}/ca.pem", cert=f"{folder}/client.pem", key=f"{folder}/client.key"), works)


def test_an_unknown_authority_is_said(secured: tuple[Node, Path]) -> None:
    """SP149, whether TLS was asked for or is wanted by the server only."""
    server, _ = secured
    assert refusal(server.spool().replace("nats:", "tls:")).code == "SP149"
    assert refusal(server.spool()).code == "SP149"


def test_a_stream_of_other_settings_is_not_used(nats: Node) -> None:
    """SP144 tells every difference of what a different lease made of the consumer."""
    address = nats.spool(lease="30s")
    told(address, works)
    failure = refusal(address.replace("lease=30s", "lease=5s"))
    assert failure.code == "SP144"
    assert failure.notes == (("consumer forwarders", "ack_wait is 30 s, must be 5 s"),)


def test_more_replicas_than_servers_are_refused(nats: Node) -> None:
    """SP146 for a new spool, SP144 for one that exists with fewer."""
    address, asked = nats.spool(), Settings(clock=STILL.clock, replicas=3)
    assert refusal(address, asked).code == "SP146"
    told(address, works)
    assert refusal(address, asked).code == "SP144"


def test_durability_is_what_is_known(nats: Node) -> None:
    """Without monitoring it depends; with it, the servers' own words count."""
    seen: list[Durability] = []

    async def look(spool: Spool) -> None:
        seen.append(spool.durability)

    told(nats.spool(), look)
    told(nats.spool(monitor=f"http://127.0.0.1:{nats.monitor}"), look)
    told(nats.spool(monitor=f"http://127.0.0.1:{free_ports(1)[0]}"), look)
    assert seen == [Durability.KILL_OR_SYNCED, Durability.KILL, Durability.KILL_OR_SYNCED]


def test_a_server_that_syncs_always_says_so() -> None:
    """Its monitoring tells that a power cut loses nothing."""

    async def look(spool: Spool) -> None:
        assert spool.durability is Durability.POWER_CUT

    with node(always=True) as careful:
        told(careful.spool(monitor=f"http://127.0.0.1:{careful.monitor}"), look)


def test_a_cluster_keeps_as_many_replicas_as_it_has_up_to_three() -> None:
    """Two servers keep two unless one is asked for."""
    seen: list[Durability] = []

    async def look(spool: Spool) -> None:
        seen.append(spool.durability)

    with cluster(2) as pair:
        told(pair.spool(), look)
        told(pair.spool(), look, Settings(clock=STILL.clock, replicas=1))
    assert seen == [Durability.REPLICAS_OR_SYNCED, Durability.KILL_OR_SYNCED]


def test_a_larger_limit_raises_that_of_the_stream(nats: Node) -> None:
    """What was made small takes more when it is opened with more."""
    address = nats.spool()
    told(address, works, Settings(clock=STILL.clock, limits=Limits(most_bytes=1000)))

    async def fill(spool: Spool) -> None:
        for number in range(60):
            await spool.append(envelopes(number, size=500_000))

    told(address, fill, Settings(clock=STILL.clock, limits=Limits(most_bytes=1 << 30)))


def test_looking_makes_nothing(nats: Node) -> None:
    """A spool that nobody opened is SP107 to those who look from outside, also afterwards."""
    address = nats.spool()
    for _ in range(2):
        with pytest.raises(InsightsError, match="SP107"):
            asyncio.run(KIND.view(address, STILL))  # type: ignore[arg-type] # it is a coroutine
