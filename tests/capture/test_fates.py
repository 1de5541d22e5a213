"""Every leaf has exactly one fate."""

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.capture.fates import Capture, Reason, Treatment, assemble, capture
from insights_cli.capture.groups import Withheld
from insights_cli.capture.paths import Steps, leaves
from insights_cli.capture.rules import asked_rules, configured_rules
from insights_cli.model.diagnostic import Location
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from tests.capture.documents import DOCUMENTS, ENTITY


def send(path: str, value: JsonValue) -> Treatment:
    """Let everything leave."""
    return Treatment(fate=Fate.SENT, value=value)


def by_length(path: str, value: JsonValue) -> Treatment:
    """Decide by the path, so that all fates turn up; keys may leave."""
    if path == "key":
        return send(path, value)
    fate = [Fate.SENT, Fate.PSEUDONYMISED, Fate.REDACTED, Fate.DROPPED][len(path) % 4]
    return Treatment(fate=fate, value=None if fate is Fate.DROPPED else value)


def find(done: Capture, path: str) -> Fate:
    """The fate of the leaf at *path*."""
    return next(leaf.fate for leaf in done.leaves if leaf.path == path)


def test_uncaptured_leaf_is_dropped_unseen() -> None:
    """What no rule captures is dropped and never shown to the redactor."""
    seen: list[str] = []

    def note(path: str, value: JsonValue) -> Treatment:
        seen.append(path)
        return send(path, value)

    done = capture(ENTITY, asked_rules(["spec.owner"]), note)
    assert seen == ["key", "key", "spec.owner"]
    assert find(done, "spec.type") is Fate.DROPPED
    assert done.document == {"spec": {"owner": "team-a"}}


def test_first_rule_decides_and_all_are_kept() -> None:
    """The first rule that reaches a leaf is named, the others are not forgotten."""
    configured = configured_rules([("spec", Location(path="a.yaml", line=3))], key="k")
    done = capture(ENTITY, (*configured, *asked_rules(["spec.owner"])), send)
    owner = next(leaf for leaf in done.leaves if leaf.path == "spec.owner")
    assert owner.decided_by == "a.yaml:3"
    assert len(owner.rules) == 2


def test_withheld_leaf_is_dropped_with_its_reason() -> None:
    """A leaf kept back is dropped although a rule captures it, and closes up in what leaves."""
    kept_back: dict[Steps, Withheld] = {("metadata", "tags", 0): Withheld(why="not wanted", decided_by="a.yaml:9")}
    done = capture(ENTITY, asked_rules(["metadata.tags"]), send, withheld=kept_back)
    java = next(leaf for leaf in done.leaves if leaf.value == "java")
    assert (java.fate, java.why, java.decided_by) == (Fate.DROPPED, "not wanted", "a.yaml:9")
    assert done.document == {"metadata": {"tags": ["grpc"]}}


def test_treatment_is_kept() -> None:
    """Fate, value and reasons are those of the treatment."""
    reason = Reason(kind="EMAIL", rule="email")
    done = capture(
        ENTITY,
        asked_rules(["spec.owner"]),
        lambda path, value: (
            send(path, value) if path == "key" else Treatment(fate=Fate.REDACTED, value="[EMAIL]", reasons=(reason,))
        ),
    )
    owner = next(leaf for leaf in done.leaves if leaf.path == "spec.owner")
    assert (owner.fate, owner.value, owner.sent, owner.reasons) == (Fate.REDACTED, "team-a", "[EMAIL]", (reason,))


def test_sensitive_key_takes_its_leaves_along() -> None:
    """A key that may not leave keeps everything below it here, and the value is not even looked at."""

    def refuse_key(path: str, value: JsonValue) -> Treatment:
        assert value != "gold"
        return Treatment(fate=Fate.REDACTED, value="x") if value == "example.org/tier" else send(path, value)

    done = capture(ENTITY, asked_rules(["metadata.annotations"]), refuse_key)
    assert find(done, "metadata.annotations.example.org/tier") is Fate.DROPPED
    assert find(done, "metadata.annotations.example.org") is Fate.SENT
    assert "gold" not in str(done.document)


def test_rule_that_reaches_nothing_is_absent() -> None:
    """Each rule without a leaf is one absence, wrong or not."""
    done = capture(ENTITY, asked_rules(["spec.tier", "owner"]), send)
    assert [(each.rule.path.text, each.miss.is_wrong) for each in done.absences] == [
        ("spec.tier", False),
        ("owner", True),
    ]
    assert done.counts[Fate.ABSENT] == 2


PATHS = st.lists(st.sampled_from(["a", "b", "z", "a.b", "a[0]", "[0]", "spec", "a..b", "-"]), max_size=4)


@given(DOCUMENTS, PATHS)
def test_fates_add_up_to_the_leaves(document: dict[str, JsonValue], paths: list[str]) -> None:
    """Sent, pseudonymised, redacted and dropped add up to the leaves; rules are absent or reached something."""
    done = capture(document, asked_rules(paths), by_length)
    assert [leaf.steps for leaf in done.leaves] == [leaf.steps for leaf in leaves(document)]
    assert sum(count for fate, count in done.counts.items() if fate is not Fate.ABSENT) == len(done.leaves)
    assert all(leaf.rules or leaf.fate is Fate.DROPPED for leaf in done.leaves)


@given(DOCUMENTS)
def test_all_leaves_make_the_document_again(document: dict[str, JsonValue]) -> None:
    """The document made of all its leaves is the document."""
    assert assemble([(leaf.steps, leaf.value) for leaf in leaves(document)]) == document


@given(DOCUMENTS, PATHS)
def test_nothing_uncaptured_leaves(document: dict[str, JsonValue], paths: list[str]) -> None:
    """What leaves has exactly as many leaves as were sent, pseudonymised or redacted."""
    done = capture(document, asked_rules(paths), by_length)
    leaving = sum(leaf.fate is not Fate.DROPPED for leaf in done.leaves)
    assert len(list(leaves(done.document))) == (leaving or 1)


def test_empty_containers_are_sent_unseen() -> None:
    """An empty list or mapping holds nothing that the redactor could look at."""

    def refuse(path: str, value: JsonValue) -> Treatment:
        assert isinstance(value, str)
        return send(path, value)

    done = capture({"spec": {"children": [], "profile": {}}}, asked_rules(["spec"]), refuse)
    assert done.document == {"spec": {"children": [], "profile": {}}}


def test_empty_document_has_no_leaves() -> None:
    """An empty document has nothing to judge."""
    assert capture({}, (), send).leaves == ()
