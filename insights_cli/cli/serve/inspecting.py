"""Put the inspector beside a server: its key, its link, and what it looks at."""

import asyncio
import os
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.serve.files import Address
from insights_cli.model.secret import Secret
from insights_cli.pipeline.intake import Intake
from insights_cli.server.inspector.look import Look, Upstream
from insights_cli.server.inspector.preload import preload
from insights_cli.server.inspector.routes import PATH, Inspector
from insights_cli.server.inspector.session import Session
from insights_cli.server.service import Service

KEPT_EVENTS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspecting:
    """An inspector of one run: *url* is that of the server, *link* opens the page with the key of this run."""

    inspector: Inspector
    url: str

    @property
    def link(self) -> str:
        """What a person opens."""
        return f"{self.url}{PATH}/?key={self.inspector.session.key.reveal()}"

    @property
    def address(self) -> Address:
        """What other commands of this user need to know."""
        return Address(url=self.url, key=self.inspector.session.key, pid=os.getpid())

    async def watch(self) -> None:
        """Remember what waits from before, then follow what happens, until cancelled."""
        look = self.inspector.look
        look.history.watch(new=lambda arrival: look.changes.hear(arrival.ids), moved=look.changes.hear)
        async with asyncio.TaskGroup() as together:
            together.create_task(preload(look.spool, look.history))
            together.create_task(look.sample())


def inspect(
    service: Callable[[], Service], intake: Intake, *, url: str, port: int, target: str, invocation: Invocation
) -> Inspecting:
    """Make the inspector of the server that *service* gives once it runs; *target* is the upstream in words."""

    def upstream() -> Upstream:
        forwarder = service().forwarder
        return Upstream(flow=forwarder.flow, trouble=forwarder.trouble, since=forwarder.since, target=target)

    look = Look(
        history=intake.history,
        spool=intake.spool,
        balance=lambda: service().balance(),
        upstream=upstream,
        is_stopping=lambda: service().is_stopping,
        now=invocation.runtime.now,
        source=intake.source,
        address=f"{url}/api/backstage-insights/events",
    )
    session = Session(key=Secret(secrets.token_urlsafe(18)), port=port)
    return Inspecting(inspector=Inspector(look=look, session=session), url=url)
