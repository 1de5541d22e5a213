"""axe-core from npm, kept in a folder for caches; the page's accessibility is judged by it."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

VERSION = "4.11.0"


def axe_source() -> str:
    """The script; skips with the reason where it cannot be had."""
    home = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = home / "insights-tests" / f"axe-core-{VERSION}"
    script = folder / "node_modules" / "axe-core" / "axe.min.js"
    if not script.is_file():
        npm = shutil.which("npm")
        if npm is None:
            pytest.skip("axe-core is not there, and no npm to get it")
        folder.mkdir(parents=True, exist_ok=True)
        command = [npm, "install", "--silent", "--no-save", "--ignore-scripts", "--prefix", str(folder)]
        run = subprocess.run([*command, f"axe-core@{VERSION}"], capture_output=True, text=True, timeout=100)
        if not script.is_file():
            pytest.skip(f"axe-core cannot be installed: {run.stderr.strip()[-200:]}")
    return script.read_text(encoding="utf-8")


def violations(page: Any) -> list[str]:
    """What axe finds wrong with the page as it is."""
    # The page's policy lets no script in but its own; the driver's world is apart from that.
    page.evaluate(axe_source())
    found = page.evaluate("async () => (await axe.run(document, {resultTypes: ['violations']})).violations")
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]
