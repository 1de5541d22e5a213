"""The stock application of Backstage, rendered by its own package, gets no false alarm."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import Insights
from tests.doctor.projects import ENVIRON, new_system

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


@pytest.mark.timeout(300)
@pytest.mark.parametrize("template", ["default-app", "legacy-app"])
def test_with_insights_added_nothing_is_wrong(insights: Insights, tmp_path: Path, package: Path, template: str) -> None:
    """The template with the plugin installed, wired and configured gets no complaint in any frontend system."""
    render(package, template, tmp_path)
    add_insights(tmp_path)
    answer = json.loads(insights("doctor", "--offline", "--json", **ENVIRON).out)
    bad = [(each["code"], each["summary"]) for each in answer["checks"] if each["state"] not in ("ok", "skip")]
    assert (bad, answer["causes"]) == ([], [])


def add_insights(project: Path) -> None:
    """Install, wire and configure the plugin in a rendered project, with sign-in for production."""
    parts = new_system()
    for name in ("packages/backend/package.json", "packages/app/package.json"):
        manifest = json.loads((project / name).read_text())
        manifest["dependencies"] |= json.loads(parts[name])["dependencies"]
        (project / name).write_text(json.dumps(manifest))
    (project / "yarn.lock").write_text(parts["yarn.lock"])
    edit(project / "packages/backend/src/index.ts", "backend.start();", f"{_ADD}\nbackend.start();")
    if (project / "packages/app/src/apis.ts").exists():
        edit(project / "packages/app/src/apis.ts", "AnyApiFactory[] = [", f"AnyApiFactory[] = [\n{_FACTORY}", _IMPORTS)
        edit(project / "packages/app/src/App.tsx", "<FlatRoutes>", "<FlatRoutes><Route element={<InsightsPage />} />")
    edit(project / "app-config.yaml", "", f"{_SETTINGS}  debug: true\n\n")
    edit(project / "app-config.production.yaml", "guest: {}", f"guest: null\n{_GITHUB}", _OFF)


_ADD = "backend.add(import('@spotify/backstage-plugin-insights-backend'));"
_FACTORY = "createApiFactory({ api: analyticsApiRef, deps: {}, factory: () => new InsightsAnalyticsApi() }),"
_IMPORTS = (
    "import { analyticsApiRef } from '@backstage/core-plugin-api';\n"
    "import { InsightsAnalyticsApi } from '@spotify/backstage-plugin-analytics-module-insights';\n"
)
_SETTINGS = "\n".join(
    [
        "spotify:",
        "  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}",
        "  licenseKey: ${SPOTIFY_LICENSE}",
        "backstageInsights:",
        "  salt: ${INSIGHTS_SALT}\n",
    ]
)
_OFF = "backstageInsights:\n  debug: false\n\n"
_GITHUB = "    github: {production: {signIn: {resolvers: [{resolver: usernameMatchingUserEntityName}]}}}"


def edit(path: Path, old: str, new: str, before: str = "") -> None:
    """Replace *old* in the file, which must have it, and put *before* at its beginning."""
    text = path.read_text()
    assert old in text, (path, old)
    path.write_text(before + text.replace(old, new, 1))
