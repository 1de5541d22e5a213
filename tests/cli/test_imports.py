"""What a command may not import: people feel it on every call."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """
import sys
from insights_cli.__main__ import main
sys.argv = ["insights", *sys.argv[1:]]
try:
    main()
except SystemExit:
    pass
# None stands for what may not be imported.
print("\\n".join(name for name, module in sys.modules.items() if module is not None), file=sys.stderr)
"""
_HEAVY = frozenset(
    (
        "asyncio",
        "cryptography",
        "email.message",
        "http.client",
        "httpx",
        "importlib.metadata",
        "jwt",
        "keyring",
        "logging",
        "msgspec",
        "multiprocessing",
        "phonenumbers",
        "prometheus_client",
        "pydantic",
        "rich",
        "socket",
        "sqlite3",
        "ssl",
        "starlette",
        "stdnum",
        "subprocess",
        "tree_sitter",
        "unittest",
        "uvicorn",
        "uvloop",
        "zstandard",
    )
)
_FRAMEWORK = frozenset(("click", "typer"))
_QUICK = frozenset(("dataclasses", "enum", "inspect", "json", "pathlib", "re", "typing", "yaml"))
_COSTLY = frozenset(("ast", "dataclasses", "difflib", "glob", "inspect", "tokenize", "yaml.scanner"))
CONFIG = "spotify:\n  apiToken: ${TOKEN}\nbackstageInsights:\n  captureEntityFields: spec.system\n"


def imported(folder: Path, *argv: str) -> set[str]:
    """The modules that are loaded when `insights` with *argv* is done."""
    done = subprocess.run(
        [sys.executable, "-S", "-c", _SCRIPT, *argv],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=60,
        env={"HOME": str(folder), "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)},
    )
    return set(done.stderr.splitlines())


@pytest.mark.parametrize(
    ("argv", "denied"),
    [
        (("--version",), _HEAVY | _FRAMEWORK | _QUICK),
        (("--help",), _HEAVY | _FRAMEWORK | _QUICK),
        (("completion", "bash"), _HEAVY | _FRAMEWORK | _QUICK),
        (("check-config",), _HEAVY | _FRAMEWORK | _COSTLY | {"hashlib", "pathlib", "insights_cli.yaml12.grammar"}),
        (("-C", ".", "check-config"), _HEAVY | _FRAMEWORK | _COSTLY),
        (("decode-token", "a.b.c"), _HEAVY | _FRAMEWORK | _COSTLY | {"yaml"}),
        (("token", "status"), _HEAVY | _FRAMEWORK | _COSTLY | {"hashlib"}),
        (("check-config", "--lax", "--format", "concise"), _HEAVY | _FRAMEWORK),
        (("check-config", "--json", "app-config.yaml"), _HEAVY | _FRAMEWORK),
        (("check-config", "--print-effective"), _HEAVY | _FRAMEWORK),
        # The framework itself starts programs, such as pagers.
        (("check-config", "--help"), (_HEAVY - {"subprocess"}) | {"yaml", "insights_cli.app_config"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_commands_import_no_more_than_they_need(tmp_path: Path, argv: tuple[str, ...], denied: frozenset[str]) -> None:
    """None of the modules that are denied to a command is loaded by it, nor anything below one."""
    (tmp_path / "app-config.yaml").write_text(CONFIG)
    loaded = imported(tmp_path, *argv)
    assert "insights_cli.cli.fast" in loaded
    assert {name for name in loaded if any(name == each or name.startswith(f"{each}.") for each in denied)} == set()
