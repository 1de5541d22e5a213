"""What many tests need: a runtime in memory and a way to run the program in it."""

import io
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from insights_cli.cli.main import run
from insights_cli.cli.runtime import Runtime
from tests.nats import Node, node
from tests.postgresql import Cluster, cluster

# A test that fails because the machine is busy says nothing about the program.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")

# Who starts the tests in the background of a shell has them ignore Ctrl-C, and so would every program they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What a run printed and how it ended."""

    code: int
    out: str
    err: str


class Terminal(io.StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


Insights = Callable[..., Result]


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A PostgreSQL for the whole session, that nobody may stop; skips where there is none."""
    with cluster() as running:
        yield running


@pytest.fixture(scope="session")
def nats() -> Iterator[Node]:
    """A NATS server for the whole session, that nobody may stop; skips where there is none."""
    with node() as running:
        yield running


@pytest.fixture
def insights(tmp_path: Path) -> Insights:
    """Run a command line in memory: working directory and HOME are *tmp_path*, the clock stands still.

    *hidden* is what is typed at a prompt that does not show it.
    """

    def run_in_memory(
        *argv: str, stdin: str = "", hidden: str = "", terminal: bool = False, cwd: Path = tmp_path, **environ: str
    ) -> Result:
        stream = Terminal if terminal else io.StringIO
        out, err = stream(), stream()
        runtime = Runtime(
            environ={"HOME": str(tmp_path), **environ},
            cwd=str(cwd),
            stdin=stream(stdin),
            stdout=out,
            stderr=err,
            now=lambda: NOW,
            platform="linux",
            ask_secret=lambda _prompt: hidden,
        )
        code = run(argv, runtime)
        return Result(code=code, out=out.getvalue(), err=err.getvalue())

    return run_in_memory
