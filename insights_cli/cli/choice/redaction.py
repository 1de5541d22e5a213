"""The redactor, with the pseudonym key from a variable or a file."""

from dataclasses import dataclass
from pathlib import Path

from insights_cli.cli.choice.key_file import (
    KEY_FILE,
    KEY_FILE_VARIABLE,
    KEY_VARIABLE,
    read_key_file,
    read_or_make_key_file,
)
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.errors import InsightsError
from insights_cli.redact.policy import Policy
from insights_cli.redact.pseudonym import Pseudonymiser, parse_key
from insights_cli.redact.redactor import Redactor

PROSE_VARIABLE = "INSIGHTS_ACCEPT_PROSE"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenRedaction:
    """The redactor, the maker of pseudonyms (None without a key), and in words where the key is from.

    *failure* is why there is no key where one was wanted.
    """

    redactor: Redactor
    pseudonymiser: Pseudonymiser | None
    key_words: str
    failure: InsightsError | None = None


def choose_redaction(
    invocation: Invocation, *, key_file: str | None = None, without_key: bool = False
) -> ChosenRedaction:
    """Read the key from *key_file*, the variables, or the file in our configuration folder, made on first use.

    `INSIGHTS_ACCEPT_PROSE` holds the paths, split by commas, whose free text may leave once it is searched (`*`: all).

    A file that was not asked for and cannot be made leaves us without a key: then users are dropped.

    Raises:
        InsightsError: the key that was asked for cannot be read or is too weak.
    """
    environ = invocation.runtime.environ
    policy = Policy(accepted_prose=frozenset(filter(None, map(str.strip, environ.get(PROSE_VARIABLE, "").split(",")))))
    if without_key:
        return _without("none, as asked", policy)
    if key_file is None and environ.get(KEY_VARIABLE):
        return _with(environ[KEY_VARIABLE].encode(), f"the variable {KEY_VARIABLE}", policy)
    key_file = key_file or environ.get(KEY_FILE_VARIABLE)
    path = Path(invocation.cwd, key_file) if key_file else own_paths(invocation).config / KEY_FILE
    try:
        return _from_file(path, invocation, policy)
    except InsightsError as error:
        if key_file:
            raise
        return _without(f"none: {error.summary}", policy, failure=error)


def _from_file(path: Path, invocation: Invocation, policy: Policy) -> ChosenRedaction:
    is_new = read_key_file(path) is None
    found = _with(read_or_make_key_file(path), str(path), policy)
    if is_new:
        invocation.note(f"made a pseudonym key: {path} (keep it; another key makes other pseudonyms)")
    return found


def _with(content: bytes, words: str, policy: Policy) -> ChosenRedaction:
    pseudonymiser = Pseudonymiser(parse_key(content))
    redactor = Redactor(policy, pseudonymiser=pseudonymiser)
    return ChosenRedaction(
        redactor=redactor, pseudonymiser=pseudonymiser, key_words=f"{words}, id {pseudonymiser.key_id}"
    )


def _without(words: str, policy: Policy, *, failure: InsightsError | None = None) -> ChosenRedaction:
    return ChosenRedaction(redactor=Redactor(policy), pseudonymiser=None, key_words=words, failure=failure)
