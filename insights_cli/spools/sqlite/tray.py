"""Requests to append that come in the same turns of an event loop, handed to the writer together."""

from asyncio import AbstractEventLoop, Future
from collections.abc import Callable, Iterator, Sequence

from insights_cli.model.envelope import Envelope
from insights_cli.spools import SpoolUnavailableError
from insights_cli.spools.sqlite.writer import MOST_EVENTS_A_COMMIT, Append

# However busy the loop is, nothing lies here for longer than so many of its turns.
_MOST_TURNS = 4


class Tray:
    """Gathers what is appended on *loop* for as long as each of its turns brings more, then hands all of it to *put*.

    Nothing waits for time to pass: a turn that brings nothing ends the gathering, so one append alone leaves at once.
    Waking the writer costs more than an event does, and so does a commit for each few of them.
    """

    def __init__(self, loop: AbstractEventLoop, put: Callable[..., None]) -> None:
        self.loop = loop
        self._put = put
        self._lying: list[Append] = []
        self._seen = self._turns = 0

    def lay(self, envelopes: Sequence[Envelope]) -> "Future[int]":
        """Append *envelopes* soon; the result is how many were new."""
        future: Future[int] = self.loop.create_future()
        if not self._lying:
            self._seen = self._turns = 0
            self.loop.call_soon(self._look)
        self._lying.append(Append(self.loop, future, envelopes))
        return future

    def _look(self) -> None:
        self._turns += 1
        if len(self._lying) > self._seen and self._turns < _MOST_TURNS:
            self._seen = len(self._lying)
            self.loop.call_soon(self._look)
            return
        lying, self._lying = self._lying, []
        for some in _commits(lying):
            self._hand_over(some)

    def _hand_over(self, some: Sequence[Append]) -> None:
        try:
            self._put(*some)
        except SpoolUnavailableError as closed:
            for each in some:
                if not each.future.done():
                    each.future.set_exception(closed)


def _commits(appends: Sequence[Append]) -> Iterator[Sequence[Append]]:
    """The *appends*, as many at a time as one commit takes."""
    first = events = 0
    for at, each in enumerate(appends, 1):
        events += len(each.envelopes)
        if events >= MOST_EVENTS_A_COMMIT or at == len(appends):
            yield appends[first:at]
            first, events = at, 0
