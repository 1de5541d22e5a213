"""What every store promises."""

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.stores import Store, StoreKind, Surroundings
from insights_cli.tokens.stores.registry import STORES

TOKEN, OTHER = "abCD0123efGH4567ijKL", "zzYY9876xxWW5432vvUU"  # fake
WRITABLE = tuple(kind for kind in STORES if kind.is_writable)
Entry = Callable[[str], Secret]


class RememberingKeyring(KeyringBackend):
    """A keyring in memory."""

    priority = 1

    def __init__(self) -> None:
        self.items: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        """The kept text."""
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep it."""
        self.items[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        del self.items[service, username]


@pytest.fixture
def around(tmp_path: Path) -> Iterator[Surroundings]:
    """Surroundings in an empty folder, with a keyring in memory."""
    before = keyring.core._keyring_backend
    keyring.set_keyring(RememberingKeyring())
    environ = {"PYTHON_KEYRING_BACKEND": "tests.contract.test_stores.RememberingKeyring", "PATH": "/usr/bin:/bin"}
    yield Surroundings(environ=environ, folder=tmp_path / "insights", platform="linux")
    keyring.core._keyring_backend = before


def entry_of(kind: StoreKind, token: str) -> Secret:
    """What is written so that *token* is read."""
    return Secret(f"printf %s {shlex.quote(token)}" if kind.name == "command" else token)


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_what_is_written_is_read(kind: StoreKind, around: Surroundings) -> None:
    """A token comes back under its profile, and no other profile has it."""
    store = kind.open(around)
    store.write("default", entry_of(kind, TOKEN))
    assert store.read("default") == Secret(TOKEN)
    assert store.read("staging") is None


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_profiles_do_not_disturb_each_other(kind: StoreKind, around: Surroundings) -> None:
    """Writing, overwriting and deleting one profile leaves the other alone."""
    store = kind.open(around)
    store.write("default", entry_of(kind, TOKEN))
    store.write("staging", entry_of(kind, TOKEN))
    store.write("default", entry_of(kind, OTHER))
    assert store.delete("staging") is True
    assert (store.read("default"), store.read("staging")) == (Secret(OTHER), None)


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_deleting_is_harmless_when_repeated(kind: StoreKind, around: Surroundings) -> None:
    """Deleting says whether there was one."""
    store = kind.open(around)
    store.write("default", entry_of(kind, TOKEN))
    assert [store.delete("default"), store.delete("default")] == [True, False]
    assert store.read("default") is None


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_a_writable_store_says_that_it_is_usable(kind: StoreKind, around: Surroundings) -> None:
    """The probe of a store that works says usable, with a reason in words, before and after a write."""
    store = kind.open(around)
    states = [store.probe()]
    store.write("default", entry_of(kind, TOKEN))
    states.append(store.probe(start=True))
    assert all(state.is_usable and state.detail for state in states)


@pytest.mark.parametrize("kind", STORES, ids=lambda kind: kind.name)
def test_an_empty_store_has_no_token(kind: StoreKind, around: Surroundings) -> None:
    """Reading from an empty store is None, not an error."""
    assert kind.open(around).read("default") is None


@pytest.mark.parametrize("kind", [kind for kind in STORES if not kind.is_writable], ids=lambda kind: kind.name)
def test_a_read_only_store_refuses_to_change(kind: StoreKind, around: Surroundings) -> None:
    """Writing and deleting fail with words that do not hold the token."""
    store: Store = kind.open(around)
    with pytest.raises(InsightsError, match="TK208") as refused:
        store.write("default", Secret(TOKEN))
    assert TOKEN not in str(refused.value.diagnostic())
    with pytest.raises(InsightsError, match="TK208"):
        store.delete("default")


@pytest.mark.parametrize("kind", WRITABLE, ids=lambda kind: kind.name)
def test_a_second_opening_sees_what_the_first_wrote(kind: StoreKind, around: Surroundings) -> None:
    """What is kept outlives the object that wrote it; memory alone forgets."""
    kind.open(around).write("default", entry_of(kind, TOKEN))
    expected = None if kind.name == "memory" else Secret(TOKEN)
    assert kind.open(around).read("default") == expected
