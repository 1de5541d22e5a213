"""The quick reader agrees with the exact grammar or leaves the text to it."""

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


def test_an_ordinary_configuration_is_read_quickly() -> None:
    """Comments, quotes, flow collections and block texts need no grammar."""
    text = "# c\napp:\n  title: 'x' # y\n  list: [a, {b: 1}]\n  text: |\n    one\n  url: http://h/x?y=1#z\n404: x\n"
    assert parse_quickly(Source("x", text)) is not None
