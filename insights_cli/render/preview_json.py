"""The preview of entities for programs; values only where they may be shown."""

from insights_cli.capture.fates import Absence, JudgedLeaf
from insights_cli.capture.rules import CaptureRule
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.preview.coverage import PathCoverage
from insights_cli.preview.subject import Subject, is_personal
from insights_cli.preview.values import Values
from insights_cli.render.envelope import location_json
from insights_cli.render.preview import shown_path


def subject_json(subject: Subject, *, values: Values) -> dict[str, JsonValue]:
    """One entity with all its leaves."""
    return {
        "ref": str(subject.ref),
        "role": subject.role.value,
        "leaves_as": subject.stand_in,
        "location": location_json(subject.place) if subject.place else None,
        "counts": {fate.value: count for fate, count in subject.capture.counts.items()},
        "leaves": [leaf_json(leaf, values=values) for leaf in subject.capture.leaves],
        "absent": [_absence(absence) for absence in subject.capture.absences],
    }


def leaf_json(leaf: JudgedLeaf, *, values: Values) -> dict[str, JsonValue]:
    """One leaf; `value` is null unless it leaves as it is or values are shown, `leaves_as` what leaves."""
    may_show = values is Values.SHOW or (values is Values.MASK and leaf.fate is Fate.SENT)
    return {
        "path": shown_path(leaf, values),
        "fate": leaf.fate.value,
        "value": leaf.value if may_show else None,
        "leaves_as": None if values is Values.HIDE else leaf.sent,
        "personal": is_personal(leaf),
        "decided_by": leaf.decided_by,
        "rules": [_rule(rule) for rule in leaf.rules],
        "reasons": [{"kind": reason.kind, "rule": reason.rule} for reason in leaf.reasons],
        "why": leaf.why or None,
    }


def coverage_json(row: PathCoverage, entities: int, *, values: Values) -> dict[str, JsonValue]:
    """One path over all entities."""
    return {
        "path": row.path,
        "captured": row.is_captured,
        "decided_by": row.decided_by,
        "present": row.present,
        "share": round(row.present / entities, 4) if entities else 0.0,
        "values": row.values,
        "distinct": row.distinct,
        "personal": row.personal if row.is_captured else None,
        "fates": {fate.value: row.fates[fate] for fate in Fate if row.fates[fate]},
        "example": None if values is Values.HIDE else row.example,
        "wrong": row.wrong or None,
        "suggestion": row.suggestion or None,
    }


def _rule(rule: CaptureRule) -> dict[str, JsonValue]:
    return {
        "path": rule.path.text,
        "origin": rule.origin.value,
        "from": rule.words,
        "location": location_json(rule.location) if rule.location else None,
    }


def _absence(absence: Absence) -> dict[str, JsonValue]:
    return {
        "path": absence.rule.path.text,
        "wrong": absence.miss.is_wrong,
        "why": absence.miss.why,
        "suggestion": absence.miss.suggestion or None,
        "decided_by": absence.rule.decided_by,
        "rule": _rule(absence.rule),
    }
