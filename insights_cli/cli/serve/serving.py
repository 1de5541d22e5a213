"""Run the server from its first check to its last event."""

import asyncio
import os
import signal
import socket
import webbrowser
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from insights_cli import __version__
from insights_cli.cli.choice.spool import settings_of, spool_at
from insights_cli.cli.crash import report
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.cli.serve.choosing import Choice, choose
from insights_cli.cli.serve.files import address_file, pid_file, who_has, write_address, write_file
from insights_cli.cli.serve.inspecting import KEPT_EVENTS, Inspecting, inspect
from insights_cli.cli.serve.interpreter import keep_heap_small, keep_turns_short, seldom_collect
from insights_cli.cli.serve.open_files import connection_limits
from insights_cli.cli.serve.options import ServeFormat, ServeOptions, parse_duration
from insights_cli.cli.serve.spool_max import parse_spool_max
from insights_cli.cli.serve.talk import Talk
from insights_cli.cli.serve.testing import Testing
from insights_cli.errors import UsageError
from insights_cli.model.plural import plural
from insights_cli.pipeline.faults import parse_faults
from insights_cli.pipeline.forward_thread import LoopFactory
from insights_cli.pipeline.history import History
from insights_cli.pipeline.intake import Intake
from insights_cli.render.rate import Rate
from insights_cli.render.serving import footer_lines, upstream_words
from insights_cli.server.counts import Counts
from insights_cli.server.listener import bind
from insights_cli.server.service import Parts, Service
from insights_cli.spools import Commit, Settings, Spool, SpoolKind


def run_server(options: ServeOptions, invocation: Invocation) -> ExitCode:
    """Serve until told to stop; raises InsightsError when it cannot start."""
    invocation.command = "serve"
    keep_heap_small()
    keep_turns_short()
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        return runner.run(_Serving(options, invocation).run())


def _loop_factory() -> LoopFactory | None:
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop


