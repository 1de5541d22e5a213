"""Which spool a command means: `--spool`, then INSIGHTS_SPOOL, then the file in the state folder."""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.errors import UsageError
from insights_cli.spools import Settings, SpoolKind, SpoolView

_Answer = TypeVar("_Answer")

SPOOL_VARIABLE = "INSIGHTS_SPOOL"


def spool_at(invocation: Invocation, given: str | None) -> tuple[SpoolKind, str]:
    """The kind of spool and its address; what has no kind in front is the path of an SQLite file."""
    # Many commands only name the flag; what keeps a spool is loaded to open one.
    from insights_cli.spools.registry import SPOOLS

    given = given or invocation.runtime.environ.get(SPOOL_VARIABLE)
    if not given:
        return SPOOLS[0], f"{SPOOLS[0].name}:{own_paths(invocation).state / 'spool.db'}"
    name, colon, rest = given.partition(":")
    for kind in SPOOLS:
        if colon and name in (kind.name, *kind.aliases):
            return kind, f"{name}:{_placed(invocation, rest)}" if kind.is_path else given
    if colon and (rest.startswith("//") or name.isalpha()) and len(name) > 1:
        known = ", ".join(f"{kind.name}:" for kind in SPOOLS)
        raise UsageError("SP112", f"no kind of spool is called {name!r}", fix=f"give a path, or one of: {known}")
    return SPOOLS[0], f"{SPOOLS[0].name}:{_placed(invocation, given)}"


def _placed(invocation: Invocation, path: str) -> str:
    return invocation.place(path)


def settings_of(invocation: Invocation) -> Settings:
    """What every spool is opened with from the command line."""
    return Settings(clock=invocation.runtime.now)


def look(
    invocation: Invocation, given: str | None, question: Callable[[SpoolView], Awaitable[_Answer]]
) -> tuple[_Answer, str]:
    """Ask *question* of the spool, from outside; the answer and the address as it may be shown."""
    kind, address = spool_at(invocation, given)

    async def asked() -> _Answer:
        view = await kind.view(address, settings_of(invocation))
        try:
            return await question(view)
        finally:
            await view.close()

    return run(asked()), kind.shown(address)


def run(work: Coroutine[Any, Any, _Answer]) -> _Answer:
    """Wait for asynchronous *work*."""
    import asyncio

    return asyncio.run(work)
