"""Where the token for the catalog comes from: an environment variable, a file or a command."""

import asyncio
import shlex
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from insights_cli.errors import InsightsError, NoCredentialsError
from insights_cli.model.secret import Secret

_COMMAND_S = 30.0


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenSource:
    """A place that gives a token each time it is read, so that a renewed one is seen; *words* name the place."""

    words: str
    read: Callable[[], Awaitable[Secret]]


def environment_token(name: str, environ: Mapping[str, str]) -> TokenSource:
    """The token in the variable *name*."""
    words = f"the environment variable {name}"

    async def read() -> Secret:
        return _token(environ.get(name, ""), words)

    return TokenSource(words=words, read=read)


def file_token(path: Path) -> TokenSource:
    """The token in a file."""
    words = f"the file {path}"

    async def read() -> Secret:
        try:
            return _token(path.read_text(encoding="utf-8"), words)
        except (OSError, UnicodeDecodeError) as error:
            raise _unreadable(words, error) from error

    return TokenSource(words=words, read=read)


def command_token(command: str, environ: Mapping[str, str]) -> TokenSource:
    """The token that *command* prints; it runs without a shell and without our standard input."""
    words = f"the command {command.partition(' ')[0]!r}"

    async def read() -> Secret:
        try:
            return _token(await _run(shlex.split(command), environ), words)
        except (OSError, ValueError) as error:
            raise _unreadable(words, error) from error

    return TokenSource(words=words, read=read)


async def _run(argv: list[str], environ: Mapping[str, str]) -> str:
    """What the program prints; raises OSError or ValueError."""
    if not argv:
        raise ValueError("it is empty")
    pipe, nothing = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(*argv, env=environ, stdin=nothing, stdout=pipe, stderr=nothing)
    try:
        async with asyncio.timeout(_COMMAND_S):
            printed, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    if process.returncode:
        raise ValueError(f"it ended with exit code {process.returncode}")
    return printed.decode()


def _unreadable(words: str, error: OSError | ValueError) -> InsightsError:
    cause = str(error)
    if isinstance(error, OSError):
        cause = error.strerror or f"no answer in {_COMMAND_S:g} s"
    if isinstance(error, UnicodeDecodeError):
        cause = "it is no text"
    return InsightsError("EN208", f"the catalog token cannot be had from {words}", notes=(("cause", cause),))


def _token(text: str, words: str) -> Secret:
    token = text.strip().removeprefix("Bearer ").strip()
    if not token:
        raise NoCredentialsError("EN204", f"the catalog token is empty: {words}", fix="put a Backstage token there")
    if not token.isascii() or any(char.isspace() or not char.isprintable() for char in token):
        raise InsightsError("EN208", f"what {words} holds is no token: it has blanks or control characters")
    return Secret(token)
