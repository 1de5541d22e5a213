"""Fresh interpreters for tests that look at what is loaded: the coverage tool's own imports would blur the picture."""

import os
import subprocess
import sys
from collections.abc import Mapping


def uncovered_environ() -> Mapping[str, str]:
    """The environment without the variables that start coverage in child processes."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("COVERAGE_", "COV_"))}


def run_fresh(code: str) -> str:
    """What *code* prints in a fresh interpreter; a failing one is an error."""
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=dict(uncovered_environ())
    )
    return done.stdout
