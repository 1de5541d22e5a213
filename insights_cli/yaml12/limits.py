"""How much one text may hold, and the count of alias expansions that npm's `yaml` keeps."""

from typing import Final

from insights_cli.yaml12.errors import YamlError, YamlProblem
from insights_cli.yaml12.nodes import Mapping, Node, Sequence, Source

MAX_DEPTH: Final = 100
"""Far beyond any configuration, and few enough levels for the stack of a reader that calls itself for each."""

MAX_ALIAS_COUNT: Final = 100
MAX_EXPANDED: Final = 1_000_000
MAX_TOKENS: Final = 500_000
"""For the exact grammar, which keeps every token: some 60,000 lines. What libyaml reads alike has no such limit."""


class Anchor:
    """An anchored value; *node* is None while it is being read, *inside* are the anchors its aliases mean."""

    __slots__ = ("alias_count", "count", "inside", "node", "size")

    def __init__(self) -> None:
        self.node: Node | None = None
        self.count = 1
        self.alias_count = 0
        self.size = 0
        self.inside: list[Anchor] = []


def too_deep(source: Source, offset: int) -> YamlError:
    """The error for a value nested beyond MAX_DEPTH."""
    return YamlError(f"nested more than {MAX_DEPTH} deep", source, offset, problem=YamlProblem.DEPTH)


def too_long(source: Source, offset: int) -> YamlError:
    """The error for a text of more than MAX_TOKENS tokens."""
    return YamlError(f"the text has more than {MAX_TOKENS} tokens", source, offset, problem=YamlProblem.LENGTH)


def _children(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return list(node.members.values())
    return node.items if isinstance(node, Sequence) else []


def _size(node: Node) -> int:
    """How many values *node* holds with every alias expanded, counted no further than MAX_EXPANDED."""
    total, open_nodes = 0, [node]
    while open_nodes and total <= MAX_EXPANDED:
        total += 1
        open_nodes.extend(_children(open_nodes.pop()))
    return total


def _has_leaf(node: Node) -> bool:
    if isinstance(node, Mapping):
        return bool(node.members)
    return not isinstance(node, Sequence) or any(_has_leaf(item) for item in node.items)


class Aliases:
    """The anchors of one document and the cost of their aliases so far."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._expanded = 0
        self.anchors: dict[str, Anchor] = {}

    def define(self, name: str) -> Anchor:
        """Begin the value anchored as *name*; a later anchor of that name replaces an earlier one."""
        anchor = self.anchors[name] = Anchor()
        return anchor

    def _fail(self, reason: str, start: int, end: int, problem: YamlProblem = YamlProblem.ALIAS) -> YamlError:
        return YamlError(reason, self._source, start, end=end, problem=problem)

    def resolve(self, name: str, start: int, end: int) -> Anchor:
        """The anchor that an alias *name* at *start* to *end* means, with one more expansion counted.

        Raises:
            YamlError: there is no such anchor, the alias stands inside it, or it expands too often.
        """
        anchor = self.anchors.get(name)
        if anchor is None:
            raise self._fail(f"the alias *{name} has no anchor before it", start, end)
        if anchor.node is None:
            raise self._fail(f"the alias *{name} stands inside its own anchor", start, end)
        anchor.count += 1
        if anchor.alias_count == 0:
            inner = max((inside.count * inside.alias_count for inside in anchor.inside), default=0)
            anchor.alias_count = max(inner, 1 if _has_leaf(anchor.node) else 0)
            anchor.size = _size(anchor.node)
        self._expanded += anchor.size
        if anchor.count * anchor.alias_count > MAX_ALIAS_COUNT:
            raise self._fail(f"the alias *{name} expands too often (more than {MAX_ALIAS_COUNT} times)", start, end)
        if self._expanded > MAX_EXPANDED:
            raise self._fail(f"aliases expand to more than {MAX_EXPANDED} values", start, end, YamlProblem.SIZE)
        return anchor
