"""The catalog that was named counts before that of the project."""

from pathlib import Path

import pytest

from tests.conftest import Insights

ENTITY = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata: {name: web}\n"
LOCATIONS = "catalog:\n  locations:\n    - {type: file, target: entities.yaml}\n"

# The configuration, the exit code of a preview of `web`, and words of what is said.
PROJECTS: dict[str, tuple[str | None, int, str]] = {
    "no configuration": (None, 3, "there is no app-config.yaml here"),
    "no locations": ("app: {}\n", 3, "no catalog.locations"),
    "locations are no list": ("catalog: {locations: {}}\n", 3, "no catalog.locations"),
    "backend is known": ("backend: {baseUrl: 'http://b:7007'}\n", 3, "--catalog http://b:7007"),
    "file": (LOCATIONS, 0, "catalog.locations of app-config.yaml"),
    "only urls": ("catalog:\n  locations:\n    - {type: url, target: 'https://x.org'}\n", 3, "such as https://x.org"),
    "kind not allowed": (LOCATIONS + "  rules: [{allow: [API]}]\n", 3, "no rule allows"),
    "unset variable": ("catalog:\n  locations:\n    - {type: file, target: '${UNSET}'}\n", 3, "no catalog.locations"),
}


@pytest.mark.parametrize("name", PROJECTS)
def test_project_says_where_entities_are(name: str, insights: Insights, tmp_path: Path) -> None:
    """Without flags the configured files are the catalog; whatever is missing is said with a way out."""
    config, code, words = PROJECTS[name]
    (tmp_path / "entities.yaml").write_text(ENTITY)
    if config is not None:
        (tmp_path / "app-config.yaml").write_text(config)
    result = insights("preview-entity", "component:web", "--no-pseudonym-key")
    assert result.code == code
    assert words in result.out + result.err


def test_targets_start_where_backstage_runs(insights: Insights, tmp_path: Path) -> None:
    """In development that is packages/backend, and it is said; the root counts where nothing is there."""
    (tmp_path / "app-config.yaml").write_text(LOCATIONS)
    (tmp_path / "packages" / "backend").mkdir(parents=True)
    (tmp_path / "entities.yaml").write_text(ENTITY)
    at_root = insights("preview-entity", "web", "--no-pseudonym-key")
    (tmp_path / "packages" / "backend" / "entities.yaml").write_text(ENTITY)
    beside = insights("preview-entity", "web", "--no-pseudonym-key")
    assert "component:default/web  entities.yaml:1" in at_root.out
    assert "component:default/web  packages/backend/entities.yaml:1" in beside.out
    assert "start in packages/backend" in beside.out
