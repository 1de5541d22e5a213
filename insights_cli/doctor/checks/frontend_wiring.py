"""Does the frontend capture events for Insights, and does nothing stand in its way?"""

from collections.abc import Sequence

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok, skip
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.wiring.frontend import MODULE, PLUGIN, FrontendWiring, Implementation


def _discovers(world: World) -> bool:
    """Whether the configuration tells a frontend of the new system to take in what is installed."""
    return any(world.setting(key) == "all" for key in ("app.packages", "app.experimental.packages"))


def _captures(world: World) -> Verdict:
    wiring = world.frontend()
    if wiring is None:
        return skip("there is no packages/app, nor another package with the role frontend")
    capturing = [each for each in wiring.implementations if each.insights or (each.several and wiring.modules)]
    if capturing:
        return _of_the_right_system(wiring, capturing)
    if wiring.modules and not wiring.implementations:
        return ok("the Insights module is imported; nothing else answers the analytics API")
    if _discovers(world) and not wiring.implementations and world.project().asked_for(MODULE):
        return ok("the frontend takes in every installed module by itself, that of Insights too")
    if not _is_installed(world, MODULE):
        return skip(f"{MODULE} is not installed (DR103)")
    if wiring.implementations:
        found = wiring.implementations[0]
        return Verdict(
            state=State.WARN,
            summary="the analytics API is answered by something that does not mention Insights",
            location=found.location,
            fix=f"let it fan out to the module too: {MODULE}",
        )
    return Verdict(
        state=State.WARN,
        summary="nothing in the frontend's sources answers the analytics API; likely no event is captured",
        fix=f"register {MODULE} in packages/app/src, as its installation page says",
    )


def _is_installed(world: World, name: str) -> bool:
    project = world.project()
    return bool(project.installed(name) or project.asked_for(name))


def _of_the_right_system(wiring: FrontendWiring, capturing: Sequence[Implementation]) -> Verdict:
    if all(each.kind == "blueprint" for each in capturing) and wiring.legacy_system and not wiring.new_system:
        return Verdict(
            state=State.WARN,
            summary="a blueprint captures for Insights, and a classic app does not read blueprints",
            location=capturing[0].location,
            fix="createApiFactory({ api: analyticsApiRef, deps: {...}, factory: ... }) in the apis of createApp",
        )
    return ok("the frontend's analytics API is answered with Insights in it")


def _no_fight(world: World) -> Verdict:
    wiring = world.frontend()
    if wiring is None:
        return skip("there is no packages/app, nor another package with the role frontend")
    factories = [each for each in wiring.implementations if each.kind == "factory" and not each.is_conditional]
    if len(factories) > 1 and not any(each.several for each in factories):
        return Verdict(
            state=State.FAIL,
            summary=f"{len(factories)} factories answer the analytics API, and only one of them is used",
            fix="combine them: MultipleAnalyticsApi.fromApis([...])",
            location=factories[-1].location,
            notes=tuple(("also", str(each.location)) for each in factories[:-1]),
        )
    return ok("no two implementations fight for the analytics API")


def _page(world: World) -> Verdict:
    wiring = world.frontend()
    if wiring is None:
        return skip("there is no packages/app, nor another package with the role frontend")
    if wiring.pages or wiring.features or (_discovers(world) and world.project().asked_for(PLUGIN)):
        return ok("the Insights page is part of the app")
    if not _is_installed(world, PLUGIN):
        return skip(f"{PLUGIN} is not installed (DR103)")
    return Verdict(
        state=State.WARN,
        summary="the app has no Insights page; events may be collected, but nobody can look at them",
        fix='<Route path="/insights" element={<InsightsPage />} />',
    )


CHECKS = (
    Check(
        code="DR211",
        group=Group.WIRING,
        title="the frontend captures events",
        why="Events begin in the browser: the analytics API must be answered by the Insights module.",
        fix=f"Install {MODULE} and register it as the analytics implementation.",
        ask=_captures,
        needs=("DR401",),
        explains=NO_DATA,
    ),
    Check(
        code="DR212",
        group=Group.WIRING,
        title="one implementation answers the analytics API",
        why="A classic app keeps one factory for an API; a second one silences the first without a word.",
        fix="Combine both with MultipleAnalyticsApi.",
        ask=_no_fight,
        explains=NO_DATA,
    ),
    Check(
        code="DR213",
        group=Group.WIRING,
        title="the Insights page is part of the app",
        why="Without the page nobody sees what is collected.",
        fix="Add the page of the frontend plugin to the app.",
        ask=_page,
        needs=("DR401",),
    ),
)
