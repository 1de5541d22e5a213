"""The configuration: does it load, and what do the rules of check-config say, the worst first?"""

from collections.abc import Callable

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok
from insights_cli.doctor.world import World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import Reason, State, Symptom
from insights_cli.model.diagnostic import Diagnostic, Severity

_SYMPTOMS = {
    Symptom.NO_DATA: (
        "IN100 IN101 IN102 IN103 IN105 IN108 IN131 IN132 IN202 IN203 IN204 IN205 IN301 IN303 IN304 IN305 IN501 IN502 "
        "IN503 IN601 IN602 IN606 IN607 IN608"
    ),
    Symptom.ONE_USER: "IN321 IN322 IN323 IN325",
    Symptom.MAU_JUMP: "IN302 IN305 IN306 IN307 IN321 IN324",
    Symptom.EMPTY_GROUPS: "IN107 IN111 IN321 IN322 IN323 IN602",
    Symptom.ADOPTION_OFF: "IN107 IN111 IN302 IN306 IN307 IN317 IN324 IN602",
}
_ELSEWHERE = ("IN313", "IN314", "IN315", "IN316", "IN32", "IN341", "IN342", "IN6")
"""Rules that the checks of versions, wiring, sign-in and the catalog ask, so that one problem is one line."""


def verdict_on(
    world: World, *codes: str, chosen: Callable[[Diagnostic], bool] = bool, mild: State = State.OK
) -> Verdict | None:
    """The worst finding of check-config whose code begins with one of *codes* and that is *chosen*; None without any.

    The others are notes, and every one is a reason. Findings for information only count where *mild* is a complaint.
    """
    states = {Severity.ERROR: State.FAIL, Severity.WARNING: State.WARN, Severity.INFO: mild}
    found = [
        each
        for each in world.findings().diagnostics
        if states[each.severity] is not State.OK and each.code.startswith(codes) and chosen(each)
    ]
    if not found:
        return None
    worst, *others = sorted(found, key=lambda each: each.severity.rank)
    return Verdict(
        state=states[worst.severity],
        summary=f"{worst.code}: {worst.summary}",
        fix=worst.fix,
        location=worst.location,
        notes=tuple((each.code, f"{each.summary} ({each.location})") for each in others),
        reasons=tuple(_reason(each, states[each.severity]) for each in (worst, *others)),
    )


def _reason(found: Diagnostic, state: State) -> Reason:
    symptoms = frozenset(symptom.value for symptom, codes in _SYMPTOMS.items() if found.code in codes)
    return Reason(code=found.code, summary=found.summary, state=state, fix=found.fix, symptoms=symptoms)


def _loads(world: World) -> Verdict:
    try:
        names = [source.name for source in world.config().sources]
    except InsightsError as failure:
        return _broken(failure)
    if not names:
        return Verdict(state=State.FAIL, summary="no app-config.yaml was found", fix="insights -C PROJECT doctor")
    return ok(f"loaded {', '.join(names)}")


def _broken(failure: InsightsError) -> Verdict:
    """A configuration that is there and cannot be read stops the backend; one that is not found may be elsewhere."""
    if failure.code == "IN001" or not failure.code.startswith("IN"):
        raise failure
    return Verdict(
        state=State.FAIL,
        summary=f"{failure.code}: {failure.summary}",
        fix=failure.fix,
        location=failure.location,
        notes=failure.notes,
        reasons=(
            Reason(
                code=failure.code,
                summary=failure.summary,
                state=State.FAIL,
                fix=failure.fix,
                symptoms=frozenset({Symptom.NO_DATA.value}),
            ),
        ),
    )


def _rules(world: World) -> Verdict:
    verdict = verdict_on(world, "", chosen=lambda found: not found.code.startswith(_ELSEWHERE))
    if verdict is None:
        return ok("the rules have no complaint", ("not checked", str(len(world.findings().skipped))))
    return verdict


CHECKS = (
    Check(
        code="DR401",
        group=Group.CONFIG,
        title="the configuration loads",
        why="A backend that cannot read its configuration does not start.",
        fix="Look at: insights check-config.",
        ask=_loads,
        needs=("DR101",),
        explains=NO_DATA,
    ),
    Check(
        code="DR402",
        group=Group.CONFIG,
        title="the configuration follows the rules",
        why="The rules of check-config know the settings that silently stop or spoil the collection.",
        fix="Look at: insights check-config.",
        ask=_rules,
        needs=("DR401",),
    ),
)
