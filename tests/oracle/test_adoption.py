"""The batches of the open Adoption Insights frontend module are accepted as it sends them.

The module's own published code runs under Node; it is fetched from the registry once and kept in a cache folder.
"""

import json
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from insights_cli.model.entity import EntityRef
from insights_cli.pipeline.samples import ACTIONS, sample
from tests.acceptance.serving import served

PACKAGE = "@red-hat-developer-hub/backstage-plugin-analytics-module-adoption-insights"
VERSION = "1.0.1"
API = "package/dist/api/AdoptionInsightsAnalyticsApi.esm.js"
HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def module_path() -> Path:
    """The module's file, as an ES module that Node reads alone: it imports nothing."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    cache = Path(os.environ.get("INSIGHTS_TEST_CACHE") or Path(home) / "insights-tests") / f"adoption-{VERSION}"
    found = cache / "api.mjs"
    npm = shutil.which("npm")
    if not shutil.which("node") or not npm:
        pytest.skip("Node is absent")
    if not found.exists():
        cache.mkdir(parents=True, exist_ok=True)
        try:
            command = [npm, "pack", "--silent", f"{PACKAGE}@{VERSION}"]
            name = subprocess.run(command, cwd=cache, capture_output=True, text=True, timeout=60, check=True).stdout
        except (OSError, subprocess.SubprocessError):
            pytest.skip("the registry is out of reach")
        with tarfile.open(cache / name.split()[-1]) as archive:
            member = archive.extractfile(API)
            assert member is not None
            found.write_bytes(member.read())
    return found


def test_its_batches_are_accepted_as_they_come(module_path: Path, tmp_path: Path) -> None:
    """Arrays of twenty and the rest; the user's fields in the context do not leave, neither name nor plain hash."""
    ref = EntityRef(kind="component", name="petstore")
    events = [sample(action, ref) for action in ACTIONS] * 3
    with served(tmp_path, "--sink", "file:out.ndjson") as server:
        done = subprocess.run(
            ["node", HERE / "adoption.js", module_path, server.url],
            input=json.dumps(events),
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        statuses = json.loads(done.stdout)
        assert server.stop() == 0
    assert [status for status, _ in statuses] == [202, 202]
    assert sum(count for _, count in statuses) == len(events)
    sent = (tmp_path / "out.ndjson").read_text()
    assert len(sent.splitlines()) == len(events)
    assert "jane" not in sent
    assert "userName" not in sent
    assert "userId" not in sent
