"""The house rules, as facts about the source tree."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from insights_cli.cli.app import COMMANDS
from insights_cli.cli.explanations import OWNERS, every_explanation
from insights_cli.cli.generate import generated_files

TOP = Path(__file__).parent.parent
PACKAGE = TOP / "insights_cli"
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"utils", "helpers", "common", "core", "manager", "base", "misc"}
WALL_OF_MODULES = 300
WALL_OF_FUNCTIONS = 40
MOST_SUPPRESSIONS = 15


def name_of(path: Path) -> str:
    """The path as people say it."""
    return str(path.relative_to(TOP))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function in a module."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def test_no_module_is_over_the_wall() -> None:
    """Every module can be read in one go."""
    lengths = {name_of(path): len(path.read_text().splitlines()) for path in MODULES}
    assert {name: length for name, length in lengths.items() if length > WALL_OF_MODULES} == {}


def test_no_function_is_over_the_wall() -> None:
    """Every function fits on a screen."""
    long = {
        f"{name_of(path)}:{each.name}": each.end_lineno - each.lineno + 1
        for path in MODULES
        for each in functions(path)
        if each.end_lineno and each.end_lineno - each.lineno + 1 > WALL_OF_FUNCTIONS
    }
    assert long == {}


def test_names_say_what_is_inside() -> None:
    """No module or folder has a name that fits everything."""
    assert {path.stem for path in MODULES} & FORBIDDEN_NAMES == set()


def test_suppressions_are_few_and_reasoned() -> None:
    """A `noqa` or `type: ignore` names its code and its reason, and there are few of them."""
    lines = [
        f"{name_of(path)}: {line.strip()}"
        for path in MODULES
        for line in path.read_text().splitlines()
        if re.search(r"#\s*(noqa|type: ignore)", line)
    ]
    reasoned = re.compile(r"#\s*(noqa: [A-Z]+\d+|type: ignore\[[\w-]+\])( - |  # )\w+")
    assert [line for line in lines if not reasoned.search(line)] == []
    assert len(lines) <= MOST_SUPPRESSIONS


def documented(path: Path) -> Iterator[tuple[str, set[str]]]:
    """Each docstring of a class or function in a module, with every name that its code uses."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            text, parts = ast.get_docstring(node) or "", list(ast.walk(node))
            words = [getattr(part, field, None) for part in parts for field in ("arg", "id", "attr", "name")]
            yield text, {word for word in words if isinstance(word, str)}


def test_names_in_docstrings_exist() -> None:
    """A word in asterisks is a parameter or a field, so a renamed one cannot stay behind in words."""
    marked = re.compile(r"(?<![\w*])\*([a-z_]\w*)\*(?![\w*])")
    gone = [
        f"{name_of(path)}: *{word}*"
        for path in MODULES
        for text, words in documented(path)
        for word in marked.findall(text)
        if word not in words
    ]
    assert gone == []


def families() -> list[Path]:
    """The folders that have a registry."""
    return [path.parent for path in MODULES if path.name == "registry.py"]


@pytest.mark.parametrize("folder", families(), ids=lambda path: path.name)
def test_registries_list_every_member(folder: Path) -> None:
    """A family's registry imports each of its members."""
    listed = (folder / "registry.py").read_text()
    members = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    missing = {name for name in members - {"__init__", "registry", "codes"} if not re.search(rf"\b{name}\b", listed)}
    assert missing == set()


def test_codes_are_unique_and_explained() -> None:
    """Every code that the source mentions has exactly one explanation."""
    known = Counter(each.code for each in every_explanation())
    assert [code for code, times in known.items() if times > 1] == []
    mentioned = {
        code
        for path in MODULES
        for code in re.findall(r"\"((?:IN|TK|ID|EN|SV|SP|UP|DR|DM|CL|RD)\d{3})\"", path.read_text())
    }
    assert mentioned - set(known) == set()


@pytest.mark.parametrize(("owner", "family"), OWNERS.items())
def test_owners_hold_their_family(owner: str, family: str) -> None:
    """A code is found by its first two letters, so its page is in a module of that family."""
    assert {each.code[:2] for each in import_module(owner).EXPLANATIONS} == {family}


def test_generated_files_are_fresh() -> None:
    """Completions and the static help are what the command tree says; else run python -m insights_cli.cli.generate."""
    stale = [name for name, text in generated_files().items() if (TOP / name).read_text(encoding="utf-8") != text]
    assert stale == []


@pytest.mark.parametrize("entry", COMMANDS, ids=lambda entry: entry.name)
def test_every_command_is_in_the_readme(entry: object) -> None:
    """README names each command."""
    assert f"insights {getattr(entry, 'name', '')}" in (TOP / "README.md").read_text()


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "__init__.py"], ids=name_of)
def test_modules_import_alone(path: Path) -> None:
    """Each module can be imported first."""
    dotted = ".".join(path.relative_to(TOP).with_suffix("").parts)
    assert import_module(dotted)
