"""Where a spool of each kind can be made, for tests that run over all of them."""

from pathlib import Path

import pytest

from insights_cli.spools import SpoolKind
from tests.nats import Node
from tests.postgresql import Cluster


def address_of(kind: SpoolKind, tmp_path: Path, request: pytest.FixtureRequest) -> str:
    """Where a spool of *kind* can be made; starts the engine that it needs."""
    match kind.name:
        case "postgresql":
            running: Cluster = request.getfixturevalue("postgresql")
            return running.spool()
        case "nats":
            server: Node = request.getfixturevalue("nats")
            return server.spool()
        case name:
            return f"{name}:{tmp_path}/spool.db" if kind.is_path else f"{name}:"
