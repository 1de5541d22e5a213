"""A real Chromium without a screen, which may talk to this machine only."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

EXECUTABLE = shutil.which("chromium") or shutil.which("chromium-browser") or ""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> "Iterator[Any]":
    """A browser; skips with the reason where there is none."""
    sync = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not EXECUTABLE:
        pytest.skip("no chromium on PATH")
    with sync.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=EXECUTABLE, args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()
