"""Read TypeScript and TSX with tree-sitter's grammar; comments and strings are never mistaken for code."""

from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, Element, Import, SourceFile

_TSX = Language(tree_sitter_typescript.language_tsx())
_TYPESCRIPT = Language(tree_sitter_typescript.language_typescript())
_JSX = ("jsx_opening_element", "jsx_self_closing_element")


def parse(text: bytes, path: str) -> SourceFile:
    """Read *text*; TSX by the ending of *path*, since `<T>x` is a cast in plain TypeScript only."""
    language = _TSX if path.endswith(("x", ".js", ".mjs", ".cjs")) else _TYPESCRIPT
    root = Parser(language).parse(text).root_node
    page = _Page(path, text.split(b"\n"))
    imports, calls, elements = [], [], []
    for node in _walk(root):
        if node.type == "import_statement":
            imports += [found for found in (_import(node, page),) if found]
        elif node.type == "call_expression":
            calls.append(_call(node, page))
        elif node.type in _JSX:
            elements.append(_element(node, page))
    return SourceFile(
        path=path, imports=tuple(imports), calls=tuple(calls), elements=tuple(elements), broken=root.has_error
    )


def _walk(root: Node) -> Iterator[Node]:
    waiting = [root]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


@dataclass(frozen=True, slots=True)
class _Page:
    """The file that nodes come from; the grammar counts columns in bytes, people in characters."""

    path: str
    lines: list[bytes]

    def location(self, node: Node) -> Location:
        start, end = node.start_point, node.end_point
        return Location(
            path=self.path,
            line=start.row + 1,
            column=self._column(start.row, start.column),
            end_line=end.row + 1,
            end_column=self._column(end.row, end.column),
        )

    def _column(self, row: int, column_bytes: int) -> int:
        return len(self.lines[row][:column_bytes].decode(errors="replace")) + 1


def _text(node: Node | None) -> str:
    return node.text.decode(errors="replace") if node is not None and node.text is not None else ""


def _literal(node: Node) -> str | None:
    if node.type == "string":
        return "".join(_text(child) for child in node.named_children)
    if node.type == "template_string" and not any(child.type == "template_substitution" for child in node.children):
        return _text(node)[1:-1]
    return None


def _import(node: Node, page: _Page) -> Import | None:
    source = node.child_by_field_name("source")
    module = _literal(source) if source is not None else None
    if module is None:
        return None
    names: dict[str, str] = {}
    for clause in (child for child in node.children if child.type == "import_clause"):
        for child in clause.named_children:
            names |= _imported_names(child)
    return Import(module=module, names=names, location=page.location(node))


def _imported_names(node: Node) -> dict[str, str]:
    match node.type:
        case "identifier":
            return {_text(node): "default"}
        case "namespace_import":
            return {_text(node.named_children[0]): "*"}
        case "named_imports":
            specifiers = [child for child in node.named_children if child.type == "import_specifier"]
            return {
                _text(each.child_by_field_name("alias") or each.child_by_field_name("name")): _text(
                    each.child_by_field_name("name")
                )
                for each in specifiers
            }
        case _:
            return {}


def _call(node: Node, page: _Page) -> Call:
    arguments = node.child_by_field_name("arguments")
    given = [_bare(child) for child in arguments.named_children] if arguments is not None else []
    objects = [each for each in given if each.type == "object"]
    return Call(
        callee="".join(_text(node.child_by_field_name("function")).split()),
        texts=tuple(text for each in given if (text := _literal(each)) is not None),
        modules=tuple(module for each in given if (module := _dynamic_import(each)) is not None),
        names=tuple(name for each in given if (name := _name(each))),
        fields={key: value for each in objects for key, value in _fields(each).items()},
        location=page.location(node),
    )


def _bare(node: Node) -> Node:
    """Take off `await`, parentheses, `as T` and `!`."""
    while node.type in ("await_expression", "parenthesized_expression", "as_expression", "non_null_expression"):
        if not node.named_children:
            break
        node = node.named_children[0]
    return node


def _dynamic_import(node: Node) -> str | None:
    if node.type != "call_expression" or _text(node.child_by_field_name("function")) != "import":
        return None
    arguments = node.child_by_field_name("arguments")
    texts = [_literal(child) for child in arguments.named_children] if arguments is not None else []
    return texts[0] if texts else None


def _name(node: Node) -> str:
    if node.type == "identifier":
        return _text(node)
    function = node.child_by_field_name("function") if node.type == "call_expression" else None
    return _text(function) if function is not None and function.type == "identifier" else ""


def _fields(node: Node) -> dict[str, str]:
    fields: dict[str, str] = {}
    for child in node.named_children:
        match child.type:
            case "pair":
                key = child.child_by_field_name("key")
                fields[_text(key).strip("'\"")] = _text(child.child_by_field_name("value"))
            case "shorthand_property_identifier" | "spread_element":
                fields[_text(child)] = _text(child)
            case "method_definition":
                fields[_text(child.child_by_field_name("name"))] = _text(child)
            case _:
                pass
    return fields


def _element(node: Node, page: _Page) -> Element:
    attributes = {}
    for child in node.named_children:
        if child.type == "jsx_attribute" and child.named_children:
            value = child.named_children[1] if len(child.named_children) > 1 else None
            attributes[_text(child.named_children[0])] = _text(value).strip("'\"") if value is not None else "true"
    return Element(name=_text(node.child_by_field_name("name")), attributes=attributes, location=page.location(node))
