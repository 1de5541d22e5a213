"""Tokens come from variables, files and commands, and never show themselves."""

import asyncio
import sys
from pathlib import Path

import pytest

from insights_cli.catalogs.http.token import TokenSource, command_token, environment_token, file_token
from insights_cli.errors import InsightsError, NoCredentialsError

ENVIRON = {"PATH": "/usr/bin:/bin", "CATALOG": " Bearer abc.def \n", "EMPTY": " ", "BROKEN": "a b"}


def read(source: TokenSource) -> str:
    """What the source gives."""

    async def wait() -> str:
        return (await source.read()).reveal()

    return asyncio.run(wait())


def test_each_source_gives_its_token(tmp_path: Path) -> None:
    """White space and the word Bearer are no part of a token."""
    (tmp_path / "token").write_text("Bearer file.token\n")
    assert read(environment_token("CATALOG", ENVIRON)) == "abc.def"
    assert read(file_token(tmp_path / "token")) == "file.token"
    assert read(command_token("printf '%s\\n' command.token", ENVIRON)) == "command.token"


@pytest.mark.parametrize("name", ["EMPTY", "MISSING"])
def test_empty_token_is_a_missing_credential(name: str) -> None:
    """An empty or unset variable is no token."""
    with pytest.raises(NoCredentialsError) as caught:
        read(environment_token(name, ENVIRON))
    assert name in caught.value.summary


def broken_sources(folder: Path) -> dict[str, TokenSource]:
    """Sources that cannot give a token."""
    (folder / "binary").write_bytes(b"\xff\xfe")
    return {
        "blank inside": environment_token("BROKEN", ENVIRON),
        "no file": file_token(folder / "missing"),
        "binary file": file_token(folder / "binary"),
        "folder": file_token(folder),
        "no program": command_token("there-is-no-such-program", ENVIRON),
        "failing program": command_token("false", ENVIRON),
        "empty command": command_token("", ENVIRON),
        "open quote": command_token("printf 'x", ENVIRON),
        "binary output": command_token(f"{sys.executable} -c 'import os; os.write(1, bytes([255]))'", ENVIRON),
    }


def test_broken_sources_say_where(tmp_path: Path) -> None:
    """A source that gives no token is named, without what it holds."""
    for name, source in broken_sources(tmp_path).items():
        with pytest.raises(InsightsError) as caught:
            read(source)
        assert caught.value.code == "EN208", name
        assert source.words in caught.value.summary
        assert "a b" not in str(caught.value)
