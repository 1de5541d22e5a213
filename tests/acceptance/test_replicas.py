"""Servers that share a spool in PostgreSQL: every event of a 202 arrives, whichever of them or of it dies.

INSIGHTS_REPLICA_ROUNDS says how often each story is told.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.acceptance.replicas import ROUNDS, one_tries_for_all, outage_survived, servers_replaced, story
from tests.postgresql import Cluster, cluster


@pytest.fixture(scope="module")
def mortal() -> Iterator[Cluster]:
    """A PostgreSQL that may be killed."""
    with cluster() as running:
        yield running


@pytest.mark.parametrize("turn", ROUNDS)
def test_a_replica_is_killed_under_load(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """The other one delivers what the killed one had taken and what it had claimed."""
    with story(tmp_path, mortal.spool()) as told, told.server() as first, told.server() as second:
        told.load(first, 1_000_000)
        told.load(second, 3000)
        told.wait_for_taken(0, 300 + 500 * turn)
        first.kill()
        told.settle()
        told.finish(f"replica killed {turn}", second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_postgresql_crashes_under_load(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """While it is away events are refused, not lost; when it is back all goes on by itself."""
    with story(tmp_path, mortal.spool()) as told, told.server() as first, told.server() as second:
        told.load(first, 2000 + 700 * turn)
        told.load(second, 2000 + 700 * turn)
        told.wait_for_taken(0, 300 + 300 * turn)
        mortal.crash()
        mortal.start()
        told.finish(f"postgresql crashed {turn}", first, second)


@pytest.mark.parametrize("turn", ROUNDS)
def test_the_upstream_is_down_for_a_while(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """Everything waits, one server tries for both, and all arrives afterwards."""
    outage_survived(tmp_path, mortal.spool(), turn)


def test_servers_hear_of_each_other(tmp_path: Path, mortal: Cluster) -> None:
    """What one sees of the upstream the others need not try."""
    one_tries_for_all(tmp_path, mortal.spool())


@pytest.mark.parametrize("turn", ROUNDS)
def test_servers_are_replaced_one_by_one(tmp_path: Path, mortal: Cluster, turn: int) -> None:
    """A rolling restart loses nothing and repeats nothing."""
    servers_replaced(tmp_path, mortal.spool(), turn)
