"""A real session bus, with a real Secret Service or something that pretends to be one."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

MISSING = [name for name in ("dbus-run-session", "gnome-keyring-daemon", "secret-tool") if not shutil.which(name)]
REASON = f"needs {', '.join(MISSING)} (Debian: gnome-keyring dbus libsecret-tools)"
_PRINT_ADDRESS = 'echo "$DBUS_SESSION_BUS_ADDRESS"; read -r _'
_BUS_WITHOUT_SERVICES = """
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type><listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""
_MUTE_SERVICE = """
from jeepney import message_bus
from jeepney.io.blocking import open_dbus_connection
connection = open_dbus_connection()
connection.send_and_get_reply(message_bus.RequestName("org.freedesktop.secrets"))
print("owned", flush=True)
while True:
    connection.receive()
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a program ended, and how long it took."""

    code: int
    out: str
    err: str
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A home folder and the environment of somebody who works there."""

    home: Path
    environ: Mapping[str, str]

    def run(self, *argv: str, stdin: str = "") -> Ended:
        """Run any program to its end."""
        started = time.monotonic()
        done = subprocess.run(argv, input=stdin, capture_output=True, text=True, env=dict(self.environ), timeout=30)
        return Ended(code=done.returncode, out=done.stdout, err=done.stderr, took_s=time.monotonic() - started)

    def insights(self, *argv: str, stdin: str = "") -> Ended:
        """Run our program."""
        return self.run(sys.executable, "-m", "insights_cli", *argv, stdin=stdin)

    def files_with(self, text: str) -> list[str]:
        """The files in the home that hold *text*."""
        found = (path for path in self.home.rglob("*") if path.is_file() and not path.is_symlink())
        return [path.name for path in found if text.encode() in path.read_bytes()]


def desk(home: Path, **environ: str) -> Desk:
    """A desk without a display; *environ* is added."""
    keep = {name: os.environ[name] for name in ("PATH", "LANG", "COVERAGE_PROCESS_START") if name in os.environ}
    runtime = home / "run"
    runtime.mkdir(exist_ok=True, mode=0o700)
    return Desk(home=home, environ={**keep, "HOME": str(home), "XDG_RUNTIME_DIR": str(runtime), **environ})


@contextmanager
def session(home: Path, *, config: str | None = None) -> Iterator[Desk]:
    """A desk with a session bus of its own, which ends with the block."""
    options = []
    if config is not None:
        (home / "bus.conf").write_text(config)
        options = [f"--config-file={home / 'bus.conf'}"]
    command = ["dbus-run-session", *options, "--", "sh", "-c", _PRINT_ADDRESS]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        env=dict(desk(home).environ),
    ) as bus:
        assert bus.stdin is not None
        assert bus.stdout is not None
        try:
            yield desk(home, DBUS_SESSION_BUS_ADDRESS=bus.stdout.readline().strip())
        finally:
            bus.stdin.close()


@contextmanager
def unlocked(home: Path) -> Iterator[Desk]:
    """A session whose keyring exists and is unlocked, as after a login."""
    with (
        session(home) as here,
        subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(here.environ),
        ) as daemon,
    ):
        assert daemon.stdin is not None
        daemon.stdin.write(b"password of the keyring")
        daemon.stdin.close()
        try:
            _wait_for_service(here)
            yield here
        finally:
            daemon.terminate()


@contextmanager
def mute(home: Path) -> Iterator[Desk]:
    """A session in which the Secret Service is there and never answers."""
    with (
        session(home, config=_BUS_WITHOUT_SERVICES) as here,
        subprocess.Popen(
            [sys.executable, "-c", _MUTE_SERVICE], stdout=subprocess.PIPE, text=True, env=dict(here.environ)
        ) as service,
    ):
        assert service.stdout is not None
        try:
            assert service.stdout.readline() == "owned\n"
            yield here
        finally:
            service.terminate()


@contextmanager
def without_service(home: Path) -> Iterator[Desk]:
    """A session in which nothing offers a Secret Service."""
    with session(home, config=_BUS_WITHOUT_SERVICES) as here:
        yield here


def _wait_for_service(here: Desk) -> None:
    for _ in range(50):
        if here.insights("token", "stores").out.count("Secret Service, unlocked"):
            return
    message = "the keyring did not start"
    raise AssertionError(message)
