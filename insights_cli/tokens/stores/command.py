"""A command that prints the token, such as a password manager's: the command is kept, never what it prints."""

import shlex
import subprocess
from pathlib import Path
from shutil import which

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.private_map import PrivateMap
from insights_cli.tokens.stores import Readiness, StoreKind, StoreState, Surroundings
from insights_cli.tokens.token_file import MOST_BYTES, decode

MANAGERS = ("op", "pass", "gopass", "vault", "bw", "security", "secret-tool", "aws", "gcloud", "az")
# Long enough for a manager that asks for a finger or a PIN.
LIMIT_S = 60.0


class CommandStore:
    """Commands by profile, in `commands.json` of our own folder."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._commands = PrivateMap(surroundings.folder / "commands.json")
        self._surroundings = surroundings

    def probe(self, *, start: bool = False) -> StoreState:
        """Which password managers are installed; any other command works too."""
        path = self._surroundings.environ.get("PATH", "")
        found = [name for name in MANAGERS if which(name, path=path)]
        detail = f"found {', '.join(found)}" if found else "any command that prints the token"
        return StoreState(readiness=Readiness.USABLE, detail=detail)

    def command_of(self, profile: str) -> str | None:
        """The command kept under *profile*."""
        found = self._commands.read().get(profile)
        return found if isinstance(found, str) else None

    def read(self, profile: str) -> Secret | None:
        """What the command prints."""
        command = self.command_of(profile)
        return None if command is None else printed_by(command, self._surroundings)

    def write(self, profile: str, entry: Secret) -> None:
        """Keep the command in *entry*."""
        self._commands.put(profile, entry.reveal())

    def delete(self, profile: str) -> bool:
        """Forget the command."""
        return self._commands.remove(profile)


def printed_by(command: str, surroundings: Surroundings) -> Secret:
    """What *command* prints, which may be no token at all; raises InsightsError when it fails or prints nothing."""
    argv = split_command(command, platform=surroundings.platform)
    name = argv[0]
    try:
        # No shell: quotes and dollars mean the same on every platform. Its messages go to the user as they are.
        done = subprocess.run(
            argv, stdin=None, stdout=subprocess.PIPE, timeout=LIMIT_S, check=False, env=dict(surroundings.environ)
        )
    except subprocess.TimeoutExpired:
        raise _failed(name, f"it did not end within {LIMIT_S:.0f} s") from None
    except OSError as failure:
        raise _failed(name, failure.strerror or type(failure).__name__) from failure
    if done.returncode:
        raise _failed(name, _ending(done.returncode))
    text = decode(done.stdout)
    if len(done.stdout) > MOST_BYTES or not text or not text.strip():
        raise _failed(name, "it printed no token" if not done.stdout.strip() else "what it printed is no token")
    return Secret(text)


def split_command(command: str, *, platform: str) -> list[str]:
    """The words of *command* as a shell would split them; raises InsightsError when there are none."""
    try:
        words = shlex.split(command, posix=platform != "win32")
    except ValueError as failure:
        raise InsightsError("TK207", f"the command has {str(failure).lower()}", fix="check its quotes") from failure
    if not words:
        raise InsightsError("TK207", "the command is empty", fix="insights token set --from-command 'op read ...'")
    return words


def _ending(code: int) -> str:
    return f"it was ended by signal {-code}" if code < 0 else f"it ended with exit code {code}"


def _failed(name: str, reason: str) -> InsightsError:
    program = Path(name).name
    return InsightsError(
        "TK207",
        f"the command that prints the token failed: {reason}",
        fix=f"sign in to {program}, or store another command: insights token set --from-command '...'",
        notes=(("command", program),),
    )


def _open(surroundings: Surroundings) -> CommandStore:
    return CommandStore(surroundings)


STORE = StoreKind(name="command", title="a command that prints the token", open=_open)
