"""Asking about catalogs, and previewing files, loads nothing that it does not need."""

import pytest

from tests.interpreters import run_fresh

HEAVY = ("httpx", "keyring", "cryptography", "starlette", "uvicorn", "rich", "sqlite3", "jwt")


def loaded_by(code: str) -> set[str]:
    """The heavy modules that *code* loads in a fresh interpreter."""
    show = f"import sys; print(*(name for name in {HEAVY!r} if name in sys.modules))"
    return set(run_fresh(f"{code}\n{show}").split("\n")[-2].split())


@pytest.mark.parametrize(
    "module",
    [
        "insights_cli.catalogs",
        "insights_cli.catalogs.files.catalog",
        "insights_cli.capture.fates",
        "insights_cli.cli.preview_entity.command",
        "insights_cli.cli.preview_entity.run",
        "insights_cli.preview.gather",
    ],
)
def test_module_is_light(module: str) -> None:
    """The promise, the files, what is captured and the command itself load no network and no server."""
    assert loaded_by(f"import {module}") == set()


def test_pure_capture_loads_nothing_of_the_outside() -> None:
    """What is captured is decided without files, sockets, processes or the command line."""
    code = "import insights_cli.capture.fates, insights_cli.capture.defaults, sys"
    code += "; print(*[m for m in ('typer', 'socket', 'subprocess', 'asyncio', 'yaml') if m in sys.modules], '|')"
    assert run_fresh(code).strip() == "|"
