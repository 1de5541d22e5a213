"""Read the new token from where `token set` is told: a hidden prompt, standard input, a file, a variable."""

import re
from dataclasses import dataclass
from pathlib import Path

from insights_cli.cli.choice.token import may_ask, of_profile, surroundings
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.secret import Secret
from insights_cli.tokens.token_file import MOST_BYTES, decode, read_token_file


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Where the flags say that the token is; all empty means the prompt."""

    stdin: bool = False
    file: Path | None = None
    variable: str | None = None
    command: str | None = None

    @property
    def flags(self) -> tuple[str, ...]:
        """The flags in use, to be shown again."""
        named = {
            "--stdin": self.stdin,
            f"--from-file {self.file}": self.file is not None,
            f"--from-env {_shown(self.variable)}": self.variable is not None,
            "--from-command '...'": self.command is not None,
        }
        return tuple(flag for flag, is_used in named.items() if is_used)


def _shown(variable: str | None) -> str:
    # A token given in the place of the name must not be shown.
    return variable if variable and re.fullmatch(r"[A-Z_][A-Z0-9_]{0,40}", variable) else "NAME"


def require_readable(given: Given, invocation: Invocation, profile: str) -> None:
    """Refuse flags that contradict each other, and a prompt where nobody can answer, before anything is touched."""
    if len(given.flags) > 1:
        raise UsageError("TK006", f"{' and '.join(given.flags)} do not go together", fix="name one place")
    if given.flags or may_ask(invocation):
        return
    command = f"insights token set{of_profile(profile)}"
    raise UsageError(
        "TK002",
        "nobody can be asked for the token: standard input is no terminal",
        fix=f"{command} --stdin < FILE",
        notes=(("or", f"{command} --from-file FILE"), ("or", f"{command} --from-env NAME")),
    )


def read_given(given: Given, invocation: Invocation, profile: str) -> Secret:
    """The text as it was given, uncleaned."""
    if given.stdin or given.file == Path("-"):
        return _from_stdin(invocation)
    if given.file is not None:
        return _from_file(Path(invocation.cwd, given.file))
    if given.variable is not None:
        return _from_variable(given.variable, invocation)
    if given.command is not None:
        return _from_command(given.command, invocation)
    return _from_prompt(invocation, profile)


def _from_stdin(invocation: Invocation) -> Secret:
    stream = invocation.runtime.stdin
    if stream.isatty():
        raise UsageError("TK006", "--stdin on a terminal would show the token", fix="leave the flag out to be asked")
    binary = getattr(stream, "buffer", None)
    content: bytes = binary.read(MOST_BYTES + 1) if binary else stream.read(MOST_BYTES + 1).encode()
    text = decode(content)
    if text is None or len(content) > MOST_BYTES:
        raise UsageError("TK004", "standard input is no token: too large, or not text", fix="pipe the token alone")
    return Secret(text)


def _from_file(path: Path) -> Secret:
    try:
        return read_token_file(path, named_by="--from-file")
    except InsightsError as failure:
        raise InsightsError("TK005", failure.summary, fix="name a file that holds the token") from failure


def _from_variable(name: str, invocation: Invocation) -> Secret:
    if name not in invocation.runtime.environ:
        raise InsightsError(
            "TK005", f"there is no variable {_shown(name)}", fix="export it, or check the name of --from-env"
        )
    return Secret(invocation.runtime.environ[name])


def _from_command(command: str, invocation: Invocation) -> Secret:
    from insights_cli.tokens.stores.command import LIMIT_S, printed_by

    if invocation.runtime.stderr.isatty():
        invocation.note(f"waiting for the command to print the token, at most {LIMIT_S:.0f} s ...")
    return printed_by(command, surroundings(invocation))


def _from_prompt(invocation: Invocation, profile: str) -> Secret:
    try:
        return Secret(invocation.runtime.ask_secret(f'Token for profile "{profile}" (input hidden): '))
    except EOFError:
        return Secret("")
    except UserWarning as failure:
        raise UsageError(
            "TK002", "this terminal would show what is typed", fix=f"insights token set{of_profile(profile)} --stdin"
        ) from failure
