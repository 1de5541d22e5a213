"""Plain values from texts, for short tests."""

from insights_cli.yaml12.grammar.document import parse_exactly
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Sequence, Source
from insights_cli.yaml12.parse import parse_yaml


def bare(node: Node) -> object:
    """The *node* as dicts, lists and values."""
    if isinstance(node, Mapping):
        return {key: bare(value) for key, value in node.members.items()}
    if isinstance(node, Sequence):
        return [bare(item) for item in node.items]
    assert isinstance(node, Scalar)
    return node.value


def value_of(text: str) -> object:
    """What *text* means, read the way files are."""
    return bare(parse_yaml(Source("x.yaml", text)).root)


def exact_value_of(text: str) -> object:
    """What *text* means to the exact grammar."""
    return bare(parse_exactly(Source("x.yaml", text))[0])
