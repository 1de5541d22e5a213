"""Read TypeScript and TSX with tree-sitter's grammar; comments and strings are never mistaken for code."""

from collections.abc import Iterator
from dataclasses import dataclass

import tree_sitter_typescript
from tree_sitter import Language, Node, Parser

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, Element, How, Import, SourceFile

_TSX = Language(tree_sitter_typescript.language_tsx())
_TYPESCRIPT = Language(tree_sitter_typescript.language_typescript())
_JSX = ("jsx_opening_element", "jsx_self_closing_element")
_NAMES = ("identifier", "property_identifier", "shorthand_property_identifier")
_WRAPPERS = ("await_expression", "parenthesized_expression", "as_expression", "non_null_expression")
_DECLARATIONS = ("variable_declarator", "function_declaration", "class_declaration")
_BRANCHES = ("if_statement", "ternary_expression", "switch_statement")


def parse(text: bytes, path: str) -> SourceFile:
    """Read *text*; TSX by the ending of *path*, since `<T>x` is a cast in plain TypeScript only."""
    language = _TSX if path.endswith(("x", ".js", ".mjs", ".cjs")) else _TYPESCRIPT
    root = Parser(language).parse(text).root_node
    found = _Found(_Page(path, text.split(b"\n")))
    for node, is_conditional in _walk(root):
        found.take(node, is_conditional=is_conditional)
    return SourceFile(
        path=path,
        imports=tuple(found.imports),
        calls=tuple(found.calls),
        elements=tuple(found.elements),
        words=tuple(found.words),
        declared=frozenset(found.declared),
        texts=found.texts,
        broken=root.has_error,
    )


def _walk(root: Node) -> Iterator[tuple[Node, bool]]:
    """Every node in the order of the text, and whether it stands in a branch; imports are not entered."""
    waiting = [(root, False)]
    while waiting:
        node, is_conditional = waiting.pop()
        yield node, is_conditional
        if node.type == "import_statement":
            continue
        is_conditional = is_conditional or _branches(node)
        waiting.extend((child, is_conditional) for child in reversed(node.children))


def _branches(node: Node) -> bool:
    if node.type == "binary_expression":
        return _text(node.child_by_field_name("operator")) in ("&&", "||", "??")
    return node.type in _BRANCHES


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


class _Found:
    """What is found on the way through one file."""

    def __init__(self, page: _Page) -> None:
        self._page = page
        self._declared: dict[int, dict[str, str]] = {}
        self.imports: list[Import] = []
        self.calls: list[Call] = []
        self.elements: list[Element] = []
        self.words: list[tuple[int, str]] = []
        self.declared: set[str] = set()
        self.texts: dict[str, str] = {}

    def take(self, node: Node, *, is_conditional: bool) -> None:
        """Look at one *node*."""
        if node.type in _NAMES:
            self.words.append((node.start_byte, _text(node)))
        elif node.type == "call_expression":
            if (module := _module(node)) is not None:
                self._import(node, module, How.DYNAMIC, self._declared.get(node.start_byte, {}))
            self.calls.append(_call(node, self._page, is_conditional=is_conditional))
        elif node.type in ("import_statement", "export_statement"):
            self._static(node)
        elif node.type in _DECLARATIONS:
            self._declare(node)
        elif node.type in _JSX:
            self.elements.append(_element(node, self._page))

    def _static(self, node: Node) -> None:
        source = node.child_by_field_name("source")
        # Types are gone when the program runs.
        is_type = any(child.type == "type" for child in node.children)
        if source is not None and not is_type and (module := _literal(source)) is not None:
            how = How.STATIC if node.type == "import_statement" else How.EXPORTED
            self._import(node, module, how, _names_of(node))

    def _import(self, node: Node, module: str, how: How, names: dict[str, str]) -> None:
        place = self._page.location(node)
        self.imports.append(Import(module=module, names=names, location=place, how=how, at=node.start_byte))

    def _declare(self, node: Node) -> None:
        """Remember a name, what it takes in (`const name = import('m')`), and the plain string that it stands for."""
        name, value = node.child_by_field_name("name"), node.child_by_field_name("value")
        self.declared.add(_text(name))
        if name is None or value is None:
            return
        inner = _bare(value)
        if (text := _literal(inner)) is not None:
            self.texts[_text(name)] = text
        elif _module(inner) is not None:
            self._declared[inner.start_byte] = _declared_names(name)


def _text(node: Node | None) -> str:
    return node.text.decode(errors="replace") if node is not None and node.text is not None else ""


def _literal(node: Node) -> str | None:
    if node.type == "string":
        return "".join(_text(child) for child in node.named_children)
    if node.type == "template_string" and not any(child.type == "template_substitution" for child in node.children):
        return _text(node)[1:-1]
    return None


def _names_of(node: Node) -> dict[str, str]:
    names: dict[str, str] = {}
    for clause in (child for child in node.children if child.type == "import_clause"):
        for child in clause.named_children:
            names |= _imported_names(child)
    return names


def _declared_names(name: Node) -> dict[str, str]:
    if name.type != "object_pattern":
        return {_text(name): "*"}
    pairs = [_text(child).partition(":") for child in name.named_children]
    return {(alias or key).strip(): key.strip() for key, _, alias in pairs}


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


def _call(node: Node, page: _Page, *, is_conditional: bool) -> Call:
    arguments = node.child_by_field_name("arguments")
    given = [_bare(child) for child in arguments.named_children] if arguments is not None else []
    objects = [each for each in given if each.type == "object"]
    return Call(
        callee="".join(_text(node.child_by_field_name("function")).split()),
        texts=tuple(text for each in given if (text := _literal(each)) is not None),
        names=tuple(name for each in given if (name := _name(each))),
        fields={key: value for each in objects for key, value in _fields(each).items()},
        location=page.location(node),
        at=node.start_byte,
        end=node.end_byte,
        is_conditional=is_conditional,
    )


def _bare(node: Node) -> Node:
    """Take off `await`, parentheses, `as T`, `!` and `.default`."""
    while node.type in _WRAPPERS or _is_default(node):
        if not node.named_children:
            break
        node = node.named_children[0]
    return node


def _is_default(node: Node) -> bool:
    return node.type == "member_expression" and _text(node.child_by_field_name("property")) == "default"


def _module(node: Node) -> str | None:
    """The module of `import('m')` or `require('m')`."""
    if node.type != "call_expression" or _text(node.child_by_field_name("function")) not in ("import", "require"):
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
