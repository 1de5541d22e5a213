"""What a preview warns about."""

from insights_cli.capture.fates import Reason, Treatment, capture
from insights_cli.capture.rules import CaptureRule, Origin, asked_rules, configured_rules
from insights_cli.model.diagnostic import Location, Severity
from insights_cli.model.entity import Entity
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.preview.subject import Role, Subject, diagnose, is_personal, is_unexpected, lacks_key

DOCUMENT: dict[str, JsonValue] = {
    "apiVersion": "backstage.io/v1alpha1",
    "kind": "Component",
    "metadata": {"name": "web"},
    "spec": {"type": "service", "lifecycle": "production", "owner": "user:alice"},
}
PLACE = Location(path="app-config.yaml", line=4)


def subject(
    rules: tuple[CaptureRule, ...], reason: str = "user_ref", document: dict[str, JsonValue] = DOCUMENT
) -> Subject:
    """A subject whose owner is dropped for *reason*."""

    def treat(path: str, value: JsonValue) -> Treatment:
        if path == "spec.owner":
            return Treatment(fate=Fate.DROPPED, reasons=(Reason(kind=reason, rule=reason),))
        return Treatment(fate=Fate.SENT, value=value)

    ref = Entity.from_document(document).ref
    captured = capture(document, rules, treat)
    return Subject(ref=ref, role=Role.ENTITY, capture=captured, stand_in=str(ref), document=document)


def codes(found: Subject) -> list[tuple[str, Severity]]:
    """Codes and severities."""
    return [(fact.code, fact.severity) for fact in diagnose([found])]


def test_personal_field_is_a_warning_where_somebody_added_it() -> None:
    """What the configuration adds is warned about, what the defaults hold is only said."""
    added = configured_rules([("spec.owner", PLACE)], key="k")
    assert codes(subject(added)) == [("EN302", Severity.WARNING)]
    default = (CaptureRule(path=added[0].path, origin=Origin.DEFAULT),)
    assert codes(subject(default)) == [("EN302", Severity.INFO)]


def test_value_that_was_not_searched_is_not_called_personal() -> None:
    """Prose and values that are too long are dropped without a claim about what they hold."""
    for reason in ("prose", "too-long", "out-of-time"):
        found = subject(asked_rules(["spec.owner"]), reason)
        assert not any(is_personal(leaf) for leaf in found.capture.leaves)
        assert codes(found) == []


def test_wrong_path_is_a_warning_with_its_place() -> None:
    """A path that can never reach anything is warned about where it is written."""
    (fact,) = diagnose([subject(configured_rules([("owner", PLACE), ("spec.tier", PLACE)], key="k"))])
    assert (fact.code, fact.location, fact.fix) == ("EN301", PLACE, "likely: spec.owner")


def test_entity_that_the_catalog_refuses_is_a_warning() -> None:
    """What breaks the catalog model is told, what the catalog itself adds is not."""
    stored: dict[str, JsonValue] = {**DOCUMENT, "relations": [], "status": {}}
    assert codes(subject((), document=stored)) == []
    (found,) = codes(subject((), document={**DOCUMENT, "spec": {"type": "a", "lifecycle": "b"}}))
    assert found == ("EN009", Severity.WARNING)


def test_default_fields_may_be_absent() -> None:
    """Only fields that somebody asked for are missed."""
    absence = subject(asked_rules(["spec.tier"])).capture.absences[0]
    assert is_unexpected(absence)
    path = absence.rule.path
    default = subject((CaptureRule(path=path, origin=Origin.DEFAULT),)).capture.absences[0]
    assert not is_unexpected(default)


def test_missing_key_shows_in_dropped_users() -> None:
    """Users that are dropped need a key, other things do not."""
    rules = asked_rules(["spec.owner"])
    assert lacks_key([subject(rules)])
    assert lacks_key([subject(rules, "no-key")])
    assert not lacks_key([subject(rules, "email")])
