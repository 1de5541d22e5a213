"""Lock files of four package managers."""

import pytest

from insights_cli.projects.lock_files import READERS, locked_versions
from insights_cli.yaml12.nodes import Source

NAME = "@spotify/backstage-plugin-core-node"
TEXTS = {
    "yarn 1": ("yarn.lock", f'"{NAME}@^0.11.18", "{NAME}@~0.11.0":\n  version "0.11.19"\n  resolved "x"\n'),
    "yarn berry": ("yarn.lock", f'"{NAME}@npm:^0.11.18, {NAME}@npm:^0.11.19":\n  version: 0.11.19\n  linkType: hard\n'),
    "npm 3": ("package-lock.json", f'{{"packages": {{"node_modules/{NAME}": {{\n  "version": "0.11.19"}}}}}}'),
    "npm nested": ("package-lock.json", f'{{"packages": {{"a/node_modules/{NAME}": {{"version": "0.11.19"}}}}}}'),
    "npm 1": ("package-lock.json", f'{{"dependencies": {{"{NAME}": {{"version": "0.11.19"}}}}}}'),
    "pnpm 9": ("pnpm-lock.yaml", f"packages:\n\n  '{NAME}@0.11.19':\n    resolution: {{}}\n"),
    "pnpm 6": ("pnpm-lock.yaml", f"packages:\n\n  /{NAME}@0.11.19(react@18.0.0):\n    resolution: {{}}\n"),
    "pnpm 5": ("pnpm-lock.yaml", f"packages:\n\n  /{NAME}/0.11.19_react@18.0.0:\n    resolution: {{}}\n"),
}


@pytest.mark.parametrize("kind", TEXTS)
def test_every_format_tells_the_version_and_its_place(kind: str) -> None:
    """The version is found, and the offsets lead to its text."""
    file_name, text = TEXTS[kind]
    (found,) = locked_versions(Source("lock", text), file_name, NAME)
    assert str(found.version) == "0.11.19"
    assert text[found.start : found.end] == "0.11.19"


@pytest.mark.parametrize("kind", TEXTS)
def test_longer_names_are_other_packages(kind: str) -> None:
    """A package whose name only begins or ends alike is not taken for it."""
    file_name, text = TEXTS[kind]
    assert locked_versions(Source("lock", text.replace(NAME, f"{NAME}-extra")), file_name, NAME) == ()
    assert locked_versions(Source("lock", text.replace(NAME, f"x{NAME}")), file_name, f"{NAME}") == ()


def test_copies_are_all_found() -> None:
    """Two resolved versions are two, one resolved for two ranges is one."""
    text = "".join(
        f'"{NAME}@{wanted}":\n  version "{version}"\n\n' for wanted, version in [("1", "0.1.1"), ("2", "0.1.2")]
    )
    assert [str(each.version) for each in locked_versions(Source("lock", text), "yarn.lock", NAME)] == [
        "0.1.1",
        "0.1.2",
    ]


def test_packages_of_the_project_have_no_version() -> None:
    """A workspace in a berry lock file is not installed from a registry."""
    text = f'"{NAME}@workspace:packages/x":\n  version: 0.0.0-use.local\n'
    assert locked_versions(Source("lock", text), "yarn.lock", NAME) == ()


@pytest.mark.parametrize("file_name", READERS)
def test_any_text_is_read_soon(file_name: str) -> None:
    """A large file of something else gives nothing."""
    text = f"{NAME}\n" + '  "a": {\n' * 100_000
    assert locked_versions(Source("lock", text), file_name, NAME) == ()
