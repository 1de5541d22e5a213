"""The command tree as a man page and as Markdown."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol, TypeAlias

from insights_cli.render.completions import FlagLike, NodeLike, PositionalLike


class NamedPositional(PositionalLike, Protocol):
    """An argument with its name and its words."""

    @property
    def name(self) -> str:
        """Its name."""

    @property
    def help(self) -> str:
        """Its help line."""


class DescribedNode(NodeLike, Protocol):
    """A command with everything its help says."""

    @property
    def usage(self) -> str:
        """The usage line."""

    @property
    def help(self) -> str:
        """The whole description."""

    @property
    def epilog(self) -> str:
        """What ends its help: its exit codes."""

    @property
    def positionals(self) -> tuple[NamedPositional, ...]:
        """Its arguments."""

    @property
    def children(self) -> tuple["DescribedNode", ...]:
        """Its subcommands."""


Rows: TypeAlias = Sequence[tuple[str, str]]
"""Names, each with what it is for."""


def markdown(root: DescribedNode, *, environment: Rows) -> str:
    """The reference of every command, one section each, and of the environment."""
    sections = [_section(node) for node in _every(root)]
    sections.append("\n".join(["## Environment", "", *_list(f"`{name}`: {words}" for name, words in environment)]))
    return "# Reference\n\nMade from the command tree, do not edit.\n\n" + "\n".join(sections)


def man_page(root: DescribedNode, version: str, *, exit_status: Rows, environment: Rows, files: Rows) -> str:
    """`insights(1)`, in the man macros that every system has."""
    lines = [
        f'.TH INSIGHTS 1 "" "insights {version}" "User Commands"',
        ".SH NAME",
        f"insights \\- {_roff(root.line)}",
        ".SH SYNOPSIS",
        f".B {_roff(root.usage)}",
    ]
    for node in _every(root):
        lines += _man_section(node)
    for title, rows in (("EXIT STATUS", exit_status), ("ENVIRONMENT", environment), ("FILES", files)):
        lines += [f".SH {title}", *_man_rows(rows)]
    return "\n".join(lines) + "\n"


def _every(node: DescribedNode) -> Iterator[DescribedNode]:
    yield node
    for child in node.children:
        yield from _every(child)


def _paragraphs(text: str) -> Iterator[tuple[str, bool]]:
    """Each paragraph, and whether its lines must stay as they are (a paragraph that begins with a backspace mark)."""
    for paragraph in text.strip().split("\n\n"):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        if lines and lines[0].strip() == "\b":
            yield "\n".join(lines[1:]), True
        elif lines:
            yield " ".join(line.strip() for line in lines), False


def _rows(node: DescribedNode) -> Iterator[tuple[str, str]]:
    for positional in node.positionals:
        yield positional.name.upper(), positional.help
    for flag in node.flags:
        yield _spelling(flag), flag.help


def _spelling(flag: FlagLike) -> str:
    return ", ".join(flag.names) + (f" {flag.metavar}" if flag.metavar else "")


def _section(node: DescribedNode) -> str:
    lines = [f"## {' '.join(node.words)}", ""]
    for text, kept in (*_paragraphs(node.help), *_paragraphs(node.epilog)):
        lines += [*(["```text", text, "```"] if kept else [text]), ""]
    lines += ["```text", node.usage, "```", ""]
    lines += _list(f"`{spelling}`: {words}" if words else f"`{spelling}`" for spelling, words in _rows(node))
    lines += _list(f"`{' '.join(child.words)}`: {child.line}" for child in node.children)
    return "\n".join(lines)


def _list(items: Iterable[str]) -> list[str]:
    listed = [f"- {item}" for item in items]
    return [*listed, ""] if listed else []


def _man_section(node: DescribedNode) -> list[str]:
    lines = [f".SH {' '.join(node.words[1:] or ('DESCRIPTION',)).upper()}", f".B {_roff(node.usage)}"]
    for text, kept in (*_paragraphs(node.help), *_paragraphs(node.epilog)):
        body = [_roff(line) for line in text.splitlines()]
        lines += [".PP", ".nf", *body, ".fi"] if kept else [".PP", *body]
    return lines + _man_rows(_rows(node))


def _man_rows(rows: Iterable[tuple[str, str]]) -> list[str]:
    return [line for name, words in rows for line in (".TP", f".B {_roff(name)}", _roff(words) or "\\&")]


def _roff(text: str) -> str:
    escaped = text.replace("\\", "\\e").replace("-", "\\-")
    return f"\\&{escaped}" if escaped.startswith((".", "'")) else escaped
