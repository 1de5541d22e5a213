"""TypeScript is read as the compiler would read it."""

from insights_cli.wiring.source import SourceFile
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
    (call, inner) = source("backend.add(\n  import('@x/y'),\n);").calls
    assert (call.callee, call.modules) == ("backend.add", ("@x/y",))
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
