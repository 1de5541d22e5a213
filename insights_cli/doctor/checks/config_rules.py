"""The configuration: does it load, and what do the rules of check-config say, the worst first?"""

from collections.abc import Callable

from insights_cli.doctor import Check, Group, Symptom, Verdict, ok
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.model.diagnostic import Diagnostic, Severity

_STATES = {Severity.ERROR: State.FAIL, Severity.WARNING: State.WARN}


def verdict_on(world: World, chosen: Callable[[Diagnostic], bool]) -> Verdict | None:
    """The worst of the *chosen* findings of check-config, with the others as notes; None without any of them."""
    found = [each for each in world.findings().diagnostics if chosen(each) and each.severity in _STATES]
    if not found:
        return None
    worst, *others = sorted(found, key=lambda each: each.severity.rank)
    return Verdict(
        state=_STATES[worst.severity],
        summary=f"{worst.code}: {worst.summary}",
        fix=worst.fix,
        location=worst.location,
        notes=tuple((each.code, f"{each.summary} ({each.location})") for each in others),
    )


def _loads(world: World) -> Verdict:
    names = [source.name for source in world.config().sources]
    if not names:
        return Verdict(state=State.FAIL, summary="no app-config.yaml was found", fix="insights -C PROJECT doctor")
    return ok(f"loaded {', '.join(names)}")


def _rules(world: World) -> Verdict:
    verdict = verdict_on(world, lambda found: not found.code.startswith("IN6"))
    report = world.findings()
    if verdict is None:
        return ok("check-config has no complaint", ("not checked", str(len(report.skipped))))
    return verdict


CHECKS = (
    Check(
        code="DR401",
        group=Group.CONFIG,
        title="the configuration loads",
        why="A backend that cannot read its configuration does not start.",
        fix="Look at: insights check-config.",
        ask=_loads,
        explains=frozenset({Symptom.NO_DATA}),
    ),
    Check(
        code="DR402",
        group=Group.CONFIG,
        title="the configuration follows the rules",
        why="The rules of check-config know the settings that silently stop or spoil the collection.",
        fix="Look at: insights check-config.",
        ask=_rules,
        needs=("DR401",),
        explains=frozenset(Symptom),
    ),
)
