"""Choose the store for a new token: never plain text without consent."""

from enum import StrEnum

from insights_cli.cli.choice.token import book, may_ask, of_profile, open_store, surroundings
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.cli.token.given import Given
from insights_cli.errors import InsightsError, UsageError
from insights_cli.tokens.keep import is_out_of_reach


class StoreName(StrEnum):
    """What `--store` can say."""

    AUTO = "auto"
    KEYRING = "keyring"
    FILE = "file"
    COMMAND = "command"


def choose_store(invocation: Invocation, asked: StoreName, given: Given, *, profile: str) -> str:
    """The name of the store to write; asks at most one question, on a terminal, and raises when none is safe."""
    if given.command is not None or asked is StoreName.COMMAND:
        return _command(asked, given)
    if asked is StoreName.FILE or (asked is StoreName.AUTO and _chose_file_before(invocation, profile)):
        return StoreName.FILE
    state = open_store(invocation, StoreName.KEYRING).probe(start=True)
    sees_dialogs = surroundings(invocation).announce is not None
    if not is_out_of_reach(state.readiness, may_ask=sees_dialogs):
        return StoreName.KEYRING
    if asked is StoreName.AUTO and may_ask(invocation) and _consents(invocation, state.detail):
        return StoreName.FILE
    raise _nowhere(state.detail, given, profile)


def confirm(invocation: Invocation, question: str) -> bool:
    """Ask on the terminal; anything but yes is no."""
    invocation.runtime.stderr.write(f"{question} [y/N] ")
    invocation.runtime.stderr.flush()
    return invocation.runtime.stdin.readline().strip().lower() in ("y", "yes")


def _command(asked: StoreName, given: Given) -> str:
    if given.command is None:
        raise UsageError("TK006", "--store command needs the command", fix="--from-command 'op read op://...'")
    if asked in (StoreName.KEYRING, StoreName.FILE):
        raise UsageError(
            "TK006",
            f"--from-command keeps the command itself, not its output in the {asked} store",
            fix=f"COMMAND | insights token set --store {asked} --stdin",
        )
    return StoreName.COMMAND


def _chose_file_before(invocation: Invocation, profile: str) -> bool:
    record = book(invocation).find(profile)
    return record is not None and record.store == StoreName.FILE


def _consents(invocation: Invocation, detail: str) -> bool:
    path = own_paths(invocation).config / "credentials.json"
    return confirm(
        invocation,
        f"The keyring cannot be used: {detail}.\n"
        f"Keep the token in plain text in {path}? Only you can read it there, but whoever gets your files, "
        "your backups or your account gets the token.",
    )


def _nowhere(detail: str, given: Given, profile: str) -> InsightsError:
    command = f"insights token set{of_profile(profile)}"
    flags = " ".join(given.flags) or "--stdin"
    return InsightsError(
        "TK201",
        "there is no safe place to store the token",
        notes=(
            ("tried", f"keyring: {detail}"),
            ("note", "the token was not written anywhere"),
            ("fix", "keep it out of this machine:  export INSIGHTS_TOKEN_FILE=/run/secrets/insights"),
            ("fix", f"let a manager hold it:        {command} --from-command 'op read op://ci/insights/token'"),
        ),
        fix=f"accept a file only you read:  {command} --store file {flags}",
    )
