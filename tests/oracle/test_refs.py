"""Refs and entities are judged as the real catalog model judges them.

Needs Node and `npm install --prefix tests/oracle @backstage/catalog-model@1.10.1`, or INSIGHTS_NODE_MODULES, the folder
where it is installed.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights_cli.model.entity import InvalidEntityRef, parse_entity_ref
from insights_cli.model.entity_formats import is_not_blank
from insights_cli.model.entity_rules import Stage, judge_entity
from insights_cli.model.web_url import is_web_url

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("INSIGHTS_NODE_MODULES", HERE / "node_modules"))
STAGES = {
    "SchemaValidEntityPolicy": Stage.ENVELOPE,
    "NoForeignRootFieldsEntityPolicy": Stage.ROOT_FIELDS,
    "FieldFormatEntityPolicy": Stage.FORMAT,
    "kind": Stage.KIND,
}
MANY = settings(max_examples=1500, suppress_health_check=[HealthCheck.function_scoped_fixture])


class Oracle:
    """The real library in a Node process, asked line by line."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        self._process = process

    def ask(self, *question: object) -> Any:
        """The answer to one question."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(question) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="module")
def oracle() -> Iterator[Oracle]:
    """Start Node once for all questions."""
    node = shutil.which("node")
    if not node or not (MODULES / "@backstage" / "catalog-model").is_dir():
        pytest.skip("Node or the library is absent: npm install --prefix tests/oracle @backstage/catalog-model@1.10.1")
    environ = {**os.environ, "NODE_PATH": str(MODULES)}
    with subprocess.Popen(
        [node, str(HERE / "refs.js")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environ,
    ) as process:
        yield Oracle(process)
        assert process.stdin
        process.stdin.close()


PIECES = st.sampled_from(
    [*"abzAZ09-_./: \n@|é", "\u212a", "\u0130", "\u03a3", "default", "user", "::", "x" * 63, "\ud800", "\U0001f600"]
)
TEXTS = st.lists(PIECES, max_size=7).map("".join)
KINDS = st.sampled_from([None, "", "Component", "k"])
NAMESPACES = st.sampled_from([None, "", "Team"])


@MANY
@given(text=TEXTS, kind=KINDS, namespace=NAMESPACES)
def test_refs_parse_alike(oracle: Oracle, text: str, kind: str | None, namespace: str | None) -> None:
    """Every text gives the same three parts and the same canonical text, or is refused by both."""
    given_context = {"defaultKind": kind, "defaultNamespace": namespace}
    context = {name: value for name, value in given_context.items() if value is not None}
    assert _parse(text, kind, namespace) == oracle.ask("parse", text, context)


def _parse(text: str, kind: str | None, namespace: str | None) -> Sequence[str] | None:
    try:
        ref = parse_entity_ref(text, default_kind=kind, default_namespace=namespace or "default")
    except InvalidEntityRef:
        return None
    return [ref.kind, ref.namespace, ref.name, str(ref)]


Values = st.SearchStrategy[Any]
ODD: Values = st.sampled_from(
    [None, 5, True, "", " ", "x", [], {}, ["a"], [""], [5], "a b", "-a", "A", "é", "x" * 63, "x" * 64, "x\n"]
)
KEYS = st.sampled_from(["a", "a/b", "example.com/a", "Example.com/a", "a b", "", "a/b/c", "a\nb", "/a", "a..b/c"])
PAIRS = st.dictionaries(KEYS, st.just("c") | ODD, max_size=2) | ODD
URLS = st.sampled_from(["https://x", "nope", "mailto:a@b", "//x", "http://", "", "x:y"])
LINKS = st.lists(
    st.fixed_dictionaries({}, optional={"url": URLS, "title": ODD, "icon": ODD, "type": ODD, "x": ODD}) | ODD,
    max_size=2,
)
TAGS = st.lists(st.sampled_from(["a", "a-b", "c++", "a:b", "a--b", "A", "", "x" * 64]) | ODD, max_size=2) | ODD
METADATA = st.fixed_dictionaries(
    {
        "name": st.just("x")
        | st.sampled_from(["X_y.z-1", "a--b", "-x", "x-", "\u212a", "a\n", "x" * 63, "x" * 64, "\U0001f600"])
        | ODD
    },
    optional={
        "namespace": st.just("a-b") | ODD,
        **dict.fromkeys(("uid", "title", "etag", "description"), st.just("x") | ODD),
        **dict.fromkeys(("labels", "annotations"), PAIRS),
        "tags": TAGS,
        "links": LINKS | ODD,
        "custom": ODD,
    },
)
TEXT_FIELDS = ("type", "lifecycle", "owner", "definition", "system", "domain", "parent", "target")
LIST_FIELDS = ("providesApis", "consumesApis", "dependsOn", "children", "members", "memberOf", "targets")
PROFILE = (
    st.fixed_dictionaries({}, optional=dict.fromkeys(("displayName", "email", "picture"), st.just("x") | ODD)) | ODD
)
GOOD_FIELDS: dict[str, Values] = {
    **dict.fromkeys(TEXT_FIELDS, st.just("x")),
    **dict.fromkeys(LIST_FIELDS, st.just(["a"])),
}
SPEC = st.fixed_dictionaries(
    {},
    optional={
        **{name: good | good | good | ODD for name, good in GOOD_FIELDS.items()},
        "type": st.sampled_from(["service", "mcp-server"]) | ODD,
        "presence": st.sampled_from(["required", "optional", "maybe"]) | ODD,
        **dict.fromkeys(("subcomponentOf", "subdomainOf"), st.just("x") | ODD),
        "profile": PROFILE,
    },
)
BUILT_IN = ("API", "Component", "Resource", "Group", "Location", "User", "System", "Domain")
RELATION = st.fixed_dictionaries(
    {}, optional={"type": st.just("ownedBy") | ODD, "targetRef": st.just("x") | ODD, "x": ODD}
)
DOCUMENTS = st.fixed_dictionaries(
    {
        "apiVersion": st.sampled_from(["backstage.io/v1alpha1", "backstage.io/v1beta1"]),
        "kind": st.sampled_from(BUILT_IN),
        "metadata": METADATA,
    },
    optional={"spec": SPEC, "relations": st.lists(RELATION, max_size=1) | ODD, "status": ODD, "extra": ODD},
)
LIKELY = st.fixed_dictionaries(
    {
        "apiVersion": st.sampled_from(
            ["backstage.io/v1alpha1", "backstage.io/v1beta1", "example.com/v1", "v1", "a/b/c"]
        ),
        "kind": st.sampled_from([*BUILT_IN, "component", "Widget", "AiResource", "1a"]),
        "metadata": st.just({"name": "x"}),
    },
    optional={"spec": SPEC},
)


@MANY
@given(document=LIKELY | DOCUMENTS | ODD)
def test_entities_are_judged_alike(oracle: Oracle, document: Any) -> None:
    """Every document is taken or refused by both, at the same stage and under the same name."""
    verdict = judge_entity(document)
    kind, detail = oracle.ask("judge", document)
    if kind == "refused":
        assert [flaw.stage for flaw in verdict.flaws][:1] == [STAGES[detail]]
    else:
        assert (verdict.flaws, str(verdict.ref), verdict.is_built_in) == ((), detail, kind == "built-in")


SCHEMES = st.sampled_from(
    ["http://", "https:", "HTTP:\\", "ftp:/", "file://", "file:///", "foo://", "foo:", "http://u:p@", "http://[", ""]
)
HOSTS = st.lists(
    st.sampled_from(
        [
            *'/\\a@[].?#: %|^<"{*~\t',
            "::1",
            "1.2.3.4",
            "256",
            "0x7f",
            "010",
            "é",
            "%41",
            "%00",
            "80",
            "65536",
            "C|",
            "\u200d",
            "\uff11",
        ]
    ),
    max_size=6,
).map("".join)


@MANY
@given(scheme=SCHEMES, rest=HOSTS)
def test_urls_are_told_alike(oracle: Oracle, scheme: str, rest: str) -> None:
    """A text is a URL for both or for neither."""
    assert is_web_url(scheme + rest) is oracle.ask("url", scheme + rest)


@MANY
@given(text=st.text(st.sampled_from("\t\n\x0b\x1c\x85\xa0\u1680\u180e\u2003\u200b\u2028\u3000\ufeff x"), max_size=3))
def test_blanks_are_told_alike(oracle: Oracle, text: str) -> None:
    """White space is what JavaScript calls so."""
    assert is_not_blank(text) is not oracle.ask("blank", text)
