"""Does the catalog hold what Insights wants to know: users, groups, captured fields, time saved?"""

from collections.abc import Mapping, Sequence

from insights_cli.app_config.checks.time_saved import is_duration, too_long
from insights_cli.capture.groups import parse_filter
from insights_cli.capture.paths import parse_path, resolve
from insights_cli.doctor import Check, Group, Verdict, ok, skip
from insights_cli.doctor.facts import CatalogFacts
from insights_cli.doctor.world import World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import State, Symptom
from insights_cli.model.diagnostic import Severity
from insights_cli.model.entity import Entity
from insights_cli.model.plural import plural

_REFUSED = ("EN204", "EN205")
_MANY_GROUPS = 200
_TIME_SAVED = "backstage.io/time-saved"


def _readable(world: World) -> Verdict:
    try:
        facts = world.catalog()
    except InsightsError as failure:
        if failure.code not in _REFUSED:
            raise
        return Verdict(state=State.FAIL, summary=failure.summary, fix=failure.fix, notes=failure.notes)
    if not facts.entities:
        return Verdict(
            state=State.FAIL,
            summary=f"{facts.source} holds no entity",
            fix="insights doctor --catalog URL, or --entities PATH",
        )
    spoiled = [found for found in facts.diagnostics if found.severity is not Severity.INFO]
    if spoiled:
        return Verdict(
            state=State.WARN,
            summary=f"{len(spoiled)} files or entities of {facts.source} cannot be used",
            location=spoiled[0].location,
            fix=spoiled[0].fix,
            notes=tuple((found.code, found.summary) for found in spoiled[:5]),
        )
    return ok(f"{plural(len(facts.entities), 'entity', 'entities')} in {facts.source}")


def _absent(facts: CatalogFacts, verdict: Verdict) -> Verdict:
    """The *verdict* that something is in no entity; unknown where the running catalog has more entities than these."""
    if not facts.elsewhere:
        return verdict
    return Verdict(
        state=State.UNKNOWN,
        summary=f"{verdict.summary}, as far as files tell",
        fix="ask the live catalog: insights doctor --catalog URL",
        notes=tuple(("more from", each) for each in facts.elsewhere[:3]),
    )


def _chosen(world: World, key: str, entities: Sequence[Entity]) -> tuple[Entity, ...] | None:
    """The *entities* that the filter under *key* keeps; None where no filter is set."""
    record = world.setting(key)
    if not isinstance(record, Mapping) or not record:
        return None
    chosen = parse_filter(record)
    return tuple(each for each in entities if chosen.keeps(each))


def _users(world: World) -> Verdict:
    facts = world.catalog()
    users = facts.of_kind("user")
    if not users:
        none = Verdict(
            state=State.FAIL,
            summary="the catalog has no User, so nobody's groups can be found and the total is 0",
            fix="ingest users from your directory",
        )
        return _absent(facts, none)
    counted = _chosen(world, "backstageInsights.totalUsersEntityQueryFilter", users)
    if counted is None:
        return ok(
            f"{plural(len(users), 'user')} in the catalog, all count for adoption (no totalUsersEntityQueryFilter)"
        )
    if not counted:
        none = Verdict(
            state=State.FAIL,
            summary=f"totalUsersEntityQueryFilter keeps none of {len(users)} users",
            fix="correct the filter: insights check-config --trace backstageInsights.totalUsersEntityQueryFilter",
        )
        return _absent(facts, none)
    return ok(f"count for adoption: {len(counted)} of {plural(len(users), 'user')}")


def _groups(world: World) -> Verdict:
    facts = world.catalog()
    groups = facts.of_kind("group")
    kept = _chosen(world, "backstageInsights.captureIdentityGroupsFilter", groups)
    if kept is None:
        if len(groups) > _MANY_GROUPS:
            return Verdict(
                state=State.WARN,
                summary=f"all of {len(groups)} groups are captured; most say little in a dashboard",
                fix="backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: team",
            )
        return ok(f"{plural(len(groups), 'group')}, all captured")
    if groups and not kept:
        none = Verdict(
            state=State.FAIL,
            summary=f"captureIdentityGroupsFilter keeps none of {len(groups)} groups",
            fix="compare its values with spec.type of your groups",
        )
        return _absent(facts, none)
    return ok(f"captured: {len(kept)} of {plural(len(groups), 'group')}")


