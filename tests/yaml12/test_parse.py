"""Texts mean what npm's yaml makes of them, on both ways of reading."""

import math

import pytest

from insights_cli.yaml12.errors import YamlError, YamlProblem
from insights_cli.yaml12.nodes import Mapping, Source
from insights_cli.yaml12.parse import parse_yaml
from tests.yaml12.building import exact_value_of, value_of

VALUES = [
    ("yes", "yes"),
    ("TRUE", True),
    ("tRue", "tRue"),
    ("012", 12),
    ("0o14", 12),
    ("0O14", "0O14"),
    ("0x1F", 31),
    ("-0x1f", "-0x1f"),
    ("1_000", "1_000"),
    ("1:30", "1:30"),
    ("1.e3", 1000),
    ("1.", 1),
    ("~", None),
    ("nULL", "nULL"),
    ("2024-01-02", "2024-01-02"),
    ("12345678901234567890", 12345678901234567000.0),
    ("1e400", math.inf),
    ("=", "="),
    ("!foo bar", "bar"),
    ('!!int "12"', 12),
    ("!!float 3", "3"),
    ("!!bool yes", "yes"),
    ("!!str 12", "12"),
    ("!!binary aGk=", {"0": 104, "1": 105}),
    ("!!set {x, y}", {}),
    ("!!pairs [x: 1]", [{"x": 1}]),
    ("!!timestamp 2024-01-02", {}),
    ("{{ x }}", {"{ x }": None}),
    ("[? x]", [{"x": None}]),
    ("{a: 1,}", {"a": 1}),
    ("'it''s'", "it's"),
    ('"\\ud83d\\ude00 \\x41"', "\U0001f600 A"),
    ("x\u2028y", "x\u2028y"),
    ("one\n   two\n\n   three", "one two\nthree"),
    ("|\n  a\n   b\n\n", "a\n b\n"),
    ("|+\n  a\n\n", "a\n\n"),
    (">-\n  a\n  b\n\n  c\n", "a b\nc"),
    ("|2\n    x\n", "  x\n"),
    ("\t1", 1),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_a_value_means_what_backstage_makes_of_it(text: str, value: object) -> None:
    """The core schema of YAML 1.2, with its edges."""
    assert value_of(f"k: {text}") == {"k": value}
    assert exact_value_of(f"k: {text}") == {"k": value}


DOCUMENTS = [
    pytest.param("", None, id="nothing"),
    pytest.param("# only\n", None, id="a comment"),
    pytest.param("---\n", None, id="a marker"),
    pytest.param("\ufeffa: 1\n", {"a": 1}, id="a byte order mark"),
    pytest.param("a: 1\r\nb:\r\n  - x\r\n", {"a": 1, "b": ["x"]}, id="CRLF"),
    pytest.param("---\na: 1\n...\n", {"a": 1}, id="markers around"),
    pytest.param("1: a\n'1': b\n", {"1": "b"}, id="a number and its text"),
    pytest.param("1.50: a\n~: b\n.inf: c\n", {"1.5": "a", "": "b", "Infinity": "c"}, id="keys that are no texts"),
    pytest.param("? [x, y]\n: 1\n", {"[ x, y ]": 1}, id="a list as key"),
    pytest.param("{{ x }}: 1\n", {"{ ? { x } }": 1}, id="a template as key"),
    pytest.param("a: &x {b: 1}\n*x : 1\n", {"a": {"b": 1}, "*x": 1}, id="an alias as key"),
    pytest.param("a: &x {b: 1}\nc: *x\n", {"a": {"b": 1}, "c": {"b": 1}}, id="an alias"),
    pytest.param("a: &x {b: 1}\nc:\n  <<: *x\n", {"a": {"b": 1}, "c": {"<<": {"b": 1}}}, id="no merge key"),
    pytest.param(
        "%YAML 1.1\n---\na: &x {b: yes}\nc:\n  <<: *x\n  d: 012\n",
        {"a": {"b": True}, "c": {"b": True, "d": 10}},
        id="1.1",
    ),
    pytest.param("%YAML 1.3\n---\na: yes\n", {"a": "yes"}, id="an unknown version"),
    pytest.param("a:\n- 1\n- - 2\n  - 3\n", {"a": [1, [2, 3]]}, id="a list at its key's column"),
]


@pytest.mark.parametrize(("text", "value"), DOCUMENTS)
def test_a_document_means_what_backstage_makes_of_it(text: str, value: object) -> None:
    """Whole texts, with markers, anchors, directives and odd keys."""
    assert value_of(text) == value


ERRORS = [
    pytest.param("a: 1\nb: 2\na: 3\n", 3, 1, "unique", id="a key twice"),
    pytest.param("1: a\n1.0: b\n", 2, 1, "unique", id="a number twice"),
    pytest.param("a:\n\tb: 1\n", 2, 1, "tabs", id="a tab"),
    pytest.param("a: [1,\n2]\n", 2, 1, "indented", id="a list at the margin"),
    pytest.param("a: b: c\n", 1, 4, "quote", id="two colons"),
    pytest.param("a: @x\n", 1, 4, "reserved", id="an at sign"),
    pytest.param("a: %x\n", 1, 4, "directive", id="a percent sign"),
    pytest.param('a: "\\d"\n', 1, 5, "escape", id="an escape"),
    pytest.param("a: 'x' y\n", 1, 8, "after the value", id="text after a quote"),
    pytest.param('a: "x"#c\n', 1, 7, "space", id="a glued comment"),
    pytest.param("a: [${X}]\n", 1, 6, "missing", id="a placeholder in a list"),
    pytest.param("a: 1\n---\nb: 2\n", 2, 1, "several documents", id="two documents"),
    pytest.param("a: 1\n---\n", 2, 1, "several documents", id="a trailing marker"),
    pytest.param("a: - 1\n", 1, 4, "list", id="a list on the line of its key"),
    pytest.param('a: "x\n', 1, 4, "closing", id="an open quote"),
    pytest.param("a: [x\n", 2, 1, "end with", id="an open list"),
    pytest.param("k" * 1025 + ": v\n", 1, 1026, "1024", id="a long key"),
    pytest.param("k:\n  a: 1\n  [x]: 2\n", 3, 3, "needs a '\\?'", id="a list as a later key"),
    pytest.param("a: &x |#c\n  t\n", 1, 8, "space", id="a comment glued to an anchored header"),
    pytest.param("a:\n  |\n     \n    t\n", 4, 5, "digit", id="a block text that begins with spaces"),
    pytest.param("a: *nope\n", 1, 4, "no anchor", id="an alias to nothing"),
    pytest.param("a: &a\n  b: *a\n", 2, 6, "own anchor", id="an alias inside its anchor"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), ERRORS)
def test_an_error_is_placed_where_it_is(text: str, line: int, column: int, words: str) -> None:
    """The place is that of the part that is wrong."""
    with pytest.raises(YamlError, match=words) as caught:
        value_of(text)
    place = caught.value.source.locate(caught.value.start)
    assert (place.line, place.column) == (line, column)


DEEP = [
    "[" * 10_000,
    "{a: " * 10_000,
    "- " * 10_000 + "x",
    "? " * 10_000 + "x",
    "\t" + "[" * 10_000,
    "[" * 10_000 + "]: x",
]


@pytest.mark.parametrize("text", DEEP, ids=["list", "mapping", "block list", "explicit keys", "after a tab", "key"])
def test_deep_nesting_is_refused(text: str) -> None:
    """Ten thousand levels are an error and no crash."""
    with pytest.raises(YamlError) as caught:
        value_of(text)
    assert caught.value.problem is YamlProblem.DEPTH


@pytest.mark.parametrize(("times", "is_fine"), [(99, True), (100, False)])
@pytest.mark.parametrize("head", ["", "# \t\n"], ids=["quick", "exact"])
def test_a_hundred_aliases_are_too_many(times: int, is_fine: bool, head: str) -> None:
    """Ninety-nine aliases of one anchor are read, a hundred are refused."""
    text = head + "a: &a x\nb: [" + ", ".join(["*a"] * times) + "]\n"
    if is_fine:
        assert value_of(text) == {"a": "x", "b": ["x"] * times}
        return
    with pytest.raises(YamlError) as caught:
        value_of(text)
    assert caught.value.problem is YamlProblem.ALIAS


def test_keys_and_values_keep_their_places() -> None:
    """Offsets become lines and columns of keys, values and collections."""
    root = parse_yaml(Source("x.yaml", "app:\n  title: 'x'  # c\n  list: [a, b]\n")).root
    assert isinstance(root, Mapping)
    app = root.members["app"]
    assert isinstance(app, Mapping)
    title = app.members["title"]
    assert (str(title.location), title.location.end_column, title.raw) == ("x.yaml:2:10", 13, "'x'")
    assert str(app.key_location("list")) == "x.yaml:3:3"
    assert str(app.members["list"].location) == "x.yaml:3:9"


def test_unknown_tags_are_remarked() -> None:
    """What is ignored is told, with its place."""
    parsed = parse_yaml(Source("x.yaml", "a: !env X\n"))
    assert [(start, end) for _, start, end in parsed.warnings] == [(3, 7)]
