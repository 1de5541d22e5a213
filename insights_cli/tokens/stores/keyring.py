"""Tokens in the operating system's keyring: one item for all profiles, since macOS asks once an item."""

import os
import sys
from collections.abc import Callable, Mapping
from typing import TypeVar

import keyring
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringError

from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.model.secret import Secret
from insights_cli.tokens.private_map import format_profiles, parse_profiles
from insights_cli.tokens.safe_file import locked
from insights_cli.tokens.stores import Readiness, StoreKind, StoreState, Surroundings
from insights_cli.tokens.time_limit import within

if sys.platform == "linux":
    from insights_cli.tokens.secret_service import bus_address, secret_service_state

_T = TypeVar("_T")
SERVICE, ITEM = "insights", "tokens"
_LIMIT_S, _DIALOG_LIMIT_S = 3.0, 30.0
_SECRET_SERVICE = "keyring.backends.SecretService"
_TITLES = {
    "keyring.backends.macOS": "macOS Keychain",
    "keyring.backends.Windows": "Windows Credential Locker",
    "keyring.backends.kwallet": "KWallet",
    _SECRET_SERVICE: "Secret Service",
}
_REJECTED = {
    "keyring.backends.fail": "there is no keyring on this machine",
    "keyring.backends.null": "it accepts everything and keeps nothing",
    "keyrings.alt": "it keeps secrets in plain text or under a weak password",
}
_ASKS = (Readiness.LOCKED, Readiness.NO_COLLECTION)
_WITHOUT_KEYRING = (
    ("or", "keep it out of this machine:  export INSIGHTS_TOKEN_FILE=/run/secrets/insights"),
    ("or", "let a manager hold it:        insights token set --from-command 'op read op://...'"),
)


