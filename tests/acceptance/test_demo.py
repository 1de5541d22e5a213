"""`insights demo` is the whole way, on this machine alone."""

import os
import subprocess
import sys
from pathlib import Path


def test_the_demo_accounts_for_every_event(tmp_path: Path) -> None:
    """It ends well without a configuration, and leaves nothing behind."""
    before = {path.name for path in Path("/tmp").glob("insights-demo-*")}
    home = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", "")}
    done = subprocess.run(
        [sys.executable, "-m", "insights_cli", "demo"], cwd=Path.cwd(), env=home, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "received 50 = rejected 0 + delivered 45 + waiting 0 + dead 5" in done.stdout
    assert "demo-token" not in done.stdout
    assert "ada@" not in done.stdout
    assert list(tmp_path.iterdir()) == []
    assert {path.name for path in Path("/tmp").glob("insights-demo-*")} <= before
