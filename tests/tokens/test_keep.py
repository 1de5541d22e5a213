"""Storing so that it is really there."""

import pytest

from insights_cli.errors import InsightsError, UsageError
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


class PrintingStore(MemoryStore):
    """Gives what a command prints instead of what was written."""

    def __init__(self, output: str) -> None:
        super().__init__()
        self._output = Secret(output)

    def read(self, profile: str) -> Secret | None:
        """The output."""
        return self._output


def test_what_reads_back_is_stored() -> None:
    """The token comes back."""
    assert keep(MemoryStore(), "p", Secret("token"), name="memory") == Secret("token")


@pytest.mark.parametrize(("store", "words"), [(ForgetfulStore(), "nothing"), (AlteringStore(), "something else")])
def test_a_write_that_does_not_read_back_is_no_write(store: MemoryStore, words: str) -> None:
    """It fails with what came back in words, not with the value."""
    with pytest.raises(InsightsError, match=f"TK204: .*gives back {words}$"):
        keep(store, "p", Secret("token"), name="keyring")


def test_a_command_is_run_and_its_output_cleaned() -> None:
    """What the command prints is the token; an empty output is an error and nothing stays."""
    store = PrintingStore(" 'token'\n")
    assert keep(store, "p", Secret("op read x"), name="command") == Secret("token")
    with pytest.raises(InsightsError, match="TK207"):
        keep(PrintingStore(" \n"), "p", Secret("op read x"), name="command")


def test_a_command_that_holds_the_token_is_refused() -> None:
    """It would be plain text in another place; nothing of it stays."""
    store = PrintingStore("token\n")
    with pytest.raises(UsageError, match="TK006"):
        keep(store, "p", Secret("echo token"), name="command")
    assert not store.delete("p")


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
