"""Static completion scripts: made from the command tree once, so that TAB never starts Python."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol


class FlagLike(Protocol):
    """What a script needs to know of an option."""

    @property
    def names(self) -> tuple[str, ...]:
        """Its spellings, long ones first."""

    @property
    def help(self) -> str:
        """Its help line."""

    @property
    def metavar(self) -> str:
        """What it takes; empty for a switch."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values it takes, when they are a closed set."""

    @property
    def is_path(self) -> bool:
        """Whether it takes a path."""


class PositionalLike(Protocol):
    """What a script needs to know of an argument."""

    @property
    def choices(self) -> tuple[str, ...]:
        """The values it takes, when they are a closed set."""

    @property
    def is_path(self) -> bool:
        """Whether it takes a path."""


class NodeLike(Protocol):
    """What a script needs to know of a command."""

    @property
    def words(self) -> tuple[str, ...]:
        """What is typed, from `insights` on."""

    @property
    def line(self) -> str:
        """Its one line of help."""

    @property
    def flags(self) -> tuple[FlagLike, ...]:
        """Its options."""

    @property
    def positionals(self) -> tuple[PositionalLike, ...]:
        """Its arguments."""

    @property
    def children(self) -> tuple["NodeLike", ...]:
        """Its subcommands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """A shell: its name, the usual file name of its script, and how the script is written."""

    name: str
    file_name: str
    render: Callable[[NodeLike], str]


def every_node(node: NodeLike) -> Iterator[NodeLike]:
    """*node* and all below it, parents first."""
    yield node
    for child in node.children:
        yield from every_node(child)
