"""Make a connection to a NATS cluster, and say in words why there is none."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from nats.aio.client import Client
from nats.errors import Error as NatsError

from insights_cli.errors import InsightsError
from insights_cli.spools.nats import failures
from insights_cli.spools.nats.address import Address

PAUSE_S = 0.25
_CONNECT_S = 2
_REFUSED = ("authorization violation", "authentication", "expired", "revoked", "nkeys", "permissions violation")
_Heed = Callable[[], Awaitable[None]]


async def dial(address: Address, *, renewed: _Heed, lost: _Heed, ended: _Heed) -> Client:
    """A connected client, that renews a lost connection for ever; raises InsightsError when nobody lets us in."""
    _check_files(address)
    client, troubles = Client(), list[BaseException]()
    broken = asyncio.get_running_loop().create_future()

    async def heed(error: Exception) -> None:
        troubles.append(error)
        # The client would wait without end for a connection that cannot become secure.
        if isinstance(error, ssl.SSLError) and not broken.done():
            broken.set_result(None)

    heeds = _Heeds(error=heed, renewed=renewed, lost=lost, ended=ended)
    connecting = asyncio.ensure_future(_connect(client, address, heeds))
    try:
        patience_s = 3 * _CONNECT_S * len(address.servers)
        await asyncio.wait((connecting, broken), timeout=patience_s, return_when=asyncio.FIRST_COMPLETED)
        if not connecting.done() or connecting.exception() is not None:
            raise _translated(address, troubles, connecting.exception() if connecting.done() else None)
    finally:
        connecting.cancel()
        broken.cancel()
    client.options |= {"max_reconnect_attempts": -1, "reconnect_time_wait": PAUSE_S}
    return client


@dataclass(frozen=True, slots=True, kw_only=True)
class _Heeds:
    error: Callable[[Exception], Awaitable[None]]
    renewed: _Heed
    lost: _Heed
    ended: _Heed


async def _connect(client: Client, address: Address, heeds: _Heeds) -> None:
    # Nothing is kept for later while there is no connection: an append that was refused must not come after all.
    await client.connect(
        servers=list(address.servers),
        name="insights",
        error_cb=heeds.error,
        reconnected_cb=heeds.renewed,
        disconnected_cb=heeds.lost,
        closed_cb=heeds.ended,
        connect_timeout=_CONNECT_S,
        reconnect_time_wait=1,
        max_reconnect_attempts=1,
        ping_interval=5,
        max_outstanding_pings=2,
        pending_size=0,
        no_echo=True,
        user=address.user,
        password=address.password.reveal() if address.password else None,
        token=address.token.reveal() if address.token else None,
        user_credentials=address.files.get("creds"),
        nkeys_seed=address.files.get("nkey"),
        tls=_tls(address),
    )


def _check_files(address: Address) -> None:
    for path in address.files.values():
        try:
            with open(path, "rb"):
                pass
        except OSError as error:
            raise failures.not_let_in(address.shown, f"cannot read {path}: {error.strerror}") from error


def _tls(address: Address) -> ssl.SSLContext | None:
    if not address.is_tls:
        return None
    context = ssl.create_default_context(cafile=address.files.get("ca"))
    if "cert" in address.files:
        context.load_cert_chain(address.files["cert"], address.files["key"])
    return context


def _translated(address: Address, troubles: list[BaseException], error: BaseException | None) -> InsightsError:
    if error is not None and not isinstance(error, NatsError | OSError | TimeoutError | ValueError):
        raise error
    # The last one may only say that no server is left.
    told = [f"{each}" or type(each).__name__ for each in (*troubles, *([error] if error else []))]
    words = next((each for each in told if _is_telling(each)), told[0] if told else "no answer in time")
    if any(isinstance(each, ssl.SSLError) for each in (*troubles, error)) or "tls" in words or "ssl" in words.lower():
        return failures.no_tls(address.shown, words)
    if any(each in words.lower() for each in _REFUSED):
        return failures.not_let_in(address.shown, words)
    return failures.unreachable(address.shown, words)


def _is_telling(words: str) -> bool:
    return any(each in words.lower() for each in (*_REFUSED, "tls", "ssl"))
