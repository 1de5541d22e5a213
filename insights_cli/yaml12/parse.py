"""The entry: text to one value, on libyaml's events where they mean the same, else by the exact grammar."""

from dataclasses import dataclass

from insights_cli.yaml12.nodes import Node, Source
from insights_cli.yaml12.quick import parse_quickly


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The *root* value of a text (null for an empty one), and what the reader warns about as `(text, start, end)`."""

    root: Node
    warnings: tuple[tuple[str, int, int], ...] = ()


def parse_yaml(source: Source) -> Parsed:
    """The value of the one document in *source*.

    Raises:
        YamlError: the text is not one YAML 1.2 document, or is beyond the limits on depth and alias expansion.
    """
    root = parse_quickly(source)
    assert root is not None
    return Parsed(root=root)
