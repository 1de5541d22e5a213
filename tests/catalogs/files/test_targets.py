"""Targets mean files."""

from pathlib import Path

from insights_cli.catalogs.files.targets import find_files


def make(folder: Path, *names: str) -> None:
    """Empty files."""
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).touch()


def test_folder_is_walked_without_the_usual_ballast(tmp_path: Path) -> None:
    """A folder means all its YAML and JSON, without hidden folders, packages and builds."""
    make(
        tmp_path, "b.yaml", "a/c.yml", "a/d.ndjson", "readme.md", ".git/x.yaml", "node_modules/y.yaml", "a/dist/z.json"
    )
    found = find_files(".", [tmp_path])
    assert [str(file.relative_to(tmp_path)) for file in found.files] == ["b.yaml", "a/c.yml", "a/d.ndjson"]
    assert found.in_folder


def test_what_cannot_be_looked_at_is_left_to_who_reads_it(tmp_path: Path) -> None:
    """A closed folder, or here a name that is too long, is no crash, and its reason is told by reading it."""
    name = "n" * 300
    assert find_files(name, [tmp_path]).files == (tmp_path / name,)
    assert find_files("a\0b", [tmp_path]).files == ()


def test_glob_is_sorted(tmp_path: Path) -> None:
    """A glob means the files that it fits, in order."""
    make(tmp_path, "x/b.yaml", "x/a.yaml", "x/y/c.yaml")
    assert [file.name for file in find_files("x/*.yaml", [tmp_path]).files] == ["a.yaml", "b.yaml"]
    assert len(find_files("**/*.yaml", [tmp_path]).files) == 3


def test_first_base_that_has_the_target_counts(tmp_path: Path) -> None:
    """A relative target starts where there is something."""
    make(tmp_path, "examples/a.yaml", "packages/backend/b.yaml")
    bases = [tmp_path / "packages" / "backend", tmp_path]
    assert find_files("../../examples/a.yaml", bases).base == bases[0]
    assert find_files("examples/*.yaml", bases).base == bases[1]
    assert find_files("b.yaml", bases).files == (bases[0] / "b.yaml",)


def test_nothing_is_nothing(tmp_path: Path) -> None:
    """A target without files has none."""
    assert find_files("no.yaml", [tmp_path]).files == ()
    assert find_files("*.yaml", [tmp_path]).files == ()
