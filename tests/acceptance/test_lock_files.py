"""Lock files written by real runs of yarn 1, yarn berry, npm and pnpm are read.

The packages have the bundle's names and nothing in them: a registry on loopback makes them, and the real ones are never
asked for.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Insights
from tests.doctor.package_server import package_server
from tests.doctor.projects import ENVIRON, SCOPE, new_system, write

BACKEND, CORE_NODE = f"{SCOPE}insights-backend", f"{SCOPE}core-node"
PACKAGES = {BACKEND: ("0.8.0", "0.8.1"), CORE_NODE: ("0.11.18", "0.11.19")}
TIMEOUT_S = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Tool:
    """A package manager: where it comes from, how it makes its lock file, and what it wants to find in the project."""

    package: str
    script: str
    words: tuple[str, ...]
    lock_file: str
    files: Mapping[str, str]


YARN_1 = Tool(
    package="yarn@1.22.22",
    script="yarn/bin/yarn.js",
    words=("install", "--ignore-scripts", "--non-interactive", "--registry", "{url}", "--cache-folder", "{cache}"),
    lock_file="yarn.lock",
    files={},
)
BERRY = Tool(
    package="@yarnpkg/cli-dist@4.9.2",
    script="@yarnpkg/cli-dist/bin/yarn.js",
    words=("install", "--mode=update-lockfile"),
    lock_file="yarn.lock",
    files={
        ".yarnrc.yml": "npmRegistryServer: '{url}'\nunsafeHttpWhitelist: ['127.0.0.1']\nenableTelemetry: false\n"
        "enableGlobalCache: false\nenableImmutableInstalls: false\nnpmMinimalAgeGate: 0\n",
        "yarn.lock": "",
    },
)
NPM = Tool(
    package="npm@10.9.2",
    script="npm/bin/npm-cli.js",
    words=("install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--registry", "{url}"),
    lock_file="package-lock.json",
    files={},
)
PNPM = Tool(
    package="pnpm@10.34.8",
    script="pnpm/bin/pnpm.cjs",
    words=("install", "--lockfile-only", "--no-frozen-lockfile", "--registry", "{url}"),
    lock_file="pnpm-lock.yaml",
    files={"pnpm-workspace.yaml": "packages: ['packages/*']\n"},
)
TOOLS = {"yarn-1": YARN_1, "yarn-berry": BERRY, "npm": NPM, "pnpm": PNPM}


@pytest.fixture(scope="module")
def registry() -> Iterator[str]:
    """The address of the registry."""
    with package_server(PACKAGES) as url:
        yield url


def script_of(tool: Tool) -> Path:
    """The program of *tool*, fetched by npm unless it is there."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are needed")
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    cache = Path(os.environ.get("INSIGHTS_TEST_CACHE") or Path(home) / "insights-tests")
    place = cache / tool.package.strip("@").replace("/", "-")
    script = place / "node_modules" / tool.script
    if not script.exists():
        place.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(place)]
        done = subprocess.run([*words, tool.package], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"npm cannot fetch {tool.package}: {done.stderr.strip()[-200:]}")
    return script


def lock(tool: Tool, folder: Path, url: str, core_node: str) -> None:
    """Write a project whose frontend asks for another *core_node* than its backend, and let *tool* lock it."""
    script = script_of(tool)
    files = {name: text for name, text in new_system().items() if name != "yarn.lock"}
    wanted = {"backend": {BACKEND: "^0.8.0", CORE_NODE: "^0.11.19"}, "app": {CORE_NODE: core_node}}
    for name, dependencies in wanted.items():
        description = {"name": name, "version": "1.0.0", "dependencies": dependencies}
        files[f"packages/{name}/package.json"] = json.dumps(description)
    write({**files, **{name: text.replace("{url}", url) for name, text in tool.files.items()}}, folder)
    words = [word.replace("{url}", url).replace("{cache}", str(folder / ".cache")) for word in tool.words]
    # Nobody's settings and no continuous integration: only this project and the registry on loopback.
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "npm_config_userconfig": str(folder / ".npmrc")}
    done = subprocess.run(
        ["node", str(script), *words], cwd=folder, env=environ, capture_output=True, text=True, timeout=TIMEOUT_S
    )
    assert done.returncode == 0, done.stdout + done.stderr


def versions(insights: Insights) -> dict[str, Any]:
    """What the doctor says of the versions, by code."""
    answer = json.loads(insights("doctor", "versions", "DR401", "--offline", "--json", **ENVIRON).out)
    return {each["code"]: each for each in answer["checks"]}


@pytest.mark.timeout(400)
@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_a_real_lock_file_is_read(insights: Insights, tmp_path: Path, registry: str, tool: Tool) -> None:
    """The version that is installed is known, not the lowest of the range, and one copy of each is no complaint."""
    lock(tool, tmp_path, registry, "^0.11.0")
    found = versions(insights)
    assert found["DR102"]["summary"] == "the backend plugin is installed, version 0.8.1"
    assert (found["DR105"]["state"], found["DR106"]["state"]) == ("ok", "ok"), found


@pytest.mark.timeout(400)
@pytest.mark.parametrize("tool", TOOLS.values(), ids=TOOLS)
def test_two_copies_in_a_real_lock_file(insights: Insights, tmp_path: Path, registry: str, tool: Tool) -> None:
    """Two versions side by side are found, with their place."""
    lock(tool, tmp_path, registry, "0.11.18")
    found = versions(insights)["DR105"]
    assert found["state"] == "warn"
    assert "0.11.18, 0.11.19" in found["summary"]
    assert found["location"]["path"] == tool.lock_file
    line = (tmp_path / tool.lock_file).read_text().splitlines()[found["location"]["line"] - 1]
    assert "0.11.18" in line
