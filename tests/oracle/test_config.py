"""Generated configurations load as the real loader of Backstage loads them."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights_cli.app_config.files import MemoryFiles
from insights_cli.app_config.plain import json_text
from insights_cli.app_config.sources import load
from insights_cli.errors import InsightsError

HERE = Path(__file__).parent
ENVIRONMENT = {"A": "hello", "EMPTY": "", "WS": "   ", "SP": "  pad  ", "NUM": "42", "NEST": "${A}"}
MANY = settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
FEW = settings(MANY, max_examples=150)

PLAIN = (
    "x",
    "12",
    "012",
    "1.50",
    "0x1F",
    "~",
    "true",
    "yes",
    ".inf",
    "1e21",
    "''",
    "{}",
    "[]",
    "null",
    "1:30",
    "[1, [2]]",
)
TEXTS = (
    "${A}",
    "${NO}",
    "${NO:-d}",
    "a ${SP} b",
    "$${A}",
    "${EMPTY:-e}",
    "${WS}",
    "${NEST}",
    "${ A }",
    "${NO:-}",
    "${a:-b}",
)
DIRECTIVES = (
    *("{$env: A}", "{$env: NO}", "{$file: t.txt}", "{$file: no.txt}", "{$include: i.yaml}", "{$include: i.json}"),
    *(
        "{$include: i.yaml#a}",
        "{$include: 'i.yaml#a.b'}",
        "{$include: i.yaml#a.b.c}",
        "{$include: t.txt}",
        "{$env: A, b: 1}",
    ),
)
KEYS = st.sampled_from(("a", "b", "c", "1", "10", "01", "toString", "__proto__", "x.y"))
LEAVES = st.sampled_from((*PLAIN, *(json.dumps(text) for text in TEXTS), *DIRECTIVES))


def _list(items: list[str]) -> str:
    return f"[{', '.join(items)}]"


def _object(members: dict[str, str]) -> str:
    return "{" + ", ".join(f"{json.dumps(key)}: {value}" for key, value in members.items()) + "}"


VALUES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3).map(_list) | st.dictionaries(KEYS, inner, max_size=3).map(_object),
    max_leaves=6,
)
FILES = st.dictionaries(KEYS, VALUES, max_size=4).map(
    lambda members: "".join(f"{json.dumps(key)}: {value}\n" for key, value in members.items())
)
VARIABLES = st.dictionaries(
    st.sampled_from(("a", "a_b", "a_b_c", "b", "app_title", "a-b", "1x", "a__b", "toString", "x_toString")),
    st.sampled_from(
        ("1", '"1"', "true", "null", "x", "", "{bad", '{"a":null}', '{"b":{"c":1}}', "[1]", " 12 ", "NaN", "-0")
    ),
    max_size=3,
)
PIECES = (
    *(
        "a",
        "b",
        "a: ",
        "c: ",
        "b:",
        "- ",
        "-",
        "[",
        "]",
        "{",
        "}",
        ",",
        " ",
        "  ",
        "\n",
        "\n  ",
        "\n- ",
        "#",
        " #c",
        "\t",
        "!t ",
    ),
    *(
        "'",
        '"',
        "|",
        "|-\n",
        ">\n",
        ": ",
        ":",
        "1",
        "012",
        "~",
        "true",
        "---\n",
        "...",
        "x y",
        "\\",
        "&x ",
        "*x",
        "\r\n",
        "!!str ",
    ),
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=12).map("".join)


PLACES = (
    *("k: {}\nz: end\n", "k:\n  - first\n  - {}\n  - last\n", "m:\n  {}: v\n  other: 1\n", "k: [<>, 2]\n", "{}\n"),
    *("k: &x {}\nz: *x\n", "k:\n  {}\nz: 1\n", "? {}\n: v\n", "# c\n\n---\nk: {} # c\n", "%YAML 1.1\n---\nk: {}\n"),
    *("k:\n  a: 1\n  {}: v\n", "k: !!str {}\n", "k:\n- a: {}\n  b: 1\n", "k: {}", "k: {}\n{}: 1\n"),
)
SCALARS = (
    *(
        "a",
        "a b",
        "''",
        "'it''s'",
        '"a\\tb"',
        '"\\d"',
        '"x" y',
        "'x'#c",
        "x #c",
        "x#c",
        "~",
        "Null",
        "nULL",
        "TRUE",
        "on",
    ),
    *(
        "0o17",
        "0x1F",
        "-0x1f",
        "1_000",
        ".5",
        "+1",
        "1e3",
        "1.",
        "-0",
        "012",
        "9007199254740993",
        "1e400",
        ".NaN",
        "+.inf",
    ),
    *(
        "2024-01-02",
        "1:30",
        "!!int '1'",
        "!!bool yes",
        "!t x",
        "!!binary aGk=",
        "!!set {x}",
        "&y 1",
        "*y",
        "<<",
        "=",
        "- a",
    ),
    *(
        "[a, b,]",
        "{a: 1}",
        "{{ x }}",
        "[? a : b]",
        "[\n    a,\n  ]",
        "{a: 1,\n  b: 2}",
        "|\n  a\n   b\n",
        ">-\n  a\n\n  b\n",
    ),
    *(
        "|2\n    a\n",
        "|\n     \n    a\n",
        "|#c\n  a\n",
        "a\n  b",
        '"a\n  b"',
        '"a\\\n  b"',
        '"a\\\n\n  b"',
        "a\tb",
        "x\t# c",
    ),
    *("@x", "`x", "%x", "?x", ":x", "a: b", "a :b", "é", "\u2028", "\ufeffx", "__proto__", "? a\n  : b", ""),
)


class Oracle:
    """The real loader in a Node process, asked line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def load(self, case: dict[str, Any]) -> Any:
        """What the real loader makes of *case*."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(case) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="module")
def oracle(node_modules: Path | None) -> Iterator[Oracle]:
    """Start Node once for all questions."""
    node = shutil.which("node")
    if not node or node_modules is None or not (node_modules / "@backstage" / "config-loader").is_dir():
        pytest.skip("Node, npm or the registry is out of reach: npm ci --prefix tests/oracle")
    with subprocess.Popen(
        [node, str(HERE / "config.js")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "NODE_PATH": str(node_modules)},
    ) as process:
        yield Oracle(process)
        assert process.stdin
        process.stdin.close()


def entries(pairs: list[tuple[str, Any]]) -> Any:
    """An object as its entries in order."""
    return {"entries": [list(pair) for pair in pairs]}


def ours(case: dict[str, Any]) -> Any:
    """What we make of *case*."""
    contents = {f"/r/{name}": text.encode() for name, text in case["files"].items()}
    try:
        document = load(environment=case["env"], folder="/r", files=MemoryFiles(contents), configs=case["configs"])
    except InsightsError as error:
        return {"error": error.summary}
    return {"ok": json.loads(json_text(document.plain()), object_pairs_hook=entries)}


def agree(oracle: Oracle, files: dict[str, str], configs: list[str], environment: dict[str, str]) -> None:
    """Both give the same value in the same order of keys, or both refuse."""
    case = {"files": files, "configs": configs, "env": environment}
    theirs, mine = oracle.load(case), ours(case)
    if "error" in theirs or "error" in mine:
        assert ("error" in theirs, "error" in mine) == (True, True), (theirs, mine)
    else:
        assert mine == theirs


@MANY
@given(files=st.lists(FILES, min_size=1, max_size=3), variables=VARIABLES)
def test_values_merge_as_in_backstage(oracle: Oracle, files: list[str], variables: dict[str, str]) -> None:
    """Substitution, directives, includes, merging and variables together."""
    named = {f"c{index}.yaml": text for index, text in enumerate(files)}
    others = {
        "i.yaml": "a: {b: '${A}'}\nl: [1]\n",
        "i.json": '{"2": {"$env": "A"}, "1": null}',
        "t.txt": " text ${A}\r\n",
    }
    environment = {**ENVIRONMENT, **{f"APP_CONFIG_{name}": value for name, value in variables.items()}}
    agree(oracle, {**named, **others}, list(named), environment)


@FEW
@given(text=TEXT)
def test_texts_are_read_as_in_backstage(oracle: Oracle, text: str) -> None:
    """The dialect of YAML, valid or not."""
    agree(oracle, {"c.yaml": f"k:\n  v: 1\n{text}"}, ["c.yaml"], ENVIRONMENT)


@FEW
@given(text=TEXT)
def test_values_are_read_as_in_backstage(oracle: Oracle, text: str) -> None:
    """The same behind a key."""
    agree(oracle, {"c.yaml": f"k: {text}\n"}, ["c.yaml"], ENVIRONMENT)


@MANY
@given(place=st.sampled_from(PLACES), text=st.sampled_from(SCALARS), line_end=st.sampled_from(("\n", "\r\n")))
def test_every_value_is_read_alike_at_every_place(oracle: Oracle, place: str, text: str, line_end: str) -> None:
    """Values of every style, as values, keys, items and roots, with both line ends."""
    whole = place.replace("{}", text).replace("<>", text)
    agree(oracle, {"c.yaml": whole.replace("\n", line_end)}, ["c.yaml"], ENVIRONMENT)
