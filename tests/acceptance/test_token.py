"""`insights token` as a program: terminals, signals, exit codes, and what it loads."""

import os
import pty
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.acceptance.session_bus import Desk, desk

TOKEN, OTHER = "abCD0123efGH4567ijKL", "zzYY9876xxWW5432vvUU"  # fake
PROGRAM = (sys.executable, "-m", "insights_cli", "token")
BECOME_OWNER = (
    "import fcntl, os, sys, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.argv[1], sys.argv[1:])"
)
SHOW = 'printf "%s" "$SPOTIFY_BACKSTAGE_API_TOKEN"'


@pytest.fixture
def here(tmp_path: Path) -> Desk:
    """A desk without a keyring."""
    return desk(tmp_path)


def on_terminal(here: Desk, *argv: str, typed: str, after: str) -> tuple[int, str]:
    """Run on a terminal of its own, type *typed* once *after* is on the screen; the exit code and the screen."""
    terminal, theirs = pty.openpty()
    command = [sys.executable, "-c", BECOME_OWNER, *PROGRAM, *argv]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=dict(here.environ)) as child:
        os.close(theirs)
        screen = b""
        # Linux ends a terminal whose last program left with an error.
        with suppress(OSError):
            while chunk := os.read(terminal, 4096):
                screen += chunk
                if typed and after.encode() in screen:
                    os.write(terminal, f"{typed}\n".encode())
                    typed = ""
        os.close(terminal)
        return child.wait(10), screen.decode()


def test_the_prompt_does_not_show_what_is_typed(here: Desk) -> None:
    """On a terminal the token is asked for, never echoed, and stored."""
    code, screen = on_terminal(here, "set", "--store", "file", typed=TOKEN, after="input hidden): ")
    assert (code, TOKEN in screen, "written and read back" in screen) == (0, False, True)
    assert here.insights("token", "get").out == f"{TOKEN}\n"


def test_ctrl_c_at_the_prompt_is_quiet(here: Desk) -> None:
    """Exit 130, no traceback, nothing stored."""
    code, screen = on_terminal(here, "set", "--store", "file", typed="\x03", after="input hidden): ")
    assert (code, "Traceback" in screen, here.insights("token", "status").code) == (130, False, 4)


def test_get_on_a_terminal_wants_reveal(here: Desk) -> None:
    """The screen stays clean without --reveal."""
    here.insights("token", "set", "--stdin", "--store", "file", stdin=TOKEN)
    code, screen = on_terminal(here, "get", typed="", after="")
    assert (code, TOKEN in screen, "--reveal" in screen) == (2, False, True)


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("sh", "-c", f'test "$({SHOW})" = {TOKEN}'), 0),
        (("sh", "-c", "exit 7"), 7),
        (("no-such-program-here",), 127),
        (("/etc/passwd",), 126),
        (("sh", "-c", "kill -TERM $$"), -signal.SIGTERM),
        (("--", "sh", "-c", "exit 9", "--json"), 9),
    ],
)
def test_run_passes_the_token_and_the_exit_code(command: tuple[str, ...], code: int, here: Desk) -> None:
    """The child sees the token; its exit code, its death by a signal, 127 and 126 come through."""
    here.insights("token", "set", "--stdin", "--store", "file", stdin=TOKEN)
    before = {path: path.read_bytes() for path in here.home.rglob("*") if path.is_file()}
    done = here.insights("token", "run", *command)
    assert (done.code, TOKEN in done.out + done.err) == (code, False)
    assert {path: path.read_bytes() for path in here.home.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_run_passes_signals(number: signal.Signals, here: Desk) -> None:
    """A signal to our process reaches the child, which decides how to end."""
    script = f'trap "exit 42" {number.name.removeprefix("SIG")}; echo ready; while :; do sleep 0.05; done'
    with subprocess.Popen(
        [*PROGRAM, "run", "--", "sh", "-c", script],
        stdout=subprocess.PIPE,
        text=True,
        env={**here.environ, "INSIGHTS_TOKEN": TOKEN},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        child.send_signal(number)
        assert child.wait(10) == 42


def test_run_gives_the_child_the_usual_pipe_signal(here: Desk) -> None:
    """A closed pipe ends the child silently, as it would without us."""
    done = here.run("sh", "-c", f"INSIGHTS_TOKEN=x {' '.join(PROGRAM)} run -- yes | head -1")
    assert (done.out, done.err) == ("y\n", "")


def test_run_without_a_token_starts_nothing(here: Desk) -> None:
    """Exit 4, and the command has not run."""
    done = here.insights("token", "run", "--", "touch", str(here.home / "ran"))
    assert (done.code, (here.home / "ran").exists()) == (4, False)


HEAVY = ("keyring", "jeepney", "cryptography", "httpx", "rich", "asyncio", "ssl", "yaml", "http.client", "starlette")


@pytest.mark.parametrize("argv", [("status",), ("get",), ("test", "--level", "local"), ("stores", "--help")])
def test_light_commands_load_nothing_heavy(argv: tuple[str, ...], here: Desk) -> None:
    """Without a keyring in play none of these imports a network, crypto or keyring library."""
    code = (
        "import sys\nfrom insights_cli.__main__ import main\ncode = main()\n"
        f"print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)\n"
    )
    here.insights("token", "set", "--stdin", "--store", "file", stdin=TOKEN)
    done = here.run(sys.executable, "-c", f"import sys; sys.argv = ['insights', 'token', *{argv}]\n{code}")
    assert done.err.splitlines()[-1] == "[]"


def test_a_file_store_never_opens_the_keyring(here: Desk) -> None:
    """What was chosen is remembered: with a bus that hangs, set and get of a file profile are quick."""
    here.insights("token", "set", "--stdin", "--store", "file", stdin=TOKEN)
    broken = desk(here.home, PYTHON_KEYRING_BACKEND="nowhere.Keyring")
    assert broken.insights("token", "set", "--stdin", stdin=OTHER).code == 0
    assert broken.insights("token", "get").out == f"{OTHER}\n"
