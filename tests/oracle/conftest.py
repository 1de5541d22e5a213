"""The real Backstage libraries, installed once from the lock file beside this."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("INSIGHTS_NODE_MODULES", HERE / "node_modules"))
INSTALL = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


@pytest.fixture(scope="session", autouse=True)
def node_modules() -> Path | None:
    """The folder of the installed packages; None where Node, npm or the registry is out of reach."""
    npm = shutil.which("npm")
    if not MODULES.is_dir() and shutil.which("node") and npm and "INSIGHTS_NODE_MODULES" not in os.environ:
        try:
            subprocess.run([npm, *INSTALL], cwd=HERE, capture_output=True, timeout=100, check=True)
        except (OSError, subprocess.SubprocessError):
            shutil.rmtree(MODULES, ignore_errors=True)
    return MODULES if MODULES.is_dir() else None
