"""Other projects can run check-config as a pre-commit hook."""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.doctor.projects import ENVIRON, new_system, write

TOP = Path(__file__).parents[2]
HOOKS = TOP / ".pre-commit-hooks.yaml"


def hook() -> dict[str, Any]:
    """The one hook, as pre-commit reads it."""
    (found,) = yaml.safe_load(HOOKS.read_text())
    return dict(found)


@pytest.mark.parametrize(
    ("name", "is_wanted"),
    [
        ("app-config.yaml", True),
        ("deploy/app-config.production.yaml", True),
        ("app-config.local.yaml", True),
        ("my-app-config.yaml", False),
        ("app-config.yaml.bak", False),
    ],
)
def test_it_runs_for_configuration_alone(name: str, is_wanted: bool) -> None:
    """Files of the configuration start it, others do not."""
    assert bool(re.search(hook()["files"], name)) is is_wanted


def test_its_entry_finds_and_passes(tmp_path: Path) -> None:
    """The command of the hook ends with 0 for a healthy project and with 1 for a broken one."""
    program, *words = shlex.split(hook()["entry"])
    assert (program, hook()["pass_filenames"]) == ("insights", False)
    codes = []
    for value in ("false", "true"):
        files = new_system()
        name = "app-config.production.yaml"
        files[name] = files[name].replace("debug: false", f"debug: {value}")
        write(files, tmp_path)
        command = [sys.executable, "-m", "insights_cli", *words]
        codes.append(subprocess.run(command, cwd=tmp_path, env={**ENVIRON, "HOME": str(tmp_path)}).returncode)
    assert codes == [0, 1]


def test_pre_commit_takes_the_manifest() -> None:
    """The tool itself finds nothing wrong with the file."""
    program = shutil.which("pre-commit")
    if program is None:
        pytest.skip("pre-commit is not installed")
    assert subprocess.run([program, "validate-manifest", str(HOOKS)]).returncode == 0