def _coverage(world: World) -> Verdict:
    fields = world.setting("backstageInsights.captureEntityFields")
    if not isinstance(fields, list | tuple) or not fields:
        return skip("no extra fields are configured")
    kinds = [each for each in world.catalog().entities if each.ref.kind.lower() not in ("user", "group", "location")]
    found = {
        str(field): sum(bool(resolve(parse_path(str(field)), each.document)) for each in kinds) for field in fields
    }
    absent = [field for field, times in found.items() if not times]
    notes = tuple((field, f"{times} of {len(kinds)}") for field, times in found.items())
    if absent:
        none = Verdict(
            state=State.WARN,
            summary=f"no entity has {', '.join(absent)}",
            fix=f"insights preview-entity --coverage --field {absent[0]}",
            notes=notes,
        )
        return _absent(world.catalog(), none)
    return ok(f"all {len(found)} extra fields occur", *notes)


def _time_saved(world: World) -> Verdict:
    templates = world.catalog().of_kind("template")
    if not templates:
        return skip("the catalog has no Template")
    texts = {str(each.ref): text for each in templates if (text := _annotation(each)) is not None}
    wrong = [(ref, text) for ref, text in texts.items() if not is_duration(text)]
    if wrong:
        ref, text = wrong[0]
        return Verdict(
            state=State.WARN,
            summary=f"{len(wrong)} templates have a time-saved that is no ISO 8601 duration, such as {text!r} of {ref}",
            fix=f"{_TIME_SAVED}: PT2H",
        )
    for ref, text in texts.items():
        if long := too_long(text):
            return Verdict(state=State.WARN, summary=f"{ref}: {long[0]}", fix=long[1])
    if not texts:
        return skip(f"none of {len(templates)} templates has the annotation {_TIME_SAVED}")
    return ok(f"{len(texts)} of {len(templates)} templates say how much time they save")


def _annotation(entity: Entity) -> str | None:
    metadata = entity.document.get("metadata")
    annotations = metadata.get("annotations") if isinstance(metadata, Mapping) else None
    value = annotations.get(_TIME_SAVED) if isinstance(annotations, Mapping) else None
    return None if value is None else str(value)


CHECKS = (
    Check(
        code="DR701",
        group=Group.CATALOG,
        title="the catalog can be read",
        why="Entities and users give the events their meaning.",
        fix="Name a live catalog with --catalog URL, or files with --entities PATH.",
        ask=_readable,
        needs=("DR401",),
        deadline_s=20.0,
    ),
    Check(
        code="DR702",
        group=Group.CATALOG,
        title="users are there and counted",
        why="Adoption is active users against all users that the filter keeps.",
        fix="Correct backstageInsights.totalUsersEntityQueryFilter.",
        ask=_users,
        needs=("DR401", "DR701"),
        explains=frozenset({Symptom.ADOPTION_OFF, Symptom.EMPTY_GROUPS}),
    ),
    Check(
        code="DR703",
        group=Group.CATALOG,
        title="the groups filter keeps groups",
        why="Usage by group needs groups; thousands of them say nothing.",
        fix="Correct backstageInsights.captureIdentityGroupsFilter.",
        ask=_groups,
        needs=("DR401", "DR701"),
        explains=frozenset({Symptom.EMPTY_GROUPS}),
    ),
    Check(
        code="DR704",
        group=Group.CATALOG,
        title="the captured fields occur",
        why="A field that no entity has never shows up in a dashboard.",
        fix="Correct the paths in backstageInsights.captureEntityFields.",
        ask=_coverage,
        needs=("DR401", "DR701"),
    ),
    Check(
        code="DR705",
        group=Group.CATALOG,
        title="templates say how much time they save",
        why="Time saved is the sum of an annotation on templates; what is no ISO 8601 duration counts as nothing.",
        fix=f"{_TIME_SAVED}: PT2H",
        ask=_time_saved,
        needs=("DR701",),
    ),
)
READS_CATALOG = frozenset(check.code for check in CHECKS)
"""The checks that open connections where the catalog is a live one."""
