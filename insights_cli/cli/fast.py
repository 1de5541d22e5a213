"""Answers that need no framework: people feel these on every call and every shell start."""

import sys

from insights_cli import __version__

SHELLS = {"bash": "insights.bash", "zsh": "_insights", "fish": "insights.fish", "powershell": "insights.ps1"}


def quick_answer(argv: list[str]) -> str | None:
    """The text for `--version`, the root help and `completion SHELL`; None when the whole program is needed."""
    match argv:
        case ["--version"] | ["-V"]:
            return f"insights {__version__}\n"
        case [] | ["--help"] | ["-h"]:
            return _read(f"{_package()}/cli/generated/help.txt")
        case ["completion", shell] if shell in SHELLS:
            return completion_script(shell)
        case _:
            return None


def completion_script(shell: str) -> str:
    """The static completion script of *shell*: inside the package in a wheel, beside it in a checkout."""
    package = _package()
    try:
        return _read(f"{package}/completions/{SHELLS[shell]}")
    except FileNotFoundError:
        return _read(f"{package}/../completions/{SHELLS[shell]}")


def _package() -> str:
    return str(sys.modules["insights_cli"].__path__[0])


def _read(path: str) -> str:
    with open(path, encoding="utf-8") as file:
        return file.read()
