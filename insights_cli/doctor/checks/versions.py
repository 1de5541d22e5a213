"""What is installed, and does it fit together?"""

from insights_cli.doctor import Check, Group, Symptom, Verdict, ok, skip
from insights_cli.doctor.checks.config_rules import verdict_on
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.projects import ANALYTICS_MODULE, BACKEND, BUNDLE
from insights_cli.projects.releases import SOURCE
from insights_cli.projects.versions import Version

_FRONTEND = f"{BUNDLE}insights"
_FIRST_MODULE = Version(major=0, minor=7, patch=0)


def _backstage(world: World) -> Verdict:
    found = world.project().backstage
    if found is None:
        return Verdict(
            state=State.WARN,
            summary="backstage.json with Backstage's version was not found",
            fix='write it in the root: {"version": "1.55.0"} with your version',
            notes=(("looked in", world.project().folder),),
        )
    return ok(f"Backstage {found}")


def _backend_installed(world: World) -> Verdict:
    found = world.project().installed(BACKEND)
    if not found:
        return Verdict(
            state=State.FAIL,
            summary=f"{BACKEND} is not installed",
            fix=f"yarn --cwd packages/backend add {BACKEND}",
        )
    return ok(f"the backend plugin is installed, version {world.project().plugin}")


def _frontend_installed(world: World) -> Verdict:
    project = world.project()
    missing = [name for name in (_FRONTEND, ANALYTICS_MODULE) if not project.installed(name)]
    if missing:
        return Verdict(
            state=State.WARN,
            summary=f"not installed: {', '.join(missing)}",
            fix=f"yarn --cwd packages/app add {' '.join(missing)}",
        )
    return ok("the frontend plugin and the analytics module are installed")


def _module_fits(world: World) -> Verdict:
    project = world.project()
    modules = project.installed(ANALYTICS_MODULE)
    if not modules:
        return skip("the analytics module is not installed")
    if modules[0].version < _FIRST_MODULE:
        return Verdict(
            state=State.FAIL,
            summary=f"analytics module {modules[0].version} sends through the proxy, not to the backend plugin",
            fix=f"upgrade {ANALYTICS_MODULE} to 0.7.0 or newer, and remove the old proxy entry",
            location=modules[0].location,
        )
    return ok(f"analytics module {modules[0].version} sends to the backend plugin")


def _one_copy(world: World) -> Verdict:
    project = world.project()
    names = sorted({each.name for each in project.packages if each.is_locked})
    several = {
        name: sorted({str(each.version) for each in project.installed(name) if each.is_locked}) for name in names
    }
    doubled = {name: versions for name, versions in several.items() if len(versions) > 1}
    if doubled:
        name, versions = next(iter(doubled.items()))
        return Verdict(
            state=State.FAIL if name == BACKEND else State.WARN,
            summary=f"the lock file holds several copies of {name}: {', '.join(versions)}",
            fix='yarn backstage-cli versions:bump --pattern "@spotify/backstage*", then yarn dedupe',
            notes=tuple((other, ", ".join(found)) for other, found in list(doubled.items())[1:]),
        )
    if not names:
        return skip("no lock file with packages of the bundle was found")
    return ok(f"one copy of each of {len(names)} packages of the bundle")


def _fit_together(world: World) -> Verdict:
    verdict = verdict_on(world, lambda found: found.code.startswith("IN6") and not in_source(found.location))
    return verdict or ok(f"the versions fit together, by {SOURCE}")


def in_source(place: object) -> bool:
    """Whether a finding stands in source code rather than in configuration or a lock file."""
    return str(getattr(place, "path", "")).endswith((".ts", ".tsx", ".js", ".mjs", ".cjs"))


_NO_DATA = frozenset({Symptom.NO_DATA})
CHECKS = (
    Check(
        code="DR101",
        group=Group.VERSIONS,
        title="Backstage's version is known",
        why="Each release of the plugin is built against one release of Backstage.",
        fix="Run doctor in the root of the project; keep backstage.json there.",
        ask=_backstage,
    ),
    Check(
        code="DR102",
        group=Group.VERSIONS,
        title="the backend plugin is installed",
        why="The backend plugin collects, enriches and forwards the events.",
        fix=f"Add {BACKEND} to packages/backend.",
        ask=_backend_installed,
        explains=_NO_DATA,
    ),
    Check(
        code="DR103",
        group=Group.VERSIONS,
        title="the frontend plugin and the analytics module are installed",
        why="The module captures events in the browser; the frontend plugin shows them.",
        fix=f"Add {_FRONTEND} and {ANALYTICS_MODULE} to packages/app.",
        ask=_frontend_installed,
        explains=_NO_DATA,
    ),
    Check(
        code="DR104",
        group=Group.VERSIONS,
        title="the analytics module talks to the backend plugin",
        why="Up to 0.6.1 the module sent through Backstage's proxy; from 0.7.0 on it sends to the backend plugin.",
        fix="Upgrade the module.",
        ask=_module_fits,
        explains=_NO_DATA,
    ),
    Check(
        code="DR105",
        group=Group.VERSIONS,
        title="each package of the bundle is there once",
        why="Several copies of a shared package do not see each other.",
        fix="Bump all packages of the bundle together and dedupe.",
        ask=_one_copy,
    ),
    Check(
        code="DR106",
        group=Group.VERSIONS,
        title="the versions fit together and have no known problem",
        why="The rules of family IN6 compare what is installed with the public change log.",
        fix="Upgrade Backstage and the plugin together.",
        ask=_fit_together,
        needs=("DR102",),
        explains=_NO_DATA,
    ),
)
