"""Is the plugin wired into the backend, once, and in the way its version needs?"""

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok, skip
from insights_cli.doctor.checks.config_rules import verdict_on
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.wiring.backend import PLUGIN, ROUTE, BackendWiring

_ADD = f"backend.add(import('{PLUGIN}'));"
_INDEX = "packages/backend/src/index.ts"


def _system(world: World) -> Verdict:
    wiring = world.backend()
    if wiring.new_system and wiring.legacy_system:
        return Verdict(
            state=State.WARN,
            summary="the backend starts both the new and the legacy system; a migration is likely under way",
            fix="add what is left to the new system with backend.add(...), then delete the legacy start",
            location=wiring.legacy_system[0],
        )
    if wiring.new_system:
        return ok("the backend runs the new backend system")
    if wiring.legacy_system:
        return ok("the backend runs the legacy system")
    return Verdict(
        state=State.UNKNOWN,
        summary="neither createBackend nor a legacy start was found in the backend's sources",
        fix="run doctor in the root of the project, where packages/backend is",
    )


def _added_once(world: World) -> Verdict:
    wiring = world.backend()
    routers = tuple(router.location for router in wiring.routers)
    if not (*wiring.added, *routers):
        return _not_added(wiring)
    if wiring.added and routers:
        return Verdict(
            state=State.FAIL,
            summary="the plugin is wired twice: as a feature of the new system and as a legacy router",
            fix="keep one of them: " + _ADD if wiring.new_system else "keep the router and remove the feature",
            location=routers[0],
            notes=(("also", str(wiring.added[0])),),
        )
    if again := (*wiring.again, *routers[1:]):
        first = (*wiring.added, *routers)[0]
        return Verdict(
            state=State.FAIL,
            summary="the plugin is added more than once",
            fix=f"keep {first} and remove {again[0]}",
            location=again[0],
            notes=tuple(("also", str(place)) for place in again[1:]),
        )
    if wiring.added and wiring.discovered:
        return Verdict(
            state=State.WARN,
            summary="feature discovery adds installed plugins by itself, so this one is likely added twice",
            fix=f"remove the line {_ADD}",
            location=wiring.added[0],
        )
    return ok(f"the plugin is added at {(*wiring.added, *routers)[0]}")


def _not_added(wiring: BackendWiring) -> Verdict:
    if wiring.listed:
        return ok(f"the plugin is taken in at {wiring.listed[0]}")
    if wiring.discovered:
        return ok("feature discovery adds the plugin if it is installed")
    if wiring.dynamic:
        return Verdict(
            state=State.UNKNOWN,
            summary="the sources do not add the plugin; it may be among the plugins that are loaded at run time",
            fix=f"if it is not, add it to {_INDEX}: {_ADD}",
            location=wiring.dynamic[0],
        )
    if not wiring.new_system and not wiring.legacy_system:
        return skip("how the backend starts is not known (DR201)")
    where = "in the legacy way: see the plugin's installation page" if wiring.legacy_system else f"to {_INDEX}: {_ADD}"
    return Verdict(state=State.FAIL, summary="the plugin is not added to the backend", fix=f"add it {where}")


def _fits_version(world: World) -> Verdict:
    verdict = verdict_on(world, "IN607", "IN608")
    return verdict or ok("the wiring fits the version of the plugin")


def _legacy_whole(world: World) -> Verdict:
    wiring = world.backend()
    if not wiring.routers:
        return skip("the plugin is not wired in the legacy way")
    if not any(route.fits for route in wiring.routes):
        astray = wiring.routes[0] if wiring.routes else None
        return Verdict(
            state=State.FAIL,
            summary=f"the plugin's router is mounted at {astray.path}; the frontend sends to {ROUTE}"
            if astray
            else "the plugin's router is made and never mounted",
            fix="apiRouter.use('/backstage-insights', await backstageInsights(backstageInsightsEnv));",
            location=astray.location if astray else wiring.routers[0].location,
        )
    if "backstage-insights" not in wiring.environments:
        return Verdict(
            state=State.WARN,
            summary="no environment is made for the plugin id backstage-insights",
            fix="const backstageInsightsEnv = useHotMemoize(module, () => createEnv('backstage-insights'));",
            location=wiring.routes[0].location,
        )
    return ok("router, environment and route of the legacy wiring are there")


def _readable(world: World) -> Verdict:
    unread = world.backend().unreadable
    if unread:
        return Verdict(
            state=State.UNKNOWN,
            summary=f"{len(unread)} source files could not be read whole, so wiring may have been missed",
            notes=tuple(("file", path) for path in unread[:5]),
        )
    return ok("all sources of the backend could be read")


CHECKS = (
    Check(
        code="DR201",
        group=Group.WIRING,
        title="the backend's system is known",
        why="The plugin is added in one way in the new backend system and in another in the legacy one.",
        fix="Run doctor in the root of the project, where packages/backend is.",
        ask=_system,
        needs=("DR101",),
    ),
    Check(
        code="DR202",
        group=Group.WIRING,
        title="the plugin is added to the backend exactly once",
        why="Without it nothing is collected; twice makes the backend fail at its start.",
        fix=f"One line in {_INDEX}: {_ADD}",
        ask=_added_once,
        needs=("DR101", "DR102"),
        explains=NO_DATA,
    ),
    Check(
        code="DR203",
        group=Group.WIRING,
        title="the wiring fits the plugin's version",
        why="The legacy router was removed in 0.5.0, the new system came with 0.2.11, the database with 0.3.0.",
        fix="Follow the installation page of the version that is installed.",
        ask=_fits_version,
        needs=("DR401", "DR202"),
        explains=NO_DATA,
    ),
    Check(
        code="DR204",
        group=Group.WIRING,
        title="a legacy wiring is whole",
        why="The router needs its environment and its route; without the route the frontend's events get 404.",
        fix="Mount the router at /backstage-insights.",
        ask=_legacy_whole,
        needs=("DR202",),
        explains=NO_DATA,
    ),
    Check(
        code="DR205",
        group=Group.WIRING,
        title="the backend's sources can be read",
        why="A file that cannot be parsed or is too large may hide the wiring.",
        fix="Look at the named files by hand.",
        ask=_readable,
    ),
)
