"""Quick answers come without the framework."""

import subprocess
import sys

import pytest

from insights_cli import __version__
from insights_cli.cli.fast import SHELLS, quick_answer
from insights_cli.cli.tree import root_help
from insights_cli.render.completions.registry import SHELLS as RENDERED


@pytest.mark.parametrize("flag", ["--version", "-V"])
def test_version_is_answered_at_once(flag: str) -> None:
    """`--version` prints the version and nothing else."""
    assert quick_answer([flag]) == f"insights {__version__}\n"


@pytest.mark.parametrize("argv", [["--help"], ["-h"]])
def test_root_help_is_the_generated_text(argv: list[str]) -> None:
    """The static root help is what the command tree would print."""
    assert quick_answer(argv) == root_help()


def test_anything_else_needs_the_program() -> None:
    """A command, an unknown shell or an odd mixture is left to the whole program."""
    assert [quick_answer(argv) for argv in (["explain"], ["completion", "tcsh"], ["--version", "x"])] == [None] * 3


def test_shell_names_are_the_same_in_both_places() -> None:
    """The fast path knows exactly the shells that have a script, by the same file names."""
    assert {shell.name: shell.file_name for shell in RENDERED} == SHELLS


@pytest.mark.parametrize("argv", [["--version"], ["--help"], ["completion", "zsh"]])
def test_quick_answers_import_no_framework(argv: list[str]) -> None:
    """Neither typer nor anything heavy is loaded for a quick answer."""
    code = (
        f"import sys; sys.argv = ['insights', *{argv!r}]; from insights_cli.__main__ import main; main();"
        "bad = {'typer', 're', 'dataclasses', 'enum', 'asyncio', 'yaml', 'httpx', 'rich'} & set(sys.modules);"
        "sys.stderr.write(' '.join(sorted(bad)))"
    )
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, env={"PYTHONPATH": "."})
    assert done.stderr == ""
