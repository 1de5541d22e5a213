"""A forwarder on its own thread."""

import threading

import pytest

from insights_cli.pipeline.forward_thread import ForwardThread
from insights_cli.pipeline.forwarder import Forwarder, ForwarderSettings
from insights_cli.pipeline.notices import Notify
from insights_cli.pipeline.pace import Pace
from insights_cli.sinks.memory import MemorySink
from insights_cli.spools import Settings
from insights_cli.spools.memory import MemorySpool
from tests.pipeline.held_pace import START
from tests.pipeline.test_forwarder import envelopes, run


class Started:
    """A started thread with everything around it."""

    def __init__(self) -> None:
        self.spool = MemorySpool(Settings(clock=lambda: START))
        self.sink = MemorySink()
        self.closed, self.ended = threading.Event(), threading.Event()
        self.notify: Notify = lambda _: None
        self.thread = ForwardThread(self._make, self._close, ended=self.ended.set)

    def _make(self) -> Forwarder:
        return Forwarder(self.spool, self.sink, self.notify, settings=ForwarderSettings(), pace=Pace())

    async def _close(self) -> None:
        self.closed.set()


def test_it_drains_and_ends() -> None:
    """What waits is delivered first."""
    world = Started()
    run(world.spool.append(envelopes(5)))
    world.thread.start()
    world.thread.drain()
    assert world.thread.join(20)
    assert (len(world.sink.taken), world.closed.is_set(), world.ended.is_set()) == (5, True, True)
    assert world.thread.failure is None


def test_it_stops_while_it_waits() -> None:
    """An idle forwarder needs no event to notice."""
    world = Started()
    world.thread.start()
    world.thread.stop()
    assert world.thread.join(20)
    assert world.closed.is_set()
    assert world.thread.failure is None


def test_what_others_say_reaches_its_forwarder() -> None:
    """Another server waits for the upstream, so this one does."""
    world = Started()
    heard = threading.Event()
    world.notify = lambda _: heard.set()
    world.thread.start()
    for word in ("forward wait stalled 1 60.000", "forward go"):
        world.thread.hear(word)
    assert heard.wait(20)
    world.thread.stop()
    assert world.thread.join(20)


def test_a_failure_is_kept_for_the_server() -> None:
    """A forwarder that ends by itself is a fact, not a silence."""
    world = Started()
    run(world.spool.close())
    world.thread.start()
    assert world.ended.wait(20)
    assert "the spool is closed" in str(world.thread.failure)


def test_what_cannot_be_made_fails_the_start() -> None:
    """The caller of start sees it."""

    def broken() -> Forwarder:
        message = "no"
        raise ValueError(message)

    async def close() -> None:
        return

    thread = ForwardThread(broken, close, ended=lambda: None)
    with pytest.raises(ValueError, match="no"):
        thread.start()
    assert thread.join(20)
