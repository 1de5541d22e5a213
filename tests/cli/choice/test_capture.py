"""What is captured follows the plugin's version and the configuration."""

from pathlib import Path

import pytest

from insights_cli.app_config.files import MemoryFiles
from insights_cli.app_config.sources import load
from insights_cli.cli.choice.capture import choose_capture
from insights_cli.errors import UsageError

CONFIG = """\
backstageInsights:
  captureEntityFields: [spec.system, 7, "${UNSET}"]
  captureIdentityGroupsFilter:
    spec.type: [team, 7]
    kind: group
"""
BACKEND = "@spotify/backstage-plugin-insights-backend"
PACKAGE = f'{{"dependencies": {{"{BACKEND}": "^0.1.1"}}}}'


def test_rules_of_the_configuration_have_their_lines() -> None:
    """Texts of the lists become rules with their place; other values are left to check-config."""
    path = "/p/app-config.yaml"
    document = load(environment={}, folder="/p", files=MemoryFiles({path: CONFIG.encode()}), is_lax=True)
    plan = choose_capture(document, plugin_version="0.8.1", fields=["spec.tier"]).plan
    assert [(rule.path.text, rule.decided_by) for rule in plan.entity[-2:]] == [
        ("spec.system", "app-config.yaml:2"),
        ("spec.tier", "--field"),
    ]
    assert plan.groups is not None
    assert plan.groups.wanted == {"spec.type": {"team"}, "kind": {"group"}}


FOLDERS: dict[str, tuple[dict[str, str], str]] = {
    "lock file": (
        {"yarn.lock": f'"{BACKEND}@npm:^0.7.0":\n  version: 0.7.4\n', "package.json": PACKAGE},
        "0.7.4 (yarn.lock)",
    ),
    "backend": ({"packages/backend/package.json": PACKAGE}, "^0.1.1 (packages/backend/package.json)"),
    "root": ({"package.json": PACKAGE}, "^0.1.1 (package.json)"),
    "broken": ({"package.json": "{"}, "version not known"),
    "odd": ({"package.json": '{"dependencies": []}'}, "version not known"),
    "nothing": ({}, "version not known"),
}


@pytest.mark.parametrize("name", FOLDERS)
def test_version_is_found(name: str, tmp_path: Path) -> None:
    """The lock file counts before the range that the backend asks for; whatever is broken says nothing."""
    files, words = FOLDERS[name]
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    config = str(tmp_path / "app-config.yaml")
    document = load(
        environment={}, folder=str(tmp_path), files=MemoryFiles({config: b"a: 1"}), configs=["app-config.yaml"]
    )
    assert choose_capture(document, plugin_version=None, fields=()).version_words.startswith(words)


def test_given_version_counts_before_all() -> None:
    """`--plugin-version` decides, and has to be one."""
    assert "list of 0.2" in choose_capture(None, plugin_version="0.4.1", fields=()).version_words
    with pytest.raises(UsageError, match="CL001"):
        choose_capture(None, plugin_version="latest", fields=())
