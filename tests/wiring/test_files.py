"""Sources are found, tests and builds are not."""

from pathlib import Path

from insights_cli.wiring.files import MOST_BYTES, read_sources


def test_which_files_are_read(tmp_path: Path) -> None:
    """Sources in nested folders are read; tests, types and node_modules are left out."""
    for name in (
        "src/index.ts",
        "src/plugins/a.tsx",
        "src/a.test.ts",
        "src/t.d.ts",
        "src/node_modules/m/i.ts",
        "src/x.css",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("f();")
    found = read_sources(tmp_path / "src", shown_from=tmp_path)
    assert [file.path for file in found] == ["src/index.ts", "src/plugins/a.tsx"]
    assert [len(file.calls) for file in found] == [1, 1]


def test_a_huge_file_is_not_read_and_said(tmp_path: Path) -> None:
    """A bundle that somebody checked in is marked as unread."""
    (tmp_path / "big.js").write_bytes(b"x" * (MOST_BYTES + 1))
    assert [file.broken for file in read_sources(tmp_path, shown_from=tmp_path)] == [True]


def test_no_folder_no_files(tmp_path: Path) -> None:
    """A folder that is not there has no sources."""
    assert read_sources(tmp_path / "nowhere", shown_from=tmp_path) == ()


def test_only_files_that_name_something(tmp_path: Path) -> None:
    """Files without any of the words are not parsed; what cannot be read may have one."""
    for name, text in {"a.ts": "f(word);", "b.ts": "f(other);", "c.js": "x" * (MOST_BYTES + 1)}.items():
        (tmp_path / name).write_text(text)
    found = read_sources(tmp_path, shown_from=tmp_path, naming=("word", "more"))
    assert [(file.path, file.broken) for file in found] == [("a.ts", False), ("c.js", True)]
