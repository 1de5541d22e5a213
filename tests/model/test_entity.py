"""Entity refs follow the catalog's own parser, and are graded by whether such an entity can exist."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.model.entity import (
    Entity,
    EntityRef,
    InvalidEntityRef,
    RefFlaw,
    RefGrade,
    grade_ref,
    parse_entity_ref,
)
from tests.recorded import WHY_NOT, recorded

REFS = recorded("refs")
PARSED = (
    ("component:default/foo", None, ("component", "default", "foo")),
    ("foo", "Component", ("Component", "default", "foo")),
    ("ns/foo", "K", ("K", "ns", "foo")),
    ("component:foo", None, ("component", "default", "foo")),
    ("Component:Default/Foo", None, ("Component", "Default", "Foo")),
    ("a:b:c", None, ("a", "default", "b:c")),
    ("a:b/c/d", None, ("a", "b", "c/d")),
    ("a/b:c", "K", ("K", "a", "b:c")),
    (" component:default/foo ", None, (" component", "default", "foo ")),
    ("group::ns/x", None, ("group", ":ns", "x")),
)


@pytest.mark.parametrize(("text", "kind", "expected"), PARSED, ids=[case[0] for case in PARSED])
def test_a_ref_is_split_at_the_first_colon_and_slash(
    text: str, kind: str | None, expected: tuple[str, str, str]
) -> None:
    """A ref is split at the first colon and slash, and nothing is trimmed or folded."""
    ref = parse_entity_ref(text, default_kind=kind)
    assert (ref.kind, ref.namespace, ref.name) == expected


@pytest.mark.parametrize(
    ("text", "flaw"),
    [
        ("", RefFlaw.EMPTY),
        ("foo", RefFlaw.NO_KIND),
        ("a/b:c", RefFlaw.NO_KIND),
        *(
            (text, RefFlaw.EMPTY_PART)
            for text in (":foo", "component:", "component:/foo", "user:ns/", "/foo", "http://x/y")
        ),
    ],
)
def test_a_text_that_is_no_ref_says_why(text: str, flaw: RefFlaw) -> None:
    """A text that is no ref is refused with the reason."""
    with pytest.raises(InvalidEntityRef) as caught:
        parse_entity_ref(text)
    assert caught.value.flaw is flaw


def test_an_empty_default_namespace_falls_back() -> None:
    """An empty default namespace means `default`."""
    assert parse_entity_ref("user:jane", default_namespace="").namespace == "default"


def test_the_canonical_text_folds_every_part_alone() -> None:
    """Parts are folded one by one, so that a final sigma is one only within its own part."""
    assert str(EntityRef(kind="User", namespace="Σ", name="ΑΣ")) == "user:σ/ας"


@given(st.text("aB1-_.", min_size=1), st.text("aB1-", min_size=1), st.text("aB1-_./:", min_size=1))
def test_a_canonical_ref_parses_to_itself(kind: str, namespace: str, name: str) -> None:
    """Formatting and parsing a ref again gives the canonical ref."""
    ref = EntityRef(kind=kind, namespace=namespace, name=name)
    assert parse_entity_ref(str(ref)) == ref.canonical


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("user:default/alice", RefGrade.PLAUSIBLE),
        ("user:alice", RefGrade.PLAUSIBLE),
        ("User:Default/Alice", RefGrade.PLAUSIBLE),
        ("group:default/x", RefGrade.WRONG_KIND),
        *(
            (text, RefGrade.IMPOSSIBLE)
            for text in (
                "user:default/alice@example.com",
                "user:default/alice/bob",
                "user:default/alice ",
                "user: default/alice",
                "auth0|123:abc",
                "a:b:c",
                "user:my_team/alice",
                "user:default/" + "x" * 64,
                "user:default/alice\n",
                "user:\u212aube/alice",
            )
        ),
        *(
            (text, RefGrade.NOT_A_REF)
            for text in ("", "alice", "00u1a2b3", "auth0|123", "user:", "user:default/", "https://idp/alice")
        ),
    ],
)
def test_a_ref_is_graded_by_how_far_it_gets(text: str, grade: RefGrade) -> None:
    """A text is no ref, can never exist, has another kind or is plausible."""
    verdict = grade_ref(text, expected_kind="user")
    assert verdict.grade is grade
    assert bool(verdict.flaws) is (grade is not RefGrade.PLAUSIBLE)


def test_an_entity_is_named_by_its_document() -> None:
    """An entity takes its name from kind and metadata, with the default namespace where none is given."""
    entity = Entity.from_document({"kind": "User", "metadata": {"name": "jane", "namespace": None}})
    assert str(entity.ref) == "user:default/jane"


@pytest.mark.parametrize(
    "document", [{}, {"kind": "User"}, {"kind": 5, "metadata": {"name": "x"}}, {"kind": "", "metadata": 5}]
)
def test_a_document_without_a_name_is_no_entity(document: dict[str, object]) -> None:
    """A document without kind or name names no entity."""
    with pytest.raises(InvalidEntityRef):
        Entity.from_document(document)  # type: ignore[arg-type]  # any JSON may stand in a file


@pytest.mark.skipif(not REFS, reason=WHY_NOT)
def test_recorded_answers_of_the_catalog_model_are_met() -> None:
    """Every recorded ref parses to the recorded parts, or is refused as recorded."""
    for case in REFS:
        assert _describe(case["ref"], case["defaults"]) == _expectation(case["expect"]), case["id"]


def _describe(text: str, defaults: dict[str, str]) -> tuple[str, ...] | None:
    try:
        ref = parse_entity_ref(
            text,
            default_kind=defaults.get("defaultKind"),
            default_namespace=defaults.get("defaultNamespace", "default"),
        )
    except InvalidEntityRef:
        return None
    return ref.kind, ref.namespace, ref.name, str(ref)


def _expectation(expect: dict[str, str]) -> tuple[str, ...] | None:
    return None if "error" in expect else (expect["kind"], expect["namespace"], expect["name"], expect["string"])