class KeyringStore:
    """All profiles in the item `tokens` of the service `insights`."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._environ = surroundings.environ
        self._announce = surroundings.announce
        # Two processes that change the one item at the same time would lose one of the profiles.
        self._lock = surroundings.folder / "keyring"

    def probe(self, *, start: bool = False) -> StoreState:
        """Look for a keyring that is worth the name; on Linux also whether it would prompt."""
        named = self._environ.get("PYTHON_KEYRING_BACKEND", "")
        if reason := rejection(named):
            return _rejected(f"{reason} (PYTHON_KEYRING_BACKEND={named})")
        if sys.platform == "linux" and (not named or named.startswith(_SECRET_SERVICE)):
            state = secret_service_state(self._environ, start=start)
            if state.readiness in (Readiness.NO_BUS, Readiness.MUTE):
                return state
            return self._backend_state(state)
        return self._backend_state(None)

    def read(self, profile: str) -> Secret | None:
        """The token kept under *profile*."""
        found = self._read_all(self._ready_in()).get(profile)
        return Secret(found) if isinstance(found, str) else None

    def write(self, profile: str, entry: Secret) -> None:
        """Keep *entry*; an unchanged item is left alone, since a write wipes "Always Allow" on macOS."""
        limit_s = self._ready_in()
        with locked(self._lock):
            entries = self._read_all(limit_s)
            if entries.get(profile) != entry.reveal():
                self._write_all({**entries, profile: entry.reveal()}, limit_s)

    def delete(self, profile: str) -> bool:
        """Forget it; the item goes with the last profile."""
        limit_s = self._ready_in()
        with locked(self._lock):
            entries = self._read_all(limit_s)
            if entries.pop(profile, None) is None:
                return False
            if entries:
                self._write_all(entries, limit_s)
            else:
                _call("delete", lambda: _backend().delete_password(SERVICE, ITEM), limit_s)
        return True

    def _read_all(self, limit_s: float) -> dict[str, JsonValue]:
        text = _call("read", lambda: _backend().get_password(SERVICE, ITEM), limit_s)
        return parse_profiles(text, "the keyring's item") if text else {}

    def _write_all(self, entries: Mapping[str, JsonValue], limit_s: float) -> None:
        _call("write", lambda: _backend().set_password(SERVICE, ITEM, format_profiles(entries)), limit_s)

    def _backend_state(self, asked: StoreState | None) -> StoreState:
        if sys.platform == "linux" and (address := bus_address(self._environ)):
            # The library below reads only this variable, and does not look where systemd puts the socket.
            os.environ.setdefault("DBUS_SESSION_BUS_ADDRESS", address)
        try:
            backend = within(_LIMIT_S, _backend)
        except TimeoutError:
            return StoreState(readiness=Readiness.MUTE, detail="the keyring did not answer")
        except Exception as failure:  # noqa: BLE001 - any backend that is installed may raise anything
            return _rejected(f"the configured keyring cannot be loaded: {_reason(failure)}")
        module = type(backend).__module__
        if asked and module in (_SECRET_SERVICE, "keyring.backends.fail"):
            return asked
        if reason := rejection(f"{module}.{type(backend).__qualname__}"):
            return _rejected(f"{reason} ({module})")
        return StoreState(readiness=Readiness.USABLE, detail=_TITLES.get(module, module))

    def _ready_in(self) -> float:
        """How long a call may take; raises unless the keyring can be used here and now."""
        state = self.probe(start=True)
        asks = state.readiness in _ASKS
        if asks and self._announce:
            self._announce(f"the keyring is about to open a dialog (waiting up to {_DIALOG_LIMIT_S:.0f} s)")
        elif not state.is_usable:
            summary = f"the keyring cannot be used: {state.detail}"
            raise InsightsError("TK202", summary, fix=_fix_of(state.readiness), notes=_WITHOUT_KEYRING)
        return _DIALOG_LIMIT_S if self._announce and (asks or sys.platform == "darwin") else _LIMIT_S


def rejection(name: str) -> str | None:
    """Why a token must not go to the backend *name* (module and class), None when it may."""
    for prefix, reason in _REJECTED.items():
        if name.startswith(prefix):
            return reason
    return "it keeps secrets in plain text" if "plaintext" in name.lower() else None


def _backend() -> KeyringBackend:
    found = keyring.get_keyring()
    # A chain falls through to weaker members; only its first is meant.
    return found.backends[0] if isinstance(found, ChainerBackend) and found.backends else found


def _call(verb: str, call: Callable[[], _T], limit_s: float) -> _T:
    try:
        return within(limit_s, call)
    except TimeoutError as failure:
        fix = "unlock the keyring in your desktop session, or use another store"
        raise InsightsError(
            "TK203", f"the keyring did not {verb} within {limit_s:.0f} s", fix=fix, notes=_WITHOUT_KEYRING
        ) from failure
    except Exception as failure:
        raise InsightsError(
            "TK202",
            f"the keyring cannot {verb}: {_reason(failure)}",
            fix="insights token stores",
            notes=_WITHOUT_KEYRING,
        ) from failure


def _reason(failure: Exception) -> str:
    # Only keyring's own errors are words about the keyring; other texts could carry what was to be written.
    words = str(failure).splitlines() if isinstance(failure, KeyringError) else []
    return f"{type(failure).__name__}{': ' + words[0] if words else ''}"


def _rejected(detail: str) -> StoreState:
    return StoreState(readiness=Readiness.REJECTED, detail=detail)


def _fix_of(readiness: Readiness) -> str:
    match readiness:
        case Readiness.LOCKED | Readiness.NO_COLLECTION:
            return "unlock it in your desktop session, then run the command again"
        case Readiness.NO_BUS:
            return "run it inside your desktop session, where DBUS_SESSION_BUS_ADDRESS is set"
        case _:
            return "insights token stores"


def _open(surroundings: Surroundings) -> KeyringStore:
    return KeyringStore(surroundings)


STORE = StoreKind(name="keyring", title="the operating system's keyring", open=_open)
