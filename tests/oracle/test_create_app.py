"""The stock application of Backstage, rendered by its own package, gets no false alarm."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Insights

VERSION = "0.9.2"
_RENDER = """
const [, package_, template, folder] = process.argv;
const { templatingTask } = require(`${package_}/dist/lib/tasks.cjs.js`);
const words = { name: 'portal', defaultBranch: 'main' };
templatingTask(`${package_}/templates/${template}`, folder, words)
  .catch(error => { console.error(error); process.exit(1); });
"""


def cache_folder() -> Path:
    """Where downloads of tests are kept between runs."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("INSIGHTS_TEST_CACHE") or Path(home) / "insights-tests") / f"create-app-{VERSION}"


@pytest.fixture(scope="module")
def package() -> Path:
    """The folder of the package `@backstage/create-app`, fetched by npm unless it is there."""
    if not shutil.which("node") or not shutil.which("npm"):
        pytest.skip("node and npm are needed to render the template")
    place = cache_folder()
    found = place / "node_modules" / "@backstage" / "create-app"
    if not (found / "package.json").exists():
        place.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(place)]
        done = subprocess.run([*words, f"@backstage/create-app@{VERSION}"], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"npm cannot fetch @backstage/create-app: {done.stderr.strip()[-200:]}")
    return found


def render(package: Path, template: str, folder: Path) -> None:
    """Render one of the templates of *package* into *folder*, as the tool itself does."""
    words = ["node", "-e", _RENDER, str(package), template, str(folder)]
    subprocess.run(words, check=True, capture_output=True, timeout=60)


@pytest.mark.timeout(300)
@pytest.mark.parametrize("template", ["default-app", "legacy-app"])
@pytest.mark.parametrize("flags", [(), ("--lax",), ("--strict", "--lax")], ids=" ".join)
def test_only_the_missing_section_is_named(
    insights: Insights, tmp_path: Path, package: Path, template: str, flags: tuple[str, ...]
) -> None:
    """The one finding is that Insights is not configured, at the beginning of the first file."""
    render(package, template, tmp_path)
    answer = json.loads(insights("check-config", "--json", *flags).out)
    found = [(each["code"], each["location"]["path"], each["location"]["line"]) for each in answer["findings"]]
    assert found == [("IN101", "app-config.yaml", 1)]
    assert "Insights is not configured" in answer["findings"][0]["summary"]


@pytest.mark.timeout(300)
def test_adding_the_section_makes_it_clean(insights: Insights, tmp_path: Path, package: Path) -> None:
    """With a token, a licence key and debug mode for developers, nothing is left to say about the local files."""
    render(package, "default-app", tmp_path)
    (tmp_path / "app-config.local.yaml").write_text(
        "spotify:\n  apiToken: ${TOKEN}\n  licenseKey: ${KEY}\nbackstageInsights:\n  debug: true\n"
    )
    result = insights("check-config", "--format", "concise", TOKEN="a.b", KEY="c.d")
    assert [line for line in result.out.splitlines() if "app-config.local.yaml" in line] == []


@pytest.mark.timeout(300)
@pytest.mark.parametrize("template", ["default-app", "legacy-app"])
def test_the_doctor_names_what_is_missing_and_nothing_else(
    insights: Insights, tmp_path: Path, package: Path, template: str
) -> None:
    """Insights is not there yet: packages, configuration and token, one line each; and only guests can sign in."""
    render(package, template, tmp_path)
    answer = json.loads(insights("doctor", "--offline", "--json").out)
    bad = {each["code"]: each["state"] for each in answer["checks"] if each["state"] not in ("ok", "skip")}
    assert bad == {"DR102": "fail", "DR103": "warn", "DR402": "fail", "DR501": "fail", "DR301": "warn"}
    assert [each["code"] for each in answer["causes"]] == ["DR102", "IN101", "DR501"]
