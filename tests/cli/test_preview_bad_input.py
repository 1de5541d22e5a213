"""`preview-entity` on files that are broken, huge or hostile: a clear answer, never a traceback."""

import json
from pathlib import Path

import pytest

from tests.conftest import Insights
from tests.preview.sample import KEY

HEAD = "apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: x\n"
SPEC = "spec: {type: service, lifecycle: production, owner: team-a}\n"


def bomb() -> str:
    """Aliases that would expand to a billion items."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    return "\n".join([*lines, HEAD])


# What is in the file, the exit code, and words of the answer or the error.
FILES: dict[str, tuple[str | bytes, int, str]] = {
    "no metadata": ("kind: Component\n", 3, "it has no metadata"),
    "metadata is null": ("kind: Component\nmetadata:\n", 3, "it has no metadata"),
    "metadata is a list": ("kind: Component\nmetadata: [1]\n", 3, "it has no metadata"),
    "no name": ("kind: Component\nmetadata: {title: x}\n", 3, "it has no metadata.name"),
    "name is a number": ("kind: Component\nmetadata: {name: 7}\n", 3, "it has no metadata.name"),
    "no kind": ("metadata: {name: x}\n", 3, "it has no kind"),
    "kind spelled wrong": (HEAD.replace("Component", "Componnt"), 3, "likely: componnt:default/x"),
    "field missing": (HEAD + "spec: {type: a, lifecycle: b}\n", 0, "EN009"),
    "illegal name": (HEAD.replace("name: x", "name: x\n  namespace: A_b"), 3, "there is no component:default/x"),
    "empty": ("", 3, "there are no entities"),
    "only comments": ("# nothing\n---\n", 3, "there are no entities"),
    "one word": ("hello", 3, "it is no mapping"),
    "yaml error": (HEAD + "spec: [\n", 3, "it is no YAML"),
    "error in a later document": (HEAD + "---\nkind: [\n", 3, "it is no YAML"),
    "tab": ("kind: Component\nmetadata:\n\tname: x\n", 3, "it is no YAML"),
    "duplicate key": (HEAD + "kind: API\n", 3, "it is no YAML"),
    "duplicate entity": (HEAD + SPEC + "---\n" + HEAD + SPEC, 0, "EN004"),
    "nested too deep": (HEAD + "spec: " + "[" * 5000 + "]" * 5000, 3, "nested"),
    "json nested too deep": ("[" * 100_000, 3, "nested too deep"),
    "alias bomb": (bomb(), 3, "expands too often"),
    "odd keys": (HEAD + "spec: {1: a, '': b, 'a b': c, \"it's\": d, 'x[0]': e}\n", 0, "dropped"),
    "odd numbers": (HEAD + "spec: {a: .nan, b: -.inf, c: 1e999, d: 123456789012345678901234567890}\n", 0, "sent"),
    "json numbers": ('{"kind": "Component", "metadata": {"name": "x"}, "spec": {"a": NaN, "b": 1e999}}', 0, "sent"),
    "endless number": (
        '{"kind": "C", "metadata": {"name": "x"}, "spec": {"a": ' + "9" * 5000 + "}}",
        3,
        "it is no JSON",
    ),
    "half a character": ('{"kind": "Component", "metadata": {"name": "x", "title": "\\ud800"}}', 0, "sent"),
    "terminal codes": (HEAD + '  title: "\\e[31mred\\a"\n', 0, "sent"),
    "unknown tags": (HEAD + "spec: {a: !!set {}, b: !!binary aGk=, c: !x y, d: []}\n", 0, "sent"),
    "windows lines": ((HEAD + SPEC).replace("\n", "\r\n"), 0, "sent"),
    "byte order mark": ("\ufeff" + HEAD + SPEC, 0, "sent"),
    "utf-16": (HEAD.encode("utf-16"), 3, "it is no text"),
    "binary junk": (bytes(range(256)) * 100, 3, "it is no text"),
    "zero bytes": (HEAD + "\0", 3, "it is no text"),
    "cut off json": ('{"kind": "Component", "metadata": {"name": "x"', 3, "it is no JSON"),
    "list of nothing": ('[1, null, "x", [], {}]', 3, "no entity"),
    "items is no list": ('{"items": "x"}', 3, "it has no kind"),
    "cut off export": ('{"kind": "Component", "metadata": {"name": "x"}}\n{"kind": "Comp', 0, "EN002"),
    "5 MB annotation": (HEAD + f"  annotations: {{a: {'x' * 5_000_000}}}\n", 0, "too-long"),
    "locations to devices": (
        "kind: Location\nmetadata: {name: x}\nspec: {targets: [/dev/zero, ./file.yaml, ., 7]}\n",
        3,
        "likely: location:default/x",
    ),
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("form", ["text", "json"])
def test_bad_input_is_answered(name: str, form: str, insights: Insights, tmp_path: Path) -> None:
    """Each bad input has its words and its exit code, in text and in JSON, and nothing steers the terminal."""
    content, code, words = FILES[name]
    (tmp_path / "file.yaml").write_bytes(content if isinstance(content, bytes) else content.encode())
    argv = ["component:x", "--entities", "file.yaml", "--field", "spec", "--field", "metadata", "--format", form]
    result = insights("preview-entity", *argv, INSIGHTS_PSEUDONYM_KEY=KEY)
    assert result.code == code, result.err
    whole = result.out + result.err
    whole.encode()
    assert "\x1b" not in whole
    assert words in whole
    if form == "json":
        assert json.loads(result.out)["exit_code"] == code


def test_ten_thousand_entities_are_found_in(insights: Insights, tmp_path: Path) -> None:
    """One of many is found, with its line."""
    documents = [HEAD.replace("name: x", f"name: x{number}") + SPEC for number in range(10_000)]
    (tmp_path / "all.yaml").write_text("---\n".join(documents))
    result = insights("preview-entity", "component:x9999", "--entities", "all.yaml", INSIGHTS_PSEUDONYM_KEY=KEY)
    assert result.code == 0
    assert "all.yaml:59995" in result.out


def test_folder_with_one_bad_file_of_many(insights: Insights, tmp_path: Path) -> None:
    """The bad file is named with its line, the others are used."""
    for number in range(20):
        (tmp_path / f"catalog-info.{number}.yaml").write_text(HEAD.replace("name: x", f"name: x{number}") + SPEC)
    (tmp_path / "catalog-info.7.yaml").write_text(HEAD + "spec:\n  - a: 1\n b: 2\n")
    shown = insights("preview-entity", "component:x8", "--entities", ".", INSIGHTS_PSEUDONYM_KEY=KEY)
    assert (shown.code, "catalog-info.7.yaml:7" in shown.out) == (0, True)
    assert insights("preview-entity", "component:x7", "--entities", ".", INSIGHTS_PSEUDONYM_KEY=KEY).code == 3
