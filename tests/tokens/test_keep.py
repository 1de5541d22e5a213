"""Storing so that it is really there."""

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.keep import is_out_of_reach, keep
from insights_cli.tokens.stores import Readiness, StoreState
from insights_cli.tokens.stores.memory import MemoryStore


class ForgetfulStore(MemoryStore):
    """Accepts everything and keeps nothing, as the null keyring."""

    def write(self, profile: str, entry: Secret) -> None:
        """Nothing."""


class AlteringStore(MemoryStore):
    """Keeps only a part."""

    def write(self, profile: str, entry: Secret) -> None:
        """Half of it."""
        super().write(profile, Secret(entry.reveal()[:4]))


def test_what_reads_back_is_stored() -> None:
    """The token comes back."""
    store = MemoryStore()
    keep(store, "p", Secret("token"), name="memory")
    assert store.read("p") == Secret("token")


@pytest.mark.parametrize(("store", "words"), [(ForgetfulStore(), "nothing"), (AlteringStore(), "something else")])
def test_a_write_that_does_not_read_back_is_no_write(store: MemoryStore, words: str) -> None:
    """It fails with what came back in words, not with the value."""
    with pytest.raises(InsightsError, match=f"TK204: .*gives back {words}$"):
        keep(store, "p", Secret("token"), name="keyring")


@pytest.mark.parametrize(
    ("readiness", "asks", "expected"),
    [
        (Readiness.USABLE, False, False),
        (Readiness.LOCKED, True, False),
        (Readiness.LOCKED, False, True),
        (Readiness.NO_COLLECTION, True, False),
        (Readiness.NO_BUS, True, True),
        (Readiness.REJECTED, True, True),
    ],
)
def test_a_keyring_that_would_ask_needs_somebody_to_answer(readiness: Readiness, asks: bool, expected: bool) -> None:
    """Locked is usable only where a dialog is seen."""
    assert is_out_of_reach(StoreState(readiness=readiness, detail="").readiness, may_ask=asks) is expected
