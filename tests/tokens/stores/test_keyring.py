"""The keyring store over backends that behave badly."""

import threading
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.errors import KeyringLocked

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.stores import Readiness, StoreState, Surroundings
from insights_cli.tokens.stores.keyring import KeyringStore, rejection
from tests.contract.test_stores import RememberingKeyring

TOKEN = "abCD0123efGH4567ijKL"  # fake


class HangingKeyring(RememberingKeyring):
    """Waits for a dialog that nobody answers."""

    released = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        """Never."""
        self.released.wait()
        return None


class LockedKeyring(RememberingKeyring):
    """Says that it is locked."""

    def get_password(self, service: str, username: str) -> str | None:
        """Refuse."""
        raise KeyringLocked("Failed to unlock the collection!")


class TalkativeKeyring(RememberingKeyring):
    """Fails with the secret in its message."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Fail."""
        raise RuntimeError(f"cannot encode {password}")


class DamagedKeyring(RememberingKeyring):
    """Holds something else under our name."""

    def get_password(self, service: str, username: str) -> str | None:
        """Not ours."""
        return "not JSON"


class CountingKeyring(RememberingKeyring):
    """Counts writes."""

    writes = 0

    def set_password(self, service: str, username: str, password: str) -> None:
        """Count."""
        CountingKeyring.writes += 1
        super().set_password(service, username, password)


@pytest.fixture(autouse=True)
def keyring_as_before() -> Iterator[None]:
    """The chosen backend is put back."""
    before = keyring.core._keyring_backend
    yield
    keyring.core._keyring_backend = before


def store(backend: RememberingKeyring, folder: Path) -> KeyringStore:
    """A store over *backend*, where no bus is asked."""
    keyring.set_keyring(backend)
    environ = {"PYTHON_KEYRING_BACKEND": "tests.Keyring"}
    return KeyringStore(Surroundings(environ=environ, folder=folder, platform="linux"))


def test_a_call_that_hangs_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the limit it is a failure that says what it waited for."""
    monkeypatch.setattr("insights_cli.tokens.stores.keyring._LIMIT_S", 0.1)
    with pytest.raises(InsightsError, match="TK203: the keyring did not read"):
        store(HangingKeyring(), tmp_path).read("default")
    HangingKeyring.released.set()


def test_a_locked_keyring_is_an_expected_failure(tmp_path: Path) -> None:
    """Its own words are passed on."""
    with pytest.raises(InsightsError, match=r"TK202: .*KeyringLocked: Failed to unlock"):
        store(LockedKeyring(), tmp_path).read("default")


def test_a_foreign_error_is_not_repeated(tmp_path: Path) -> None:
    """Only its type is named, since its text can hold what was to be written."""
    with pytest.raises(InsightsError, match=r"TK202: the keyring cannot write: RuntimeError$") as failed:
        store(TalkativeKeyring(), tmp_path).write("default", Secret(TOKEN))
    assert TOKEN not in str(failed.value.diagnostic())


def test_a_damaged_item_is_not_overwritten(tmp_path: Path) -> None:
    """It is said; nothing is lost."""
    with pytest.raises(InsightsError, match="TK206: the keyring's item is damaged"):
        store(DamagedKeyring(), tmp_path).write("default", Secret(TOKEN))


def test_an_unchanged_token_is_not_written_again(tmp_path: Path) -> None:
    """A write would wipe "Always Allow" on macOS."""
    kept = store(CountingKeyring(), tmp_path)
    kept.write("default", Secret(TOKEN))
    kept.write("default", Secret(TOKEN))
    assert CountingKeyring.writes == 1


@pytest.mark.parametrize(
    "name",
    [
        "keyring.backends.null.Keyring",
        "keyring.backends.fail.Keyring",
        "keyrings.alt.file.PlaintextKeyring",
        "keyrings.alt.file.EncryptedKeyring",
        "company.PlainTextVault",
    ],
)
def test_backends_that_keep_nothing_or_plain_text_are_rejected(name: str) -> None:
    """Each has its reason."""
    assert rejection(name)


@pytest.mark.parametrize(
    "name", ["keyring.backends.SecretService.Keyring", "keyring.backends.macOS.Keyring", "keyring.backends.Windows.X"]
)
def test_real_keyrings_are_not_rejected(name: str) -> None:
    """The operating systems' own are welcome."""
    assert rejection(name) is None


def test_a_rejected_backend_is_seen_when_it_is_chosen_otherwise(tmp_path: Path) -> None:
    """Also through keyring's own configuration file, where no variable names it."""
    keyring.set_keyring(keyring.core.load_keyring("keyring.backends.null.Keyring"))
    environ = {"PYTHON_KEYRING_BACKEND": "tests.Keyring"}
    state = KeyringStore(Surroundings(environ=environ, folder=tmp_path, platform="linux")).probe()
    assert state.readiness is Readiness.REJECTED


class LockedStore(KeyringStore):
    """A store whose keyring is locked."""

    def probe(self, *, start: bool = False) -> StoreState:
        """Locked."""
        return StoreState(readiness=Readiness.LOCKED, detail="the default keyring is locked")


def test_a_dialog_is_announced_where_somebody_sees_it(tmp_path: Path) -> None:
    """On a desktop the locked keyring is used after a word about the dialog; elsewhere it is an error."""
    keyring.set_keyring(RememberingKeyring())
    said: list[str] = []
    here = Surroundings(environ={}, folder=tmp_path, platform="linux", announce=said.append)
    LockedStore(here).write("default", Secret(TOKEN))
    assert "about to open a dialog" in said[0]
    with pytest.raises(InsightsError, match=r"TK202: .*is locked"):
        LockedStore(Surroundings(environ={}, folder=tmp_path, platform="linux")).read("default")