class _Serving:
    """The steps of one run, in their order."""

    def __init__(self, options: ServeOptions, invocation: Invocation) -> None:
        self._options = options
        self._invocation = invocation
        self._counts = Counts()
        self._hear: Callable[[str], None] = lambda _: None
        self._rate = Rate()
        self._beside: list[asyncio.Task[None]] = []
        self._testing = Testing(options, Path(invocation.cwd), self._stop)
        self._drain_s = parse_duration(options.drain, flag="--drain", default_s=10.0)
        parse_duration(options.hydrate_timeout, flag="--hydrate-timeout", default_s=1.0)
        if options.fault is not None:
            parse_faults(options.fault)
        self._limits = parse_spool_max(options.spool_max)

    async def run(self) -> ExitCode:
        self._talk = Talk(self._invocation, self._options.shape, closed=self._stop)
        self._invocation.note(f"insights serve {__version__}")
        choice = await choose(self._options, self._invocation, self._talk)
        self._talk.target = choice.leaving.target
        self._testing.open()
        host, port = self._options.host, self._options.port
        with bind(host, port, who_has=partial(who_has, own_paths(self._invocation).state)) as listening:
            spool = await self._open_spool()
            try:
                self._service = Service(self._parts(choice, spool, listening))
                self._hear = self._service.hear
                await self._start(listening, choice)
            except BaseException:
                await spool.close()
                raise
            return await self._finish(listening)

    def _stop(self) -> None:
        waiting = self._events()["waiting"]
        if waiting and self._drain_s and not self._service.is_stopping:
            rest = f"forwarding goes on for at most {self._drain_s:g} s, then the rest stays in the spool"
            self._talk.note(f"stopping with {plural(waiting, 'event')} waiting: {rest} (again: stop at once)")
        self._service.stop()

    def _parts(self, choice: Choice, spool: Spool, listening: socket.socket) -> Parts:
        intake = Intake(
            spool=spool,
            redactor=choice.redaction.events,
            source=choice.source,
            now=self._invocation.runtime.now,
            hydrator=choice.hydrator,
            history=History(most=KEPT_EVENTS),
        )
        self._inspecting = self._inspect(choice, intake, listening)
        return Parts(
            intake=intake,
            open_sink=choice.leaving.open,
            authenticator=choice.authenticator,
            origins=choice.origins,
            report=self._report,
            heed=self._talk.heed,
            counts=self._counts,
            connections=connection_limits(),
            instance=_instance(listening) if spool.is_shared else "",
            more=self._inspecting.inspector.routes if self._inspecting else (),
            loop_factory=_loop_factory(),
        )

    def _inspect(self, choice: Choice, intake: Intake, listening: socket.socket) -> Inspecting | None:
        if self._options.no_inspector:
            return None
        return inspect(
            lambda: self._service,
            intake,
            url=_url(listening),
            port=listening.getsockname()[1],
            target=choice.leaving.target,
            invocation=self._invocation,
        )

    async def _open_spool(self) -> Spool:
        kind, address = spool_at(
            self._invocation, "memory:" if self._options.spool == "memory" else self._options.spool
        )
        spool = await kind.open(address, self._spool_settings(kind))
        stats = await spool.stats()
        words = f"{kind.shown(address)}; survives {spool.durability.value}; {stats.waiting} waiting, {stats.dead} dead"
        self._talk.check("spool", words)
        if spool.damage is not None:
            damage = spool.damage
            lost = "an unknown number" if damage.lost is None else f"{damage.lost}"
            words = f"was damaged ({damage.cause}); set aside as {damage.set_aside}; {damage.saved} saved, {lost} lost"
            self._talk.check("spool", words, good=False)
        return spool

    def _spool_settings(self, kind: SpoolKind) -> Settings:
        replicas = self._options.spool_replicas
        if replicas is not None and not kind.has_replicas:
            fix = "leave it out, or serve with --spool nats://..."
            raise UsageError("CL001", f"--spool-replicas means nothing to a spool of kind {kind.name}", fix=fix)
        return replace(
            settings_of(self._invocation),
            limits=self._limits,
            on_commit=self._count_commit,
            on_word=self._heard,
            replicas=replicas,
        )

    async def _start(self, listening: socket.socket, choice: Choice) -> None:
        for name in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(name, self._stop)
        seldom_collect()
        await self._service.start(listening)
        url = _url(listening)
        self._listen(self._intake().history)
        write_file(pid_file(own_paths(self._invocation).state, listening.getsockname()[1]), f"{os.getpid()}\n")
        if self._options.ready_file is not None:
            write_file(Path(self._invocation.cwd, self._options.ready_file), f"{url}\n", must=True)
        words = " (dry run, nothing is sent)" if choice.leaving.is_dry else ""
        create_task = asyncio.get_running_loop().create_task
        self._beside.append(create_task(choice.keeper.keep(self._talk.note)))
        if self._inspecting:
            self._beside.append(create_task(self._inspecting.watch()))
            write_address(own_paths(self._invocation).state, listening.getsockname()[1], self._inspecting.address)
            self._talk.check("inspector", self._inspecting.link)
        for doubt in self._testing.doubts:
            self._talk.check("expectation", doubt, good=False)
        self._talk.check("ready", f"{url}/api/backstage-insights/events{words}")
        if self._inspecting and self._options.open_page:
            await asyncio.to_thread(webbrowser.open, self._inspecting.link)
        self._talk.stay(self._footer, self._intake().history.place)

    def _listen(self, history: History) -> None:
        """Say each event when it is accepted, and as an object also when it has come further."""
        is_jsonl = self._options.shape is ServeFormat.JSONL
        moved = (lambda ids: self._talk.passages(history.find_all(sorted(ids)))) if is_jsonl else None
        new = None if self._invocation.quiet else (lambda arrival: self._talk.passages(arrival.passages()))
        history.watch(new=new, moved=moved)
        self._testing.watch(history)

    def _intake(self) -> Intake:
        return self._service.intake

    async def _finish(self, listening: socket.socket) -> ExitCode:
        port = listening.getsockname()[1]
        try:
            books = await self._service.stopped(drain_s=self._drain_s)
        finally:
            for task in self._beside:
                task.cancel()
            await asyncio.gather(*self._beside, return_exceptions=True)
            self._testing.close()
            for path in (pid_file, address_file):
                path(own_paths(self._invocation).state, port).unlink(missing_ok=True)
        self._talk.finish(books)
        if trouble := self._service.books.trouble:
            self._invocation.note(f"these are the counts as last known: {trouble}")
        if self._talk.reader_is_gone:
            return ExitCode.CLOSED_PIPE
        verdict = self._testing.verdict(self._invocation.note)
        return ExitCode.BUG if books.difference else verdict

    def _footer(self, width: int) -> tuple[str, ...]:
        events, forwarder = self._events(), self._service.forwarder
        upstream = upstream_words(forwarder.flow, since=forwarder.since, trouble=forwarder.trouble)
        rate = self._rate.now(events["received"], asyncio.get_running_loop().time())
        return tuple(footer_lines(events, rate=rate, upstream=upstream, keys=self._talk.keys, width=width))

    def _events(self) -> Mapping[str, int]:
        ledger, counts = self._intake().ledger, self._counts
        dead = counts.dead.total()
        return {
            "received": ledger.received,
            "rejected": ledger.rejected.total(),
            "delivered": counts.delivered,
            "waiting": self._service.books.waiting(counts.delivered + dead),
            "dead": dead,
        }

    def _heard(self, word: str) -> None:
        # The service is made after the spool, so it is looked up when something is said.
        self._hear(word)

    def _count_commit(self, commit: Commit) -> None:
        self._counts.commits.observe(commit.took_s)
        self._counts.commit_events.observe(commit.events)

    def _report(self, bug: BaseException) -> None:
        if isinstance(bug, Exception):
            report(bug, self._invocation, ["serve"])


def _instance(listening: socket.socket) -> str:
    return f"{socket.gethostname()}:{listening.getsockname()[1]}"


def _url(listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
