"""What git knows about a file."""

from pathlib import Path

import pytest

from insights_cli.projects.git import committed_text, in_index, is_tracked, repository_of
from tests.app_config.checks.examples import commit, write_files


def test_tracked_files_are_told_from_others(tmp_path: Path) -> None:
    """A committed file is tracked, its neighbours are not."""
    write_files(tmp_path, {"a/app-config.yaml": "one: 1\n"})
    commit(tmp_path)
    write_files(tmp_path, {"a/app-config.local.yaml": "two: 2\n", "app-config.yaml": "x: 1\n"})
    assert is_tracked(str(tmp_path / "a" / "app-config.yaml"))
    assert not is_tracked(str(tmp_path / "a" / "app-config.local.yaml"))
    assert not is_tracked(str(tmp_path / "app-config.yaml"))


def test_the_committed_text_is_that_of_the_last_commit(tmp_path: Path) -> None:
    """Later changes do not count, and a file without a commit has none."""
    write_files(tmp_path, {"a.yaml": "one: 1\n"})
    commit(tmp_path)
    write_files(tmp_path, {"a.yaml": "one: 2\n", "b.yaml": "x: 1\n"})
    assert committed_text(str(tmp_path / "a.yaml")) == "one: 1\n"
    assert committed_text(str(tmp_path / "b.yaml")) is None


def test_outside_a_repository_nothing_is_tracked(tmp_path: Path) -> None:
    """No repository, no answer but no."""
    if repository_of(str(tmp_path)) is not None:
        pytest.skip("the temporary folder lies in a repository")
    write_files(tmp_path, {"a.yaml": "one: 1\n"})
    assert not is_tracked(str(tmp_path / "a.yaml"))
    assert committed_text(str(tmp_path / "a.yaml")) is None


def test_an_index_of_another_version_is_not_searched() -> None:
    """Version 4 compresses paths, so git itself must be asked."""
    assert in_index(b"DIRC\x00\x00\x00\x04\x00\x00\x00\x01", "a") is None
    assert in_index(b"", "a") is None
