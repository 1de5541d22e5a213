"""Which files count, and what happens to those that cannot be read."""

from pathlib import Path

import pytest

from insights_cli.app_config.files import DiskFiles, MemoryFiles
from insights_cli.app_config.sources import find_root, load, looks_like_url
from insights_cli.errors import InsightsError


def names(files: dict[str, str], environment: dict[str, str] | None = None, folder: str = "/r") -> list[str]:
    """The sources of a load without --config."""
    contents = {path: text.encode() for path, text in files.items()}
    document = load(environment=environment or {}, folder=folder, files=MemoryFiles(contents))
    return [source.name for source in document.sources]


def test_the_default_files_are_read_in_order() -> None:
    """Base, environments, local, local environments, variables; production is not among them."""
    every = ["", ".prod", ".eu", ".local", ".prod.local", ".eu.local", ".production"]
    files = {f"/r/app-config{name}.yaml": "a: 1" for name in every}
    environment = {"BACKSTAGE_ENV": " prod , eu,", "NODE_ENV": "production", "APP_CONFIG_b": "1"}
    assert names(files, environment) == [*(f"app-config{name}.yaml" for name in every[:-1]), "env"]


def test_the_root_has_workspaces() -> None:
    """A configuration below the root is not read."""
    files = {
        "/r/package.json": '{"workspaces": []}',
        "/r/packages/app/package.json": '{"workspaces": ""}',
        "/r/app-config.yaml": "a: 1",
        "/r/packages/app/app-config.yaml": "a: 2",
    }
    assert names(files, folder="/r/packages/app") == ["/r/app-config.yaml"]


@pytest.mark.parametrize("text", ["{", "null", "\ufeff{}"])
def test_a_broken_package_json_on_the_way_is_fatal(text: str) -> None:
    """Backstage stops at it too."""
    with pytest.raises(InsightsError, match="IN016"):
        find_root("/r/x", MemoryFiles({"/r/x/package.json": text.encode()}))


def test_nothing_found_names_the_places() -> None:
    """Silence would look like success."""
    with pytest.raises(InsightsError, match="IN001") as caught:
        names({})
    assert ("searched", "/r/app-config.yaml") in caught.value.notes


def test_named_files_replace_the_defaults() -> None:
    """Empty names count as not given; the rest is read in order."""
    files = MemoryFiles({"/r/app-config.yaml": b"a: 1", "/r/x.yaml": b"a: 2"})
    document = load(environment={"BACKSTAGE_ENV": "x"}, folder="/r", files=files, configs=["", "x.yaml", "x.yaml"])
    assert [source.name for source in document.sources] == ["x.yaml", "x.yaml"]


def test_variables_of_the_environment_win_over_env_files() -> None:
    """A file of variables only fills what is unset."""
    files = MemoryFiles({"/r/a.yaml": b"a: ${A} ${B}", "/r/.env": b"A=file\nB=file"})
    document = load(environment={"A": "real"}, folder="/r", files=files, configs=["a.yaml"], env_files=[".env"])
    assert document.plain() == {"a": "real file"}


URLS = {
    "https://h/x": True,
    "http:h": True,
    "git://h/x": True,
    "file:///x": False,
    "C:\\x": False,
    "env:foo": False,
    "a": False,
}


@pytest.mark.parametrize(("text", "is_url"), URLS.items())
def test_urls_have_a_host(text: str, is_url: bool) -> None:
    """What the URL parser of JavaScript gives a host."""
    assert looks_like_url(text) is is_url


@pytest.mark.parametrize(
    ("name", "code"), [("nope", "IN002"), ("folder", "IN003"), ("pipe", "IN003"), ("big", "IN004")]
)
def test_a_file_that_cannot_be_read_is_named(name: str, code: str, tmp_path: Path) -> None:
    """Missing files, folders, pipes without a writer, and files beyond the limit."""
    import os

    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with (tmp_path / "big").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(InsightsError) as caught:
        load(environment={}, folder=str(tmp_path), files=DiskFiles(), configs=[name])
    assert caught.value.code == code
    assert name in caught.value.summary


@pytest.mark.parametrize(
    ("text", "code"), [(b"- a\n", "IN006"), (b"x", "IN006"), (b"a: [", "IN005"), (b"a: *x", "IN008")]
)
def test_a_file_that_makes_no_sense_is_placed(text: bytes, code: str) -> None:
    """Roots that are no objects, syntax errors and aliases."""
    with pytest.raises(InsightsError) as caught:
        load(environment={}, folder="/r", files=MemoryFiles({"/r/a.yaml": text}), configs=["a.yaml"])
    assert caught.value.code == code
    assert str(caught.value.location).startswith("a.yaml:1:")


def test_bytes_that_are_no_text_are_replaced() -> None:
    """Invalid UTF-8 becomes U+FFFD and no error."""
    document = load(environment={}, folder="/r", files=MemoryFiles({"/r/a.yaml": b"a: \xff\xc3("}), configs=["a.yaml"])
    assert document.plain() == {"a": "\ufffd\ufffd("}


def test_the_null_device_is_an_empty_file() -> None:
    """As for Backstage."""
    document = load(environment={}, folder="/", files=DiskFiles(), configs=["/dev/null"])
    assert document.plain() == {}
