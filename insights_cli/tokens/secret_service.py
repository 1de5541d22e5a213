"""Ask the Secret Service of a Linux desktop for its state, without ever making it prompt.

The API is freedesktop.org's Secret Service 0.2: the alias `default` and the property `Locked` answer without unlocking.
"""

import os
from collections.abc import Mapping
from typing import Any

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.io.blocking import DBusConnection, open_dbus_connection

from insights_cli.tokens.stores import Readiness, StoreState

_NAME = "org.freedesktop.secrets"
_BUS = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
_SERVICE = DBusAddress("/org/freedesktop/secrets", bus_name=_NAME, interface="org.freedesktop.Secret.Service")
_LIMIT_S = 1.5


def bus_address(environ: Mapping[str, str]) -> str | None:
    """The session bus: the variable, else the socket that systemd makes (cron and sudo drop the variable)."""
    if named := environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return named
    socket = os.path.join(environ.get("XDG_RUNTIME_DIR") or "/nonexistent", "bus")
    return f"unix:path={socket}" if os.path.exists(socket) else None


def secret_service_state(environ: Mapping[str, str], *, start: bool) -> StoreState:
    """Find the state in a few seconds at most; *start* lets the bus start a service that is only installed."""
    address = bus_address(environ)
    if address is None:
        return _state(Readiness.NO_BUS, "no session bus: DBUS_SESSION_BUS_ADDRESS is not set, as under cron, sudo, CI")
    try:
        connection = open_dbus_connection(address)
    except TimeoutError:
        return _state(Readiness.MUTE, "the session bus accepts but does not answer")
    except (OSError, ValueError, RuntimeError, LookupError, EOFError) as failure:
        return _state(Readiness.NO_BUS, f"the session bus cannot be reached: {_reason(failure)}")
    with connection:
        try:
            return _ask(connection, start=start)
        except TimeoutError:
            return _state(Readiness.MUTE, f"the secret service did not answer within {_LIMIT_S} s")
        except (OSError, ValueError) as failure:
            return _state(Readiness.NO_SERVICE, f"the secret service went away: {_reason(failure)}")


def _ask(connection: DBusConnection, *, start: bool) -> StoreState:
    if _NAME not in _call(connection, "ListNames"):
        if _NAME not in _call(connection, "ListActivatableNames"):
            return _state(Readiness.NO_SERVICE, "a session bus, but no secret service on it")
        if not start:
            return _state(Readiness.NOT_STARTED, "a secret service is installed and starts when it is needed")
    path = _collection(connection)
    if path == "/":
        return _state(Readiness.NO_COLLECTION, "no default keyring yet; making one would open a dialog")
    collection = DBusAddress(path, bus_name=_NAME, interface="org.freedesktop.Secret.Collection")
    if _reply(connection, Properties(collection).get("Locked"))[0][1]:
        return _state(Readiness.LOCKED, "the default keyring is locked; unlocking would open a dialog")
    return _state(Readiness.USABLE, "Secret Service, unlocked")


def _collection(connection: DBusConnection) -> str:
    return str(_reply(connection, new_method_call(_SERVICE, "ReadAlias", "s", ("default",)))[0])


def _call(connection: DBusConnection, method: str) -> tuple[str, ...]:
    return tuple(_reply(connection, new_method_call(_BUS, method))[0])


def _reply(connection: DBusConnection, message: Any) -> Any:
    reply = connection.send_and_get_reply(message, timeout=_LIMIT_S)
    if reply.header.message_type is MessageType.error:
        raise ValueError(str(reply.body[0]) if reply.body else "an error without words")
    return reply.body


def _state(readiness: Readiness, detail: str) -> StoreState:
    return StoreState(readiness=readiness, detail=detail)


def _reason(failure: Exception) -> str:
    text = failure.strerror if isinstance(failure, OSError) else str(failure)
    return (text or type(failure).__name__).splitlines()[0]
