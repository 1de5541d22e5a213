"""TypeScript is read as the compiler would read it."""

import pytest

from insights_cli.wiring.source import How, SourceFile
from insights_cli.wiring.typescript import parse


def source(text: str, path: str = "index.ts") -> SourceFile:
    """Parse *text*."""
    return parse(text.encode(), path)


def test_imports_of_every_shape() -> None:
    """Default, namespace, renamed and bare imports."""
    file = source("import d, { a as b, type C } from 'm';\nimport * as n from \"n\";\nimport 's';")
    assert [(each.module, dict(each.names)) for each in file.imports] == [
        ("m", {"d": "default", "b": "a", "C": "C"}),
        ("n", {"n": "*"}),
        ("s", {}),
    ]
    assert (file.imported("b"), file.module_of("b"), file.imported("zzz")) == ("a", "m", None)


def test_comments_and_strings_are_not_code() -> None:
    """What is commented out or quoted is not called."""
    assert source("// f('x')\n/* f('x') */\nconst s = \"f('x')\";").calls == ()


def test_a_call_over_several_lines() -> None:
    """Place, dynamic import and the comma at the end."""
    file = source("backend.add(\n  import('@x/y'),\n);")
    (call, inner) = file.calls
    assert (call.callee, [each.module for each in file.imports_in(call)]) == ("backend.add", ["@x/y"])
    assert (call.location.line, call.location.column, inner.callee) == (1, 1, "import")


def test_wrapped_arguments_are_unwrapped() -> None:
    """Await, casts and parentheses do not hide what is passed."""
    (call, *_) = source("use('/p', await router(env), (x as any)!, { ...env, database, a: 1 });").calls
    assert (call.texts, call.names) == (("/p",), ("router", "x"))
    assert dict(call.fields) == {"...env": "...env", "database": "database", "a": "1"}


def test_elements_of_jsx() -> None:
    """Elements with and without children, with their attributes."""
    file = source('const a = <R path="/i" exact element={<P />}><L /></R>;', "App.tsx")
    assert [each.name for each in file.elements] == ["R", "P", "L"]
    assert file.elements[0].attributes == {"path": "/i", "exact": "true", "element": "{<P />}"}


def test_broken_text_is_said() -> None:
    """A file that does not parse is marked, and what can be read is kept."""
    file = source("f('x');\nconst = = ;")
    assert file.broken
    assert file.calls[0].texts == ("x",)


def test_casts_of_plain_typescript() -> None:
    """`<T>x` is a cast in a .ts file."""
    assert not source("const a = <any>b;").broken


def test_columns_count_characters() -> None:
    """Characters of several bytes before a call do not move it."""
    (call,) = source("/* 日本 */ f('é');").calls
    assert (call.location.column, call.location.end_column) == (10, 16)


def test_modules_taken_in_late() -> None:
    """Dynamic imports, require and `export from`, with the names that they are kept under."""
    file = source("const a = await import('m');\nconst { b, c: d } = require('n').default;\nexport * from 'o';")
    assert [(each.module, each.how, dict(each.names)) for each in file.imports] == [
        ("m", How.DYNAMIC, {"a": "*"}),
        ("n", How.DYNAMIC, {"b": "b", "d": "c"}),
        ("o", How.EXPORTED, {}),
    ]


def test_types_are_not_taken_in() -> None:
    """`import type` and `export type` leave nothing behind."""
    assert source("import type { A } from 'm';\nexport type { B } from 'n';").imports == ()


def test_branches_are_told() -> None:
    """A call in a branch may not happen."""
    file = source("a();\nif (x) b();\nconst y = z ? c() : 1;\nx && d();\nconst e = () => f();")
    assert {call.callee: call.is_conditional for call in file.calls} == {
        "a": False,
        "b": True,
        "c": True,
        "d": True,
        "f": False,
    }


def test_words_inside_a_call() -> None:
    """The names between its brackets, and no others, in strings or comments neither."""
    file = source("before;\nf({ api: ref, make: () => new Thing('quoted') /* said */ });\nafter;")
    assert file.words_in(file.calls[0]) == {"f", "api", "ref", "make", "Thing"}


def test_what_a_file_declares() -> None:
    """Functions, classes and variables, and the plain strings among them."""
    file = source("const a = 'x';\nfunction f() {}\nclass C {}")
    assert (set(file.declared), dict(file.texts)) == ({"a", "f", "C"}, {"a": "x"})


@pytest.mark.parametrize(
    ("module", "expected"), [("./b", True), ("../src/b.ts", True), ("./c", False), ("b", False)], ids=str
)
def test_relative_modules_are_files(module: str, expected: bool) -> None:
    """A relative module is the file of that name."""
    file, other = source(f"import '{module}';", "src/a.ts"), source("", "src/b.ts")
    assert file.takes_in(other, file.imports[0]) == expected
