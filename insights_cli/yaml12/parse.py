"""The entry: text to one value, on libyaml's events where they mean the same, else by the exact grammar."""

from typing import Final

from insights_cli.model.value import value
from insights_cli.yaml12.collector import paused_collector
from insights_cli.yaml12.limits import too_deep
from insights_cli.yaml12.nodes import Node, Source
from insights_cli.yaml12.quick import parse_quickly

BOM: Final = "\ufeff"

# Behind a byte order mark npm's `yaml` counts the indent of the first line as none; only the grammar does that too.
_SHIFTED_BY_BOM: Final = frozenset((BOM, " ", "-", "?", ":"))


@value
class Parsed:
    """The *root* value of a text (null for an empty one), and what the reader warns about as `(text, start, end)`."""

    root: Node
    warnings: tuple[tuple[str, int, int], ...] = ()


def parse_yaml(source: Source) -> Parsed:
    """The value of the one document in *source*.

    Raises:
        YamlError: the text is not one YAML 1.2 document, or is beyond the limits on depth and alias expansion.
    """
    if source.text.startswith(BOM) and source.text[1:2] not in _SHIFTED_BY_BOM:
        source = Source(source.path, source.text.removeprefix(BOM))
    with paused_collector():
        root = parse_quickly(source)
        if root is not None:
            return Parsed(root=root)
        # Most files never need the grammar, and its dozen modules cost as much start-up as the rest of the reader.
        from insights_cli.yaml12.grammar.document import parse_exactly

        try:
            root, warnings = parse_exactly(source)
        except RecursionError as error:
            raise too_deep(source, 0) from error
        return Parsed(root=root, warnings=warnings)
