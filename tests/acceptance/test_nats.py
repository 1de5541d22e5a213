"""Servers that share a spool in a cluster of three NATS servers: every event of a 202 arrives, whichever of them dies.

INSIGHTS_REPLICA_ROUNDS says how often each story is told.
"""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.replicas import ROUNDS, one_tries_for_all, outage_survived, servers_replaced, story
from tests.nats import Cluster, cluster


@pytest.fixture(scope="module")
def mortal() -> Iterator[Cluster]:
    """Three servers that may be killed."""
    with cluster() as running:
        yield running


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_replica_is_killed_under_load(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """The other one delivers what the killed one had taken and, when its lease is over, what it had claimed."""
    with story(tmp_path, mortal.spool(lease="3s")) as told, told.server() as first, told.server() as second:
        told.load(first, 1_000_000)
        told.load(second, 3000)
        told.wait_for_taken(0, 300 + 500 * turn)
        first.kill()
        told.finish(f"replica killed {turn}", second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_leader_of_the_stream_is_killed_under_load(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """Another node takes over what was acknowledged; meanwhile events are refused, not lost."""
    address = mortal.spool(lease="5s")
    with story(tmp_path, address) as told, told.server() as first, told.server() as second:
        told.load(first, 3000 + 500 * turn)
        told.load(second, 3000 + 500 * turn)
        told.wait_for_taken(0, 300 + 300 * turn)
        leader = mortal.leader(address)
        leader.end(signal.SIGKILL)
        told.wait_for_taken(0, 1500 + 300 * turn)
        leader.start()
        told.finish(f"leader killed {turn}", first, second)
    mortal.wait()


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_node_is_cut_off_and_comes_back(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """A node that hears and says nothing, the leader among them, is done without, and catches up later."""
    address = mortal.spool(lease="5s")
    with story(tmp_path, address) as told, told.server() as first, told.server() as second:
        told.load(first, 4000)
        told.load(second, 4000)
        told.wait_for_taken(0, 500)
        frozen = mortal.leader(address) if turn % 2 == 0 else mortal.nodes[turn % 3]
        frozen.signal(signal.SIGSTOP)
        told.wait_for_taken(0, 1500)
        frozen.signal(signal.SIGCONT)
        told.finish(f"node cut off {turn}", first, second)
    mortal.wait()


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_cluster_is_restarted_node_by_node(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """An upgrade of the engine under load loses nothing."""
    with story(tmp_path, mortal.spool(lease="5s")) as told, told.server() as first, told.server() as second:
        told.load(first, 1_000_000)
        told.load(second, 1_000_000)
        told.wait_for_taken(0, 300)
        for node in mortal.nodes:
            node.end(signal.SIGTERM)
            node.start()
            mortal.wait()
        told.halt()
        told.finish(f"cluster restarted {turn}", first, second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_upstream_is_down_for_a_while(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """Everything waits, and all arrives afterwards."""
    outage_survived(tmp_path, mortal.spool(), turn)


def test_servers_hear_of_each_other(tmp_path: Path, mortal: Cluster) -> None:
    """What one sees of the upstream the others need not try."""
    one_tries_for_all(tmp_path, mortal.spool())


@pytest.mark.parametrize("turn", ROUNDS)
def test_servers_are_replaced_one_by_one(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """A rolling restart of ours loses nothing and repeats nothing."""
    servers_replaced(tmp_path, mortal.spool(), turn)


@pytest.mark.parametrize("turn", ROUNDS)
def test_without_a_quorum_events_are_refused_until_it_is_back(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """Two of three nodes away: 503, nothing lost; with them back it goes on by itself."""
    with story(tmp_path, mortal.spool(lease="5s")) as told, told.server() as first, told.server() as second:
        told.load(first, 2500)
        told.load(second, 2500)
        told.wait_for_taken(0, 500)
        for node in mortal.nodes[:2]:
            node.end(signal.SIGKILL)
        told.wait_for_refused()
        for node in mortal.nodes[:2]:
            node.start()
        told.finish(f"no quorum {turn}", first, second)
    mortal.wait()
