"""One browser and one server for all tests of the page, in a process each."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.chromium import chromium
from tests.browser.stage import Stage


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """A real Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def stage(browser: Any, tmp_path: Path) -> Iterator[Stage]:
    """A server with an upstream; asked for after the browser, as without one it is not needed."""
    found = Stage(tmp_path)
    try:
        yield found
    finally:
        found.stop()
        found.upstream.stop()
