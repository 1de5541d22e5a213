"""Files give their documents, or say what is wrong and where."""

import json

import pytest

from insights_cli.catalogs.files.documents import UnreadableError, parse_documents, read_text
from insights_cli.model.json import JsonValue

A: JsonValue = {"kind": "A", "metadata": {"name": "a"}}
B: JsonValue = {"kind": "B", "metadata": {"name": "b"}}

FILES: dict[str, tuple[str, list[JsonValue], list[int]]] = {
    "one": ("kind: A\nmetadata: {name: a}\n", [A], [1]),
    "many": ("---\nkind: A\nmetadata:\n  name: a\n---\n\nkind: B\nmetadata: {name: b}\n...\n", [A, B], [2, 7]),
    "empty ones": ("---\n---\n# nothing\n---\nkind: A\nmetadata: {name: a}\n---\n", [A], [5]),
    "directive": ("%YAML 1.2\n---\nkind: A\nmetadata: {name: a}\n", [A], [3]),
    "marker with words": ("--- # first\nkind: A\nmetadata: {name: a}\n", [A], [2]),
    "marker in block text": ("a: |\n  x\n  --- \n---\nb: 1\n", [{"a": "x\n--- \n"}, {"b": 1}], [1, 5]),
    "strings stay strings": ("a: 0123\nb: yes\nc: 12:30:45\nd: +49 1\n", [{"a": 123, "b": "yes"}], [1]),
    "nothing": ("# only words\n", [], []),
    "json": (json.dumps(A), [A], [1]),
    "json list": (json.dumps([A, None, B]), [A, B], [1, 1]),
    "by-query answer": (json.dumps({"items": [A, B], "totalItems": 2, "pageInfo": {}}), [A, B], [1, 1]),
    "by-refs answer": (json.dumps({"items": [A, None]}), [A], [1]),
    "pretty json": (json.dumps([A, B], indent=2), [A, B], [1, 1]),
    "ndjson": (f"{json.dumps(A)}\n\n{json.dumps(B)}\n", [A, B], [1, 3]),
    "ndjson of answers": (
        f"{json.dumps([A])}\n{json.dumps([B])}".replace("[{", "{").replace("}]", "}"),
        [A, B],
        [1, 2],
    ),
}


@pytest.mark.parametrize("name", FILES)
def test_documents_of_a_file(name: str) -> None:
    """Every shape that people keep entities in is read, with the line of each document."""
    text, values, lines = FILES[name]
    found = parse_documents(text, "x").found
    if name == "strings stay strings":
        assert found[0].value == {"a": 123, "b": "yes", "c": "12:30:45", "d": "+49 1"}
        return
    assert [each.value for each in found] == values
    assert [each.location.line for each in found] == lines


BROKEN = {
    "yaml": ("kind: A\nmetadata: [\n", "x.yaml", 2),
    "later document": ("kind: A\n---\nkind: B\n  bad: indent\n", "x.yaml", 4),
    "json": ('{"kind": "A",\n "metadata"}', "x.json", 2),
    "deep json": ("[" * 100_000, "x.json", 1),
    "empty json": ("", "x.json", 1),
    "duplicate key": ("kind: A\nkind: B\n", "x.yaml", 2),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_file_is_named_with_its_line(name: str) -> None:
    """A broken document breaks the file, at its own line."""
    text, path, line = BROKEN[name]
    with pytest.raises(UnreadableError) as caught:
        parse_documents(text, path)
    assert caught.value.location.path == path
    assert abs(caught.value.location.line - line) <= 1


def test_broken_line_of_an_export_is_left_out() -> None:
    """A line of NDJSON that is cut off does not cost the others."""
    found = parse_documents(f'{json.dumps(A)}\n{{"kind": \n{json.dumps(B)}\n', "x.ndjson")
    assert [each.value for each in found.found] == [A, B]
    assert [each.location.line for each in found.broken] == [2]


def test_export_of_broken_lines_is_broken() -> None:
    """When no line can be read, nothing can."""
    with pytest.raises(UnreadableError):
        parse_documents("{x}\n{y}\n", "x.ndjson")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: \0\n", b"\x89PNG\r\n\x1a\n"])
def test_binary_is_no_text(content: bytes) -> None:
    """Binary content is told as such."""
    with pytest.raises(UnreadableError, match="it is no text"):
        read_text(content, "x.yaml")


def test_marks_and_line_ends_of_windows_are_read() -> None:
    """A byte order mark is skipped, CRLF is a line end."""
    assert read_text(b"\xef\xbb\xbfa: 1\r\nb: 2\r\n", "x") == "a: 1\nb: 2\n"
