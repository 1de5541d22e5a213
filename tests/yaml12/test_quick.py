"""The quick reader agrees with the exact grammar or leaves the text to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.grammar.document import parse_exactly
from insights_cli.yaml12.nodes import Node, Source, walk
from insights_cli.yaml12.quick import parse_quickly

PIECES = (
    *(
        "a",
        "b",
        "a: ",
        "c: ",
        "b:",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ",",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n    ",
        "\n- ",
        "#",
        " #c",
    ),
    *(
        "'",
        '"',
        "|",
        "|-\n",
        ">\n",
        "? ",
        ": ",
        ":",
        "1",
        "0x1f",
        "~",
        "true",
        "---\n",
        "\n\n",
        "x y",
        "\\",
        "&x ",
        "*x",
        "\n  - ",
        "\t",
        "\r\n",
        "\r\n  ",
        "\\\n",
        "[\n",
        "\n]",
    ),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def shape(root: Node) -> list[tuple[object, ...]]:
    """Every value with its path, its class and its text."""
    return [(path, type(node).__name__, getattr(node, "value", None)) for path, node in walk(root)]


@given(TEXTS)
def test_what_is_read_quickly_is_read_right(text: str) -> None:
    """Where the quick reader answers, the exact grammar gives the same."""
    source = Source("x", text)
    try:
        root = parse_quickly(source)
    except YamlError:
        root = None
    if root is not None:
        assert shape(root) == shape(parse_exactly(source)[0])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("-\n\n# c\n a\n- b\n", id="a text of an item that goes on in the next"),
        pytest.param("k:\n\n# c\n a\nz: 1\n", id="a text of a key"),
        pytest.param("k:\r\n\r\n# c\r\n\r\n &x a\r\nz: 1\r\n", id="an anchored text, with the line breaks of Windows"),
        pytest.param("k:\n\n# c\n a:\xa0b\nz: 1\n", id="a text with a colon and white space that is no space"),
        pytest.param("k:\n\n#\n # c\n a\nz: 1\n", id="more than one comment"),
        pytest.param("{k: 1\n# c\n}\n", id="the end of a mapping in brackets"),
    ],
)
def test_what_stands_behind_a_comment_is_left_to_the_grammar(text: str) -> None:
    """Where a comment begins a line, npm's `yaml` forgets how far the text behind it was indented."""
    assert parse_quickly(Source("x", text)) is None


def test_a_line_of_white_space_that_is_no_space_is_left_to_the_grammar() -> None:
    """To YAML it is text, and too little indented."""
    assert parse_quickly(Source("x", "- [\n\xa0\n]\n")) is None


def test_a_tab_behind_an_anchor_is_left_to_the_grammar() -> None:
    """It may hide that the text stands on the next line."""
    assert parse_quickly(Source("x", "k: &x \t\n|\n  a\n")) is None


ORDINARY = """\
# Written by hand; is it all right ?
app: &app
  title: 'x' # as before : see [#12], {#3}
  allow: [
    Component,
    {b: 1},
  ]
  text: |
    one
    \ttwo
  long: "first \\
    second"
  url: http://h/x?y=1#z\t# a tab before a comment
again: *app
# A comment.
list:
  # Another, which is followed by a list.

  - http://h/x:1
404: Zürich
"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(ORDINARY, id="comments, quotes, lists over several lines, block texts, anchors, tabs"),
        pytest.param(ORDINARY.replace("\n", "\r\n"), id="with the line breaks of Windows"),
        pytest.param(f"# (c) Example\n\n---\n{ORDINARY}", id="with a licence and a mark before it"),
    ],
)
def test_an_ordinary_configuration_is_read_quickly(text: str) -> None:
    """What people write every day needs no grammar."""
    source = Source("x", text)
    root = parse_quickly(source)
    assert root is not None
    assert shape(root) == shape(parse_exactly(source)[0])
