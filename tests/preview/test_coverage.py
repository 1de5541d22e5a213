"""Coverage counts paths over entities."""

from insights_cli.capture.fates import Capture, Reason, Treatment, capture
from insights_cli.capture.rules import asked_rules
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.preview.coverage import MOST_DISTINCT, Coverage, PathCoverage

RULES = asked_rules(["spec.owner", "metadata.tags", "spec.tier", "owner", "metadata.annotations"])


def treat(path: str, value: JsonValue) -> Treatment:
    """Hide what holds an at sign."""
    if isinstance(value, str) and "@" in value:
        return Treatment(fate=Fate.REDACTED, value="[EMAIL]", reasons=(Reason(kind="email", rule="email.address"),))
    return Treatment(fate=Fate.SENT, value=value)


def captured(owner: str, *tags: str, **more: JsonValue) -> Capture:
    """The capture of one entity."""
    metadata: dict[str, JsonValue] = {"name": owner, "tags": list(tags), **more}
    return capture({"kind": "C", "metadata": metadata, "spec": {"owner": owner}}, RULES, treat)


def rows(*captures: Capture, counts_all: bool = False) -> dict[str, PathCoverage]:
    """The rows by path."""
    coverage = Coverage(counts_all=counts_all)
    for each in captures:
        coverage.add(each)
    return {row.path: row for row in coverage.rows()}


def test_values_are_counted_by_path() -> None:
    """Items of lists share a path; presence counts entities, the rest counts values."""
    found = rows(captured("a@x.org", "java", "go"), captured("b", "java"), captured("b"))
    owner, tags = found["spec.owner"], found["metadata.tags"]
    assert (owner.present, owner.values, owner.distinct, owner.personal, owner.example) == (3, 3, 2, 1, "[EMAIL]")
    assert (tags.present, tags.values, tags.distinct, tags.personal) == (3, 4, 3, 0)
    assert owner.fates == {Fate.REDACTED: 1, Fate.SENT: 2}


def test_paths_that_are_never_there_have_a_row() -> None:
    """A rule that reaches nothing anywhere is shown, and a wrong path is told from an absent field."""
    found = rows(captured("a"), captured("b"))
    assert (found["spec.tier"].present, found["spec.tier"].wrong) == (0, "")
    assert found["owner"].wrong
    assert found["owner"].suggestion == "spec.owner"


def test_subtree_that_is_sometimes_there_has_only_the_rows_below() -> None:
    """A captured subtree is shown by its leaves wherever one entity has it."""
    found = rows(captured("a"), captured("b", annotations={"x.org/y": "1"}))
    assert "metadata.annotations" not in found
    assert found["metadata.annotations.x.org/y"].present == 1


def test_uncaptured_paths_come_last_when_asked_for() -> None:
    """All paths are counted on demand, the captured ones first."""
    assert "metadata.name" not in rows(captured("a"))
    found = rows(captured("a"), counts_all=True)
    assert not found["metadata.name"].is_captured
    flags = [row.is_captured for row in found.values()]
    assert flags == sorted(flags, reverse=True)


def test_distinct_values_are_bounded() -> None:
    """Memory does not grow with the catalog."""
    found = rows(*(captured(f"o{number}") for number in range(MOST_DISTINCT + 50)))
    assert found["spec.owner"].distinct == MOST_DISTINCT + 1
