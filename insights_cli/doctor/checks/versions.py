"""What is installed, and does it fit together?"""

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok, skip
from insights_cli.doctor.checks.config_rules import verdict_on
from insights_cli.doctor.world import World
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import State
from insights_cli.projects import ANALYTICS_MODULE, BACKEND, BUNDLE, Declared, Project
from insights_cli.projects.releases import SOURCE

_FRONTEND = f"{BUNDLE}insights"
_BACKEND_FOLDER = "packages/backend"
_THEN = f"then in packages/backend/src/index.ts: backend.add(import('{BACKEND}'));"
_ADDING = {
    "package-lock.json": "npm install --workspace {folder} {names}",
    "npm-shrinkwrap.json": "npm install --workspace {folder} {names}",
    "pnpm-lock.yaml": "pnpm --dir {folder} add {names}",
}
_INSTALLING = {
    "package-lock.json": "npm install",
    "npm-shrinkwrap.json": "npm install",
    "pnpm-lock.yaml": "pnpm install",
}


def _adding(project: Project, folder: str, *names: str) -> str:
    """The command that adds packages, of the program that wrote the lock file."""
    template = _ADDING.get(project.lock_file, "yarn --cwd {folder} add {names}")
    return template.format(folder=folder, names=" ".join(names))


def _backstage(world: World) -> Verdict:
    project = world.project()
    found = project.backstage
    if not project.has_packages and not _has_configuration(world):
        return Verdict(
            state=State.FAIL,
            summary=f"this is no Backstage project: {project.folder} has neither package.json nor app-config.yaml",
            fix="insights -C PROJECT doctor",
        )
    if found is None:
        return Verdict(
            state=State.WARN,
            summary="backstage.json with Backstage's version was not found, or its version cannot be read",
            fix='write it in the root: {"version": "1.55.0"} with your version',
            notes=(("looked in", project.folder),),
        )
    return ok(f"Backstage {found}")


def _has_configuration(world: World) -> bool:
    try:
        return bool(world.config().sources)
    except InsightsError as failure:
        return failure.code != "IN001"


def _backend_installed(world: World) -> Verdict:
    project = world.project()
    if not project.has_packages:
        return skip("there is no package.json to tell what is installed")
    found, places = project.installed(BACKEND), project.asked_for(BACKEND)
    if not found and not places:
        return Verdict(
            state=State.FAIL,
            summary=f"{BACKEND} is not installed",
            fix=f"{_adding(project, _BACKEND_FOLDER, BACKEND)}\n{_THEN}",
        )
    if not any(each.is_locked for each in found) and project.lock_file:
        return Verdict(
            state=State.WARN,
            summary=f"{BACKEND} is asked for and not in {project.lock_file}",
            fix=_INSTALLING.get(project.lock_file, "yarn install"),
            location=places[0].location if places else None,
        )
    if not any(map(_is_of_backend, places)):
        return Verdict(
            state=State.WARN,
            summary=f"{BACKEND} is installed, but packages/backend/package.json does not ask for it",
            fix=_adding(project, _BACKEND_FOLDER, BACKEND),
            location=places[0].location if places else found[0].location,
        )
    version = f"version {project.plugin}" if project.plugin else "its version is not known"
    return ok(f"the backend plugin is installed, {version}")


def _is_of_backend(asked: Declared) -> bool:
    return asked.role.startswith("backend") or "packages/backend/" in f"/{asked.location.path}".replace("\\", "/")


def _frontend_installed(world: World) -> Verdict:
    project = world.project()
    if not project.has_packages:
        return skip("there is no package.json to tell what is installed")
    missing = [
        name for name in (_FRONTEND, ANALYTICS_MODULE) if not project.installed(name) and not project.asked_for(name)
    ]
    if missing:
        return Verdict(
            state=State.WARN,
            summary=f"not installed: {', '.join(missing)}",
            fix=_adding(project, "packages/app", *missing),
        )
    return ok("the frontend plugin and the analytics module are installed")


def _module_fits(world: World) -> Verdict:
    modules = world.project().installed(ANALYTICS_MODULE)
    if not modules:
        return skip("the analytics module is not installed")
    verdict = verdict_on(world, "IN606")
    return verdict or ok(f"analytics module {modules[0].version} sends to the backend plugin")


def _one_copy(world: World) -> Verdict:
    names = {each.name for each in world.project().packages if each.is_locked}
    if not names:
        return skip("no lock file with packages of the bundle was found")
    return verdict_on(world, "IN604") or ok(f"one copy of each of {len(names)} packages of the bundle")


def _fit_together(world: World) -> Verdict:
    verdict = verdict_on(world, "IN601", "IN602", "IN603", "IN605")
    return verdict or ok(f"the versions fit together, by {SOURCE}")


def _by_release(world: World) -> Verdict:
    project = world.project()
    wanted = [each for each in project.declared if each.wanted.startswith("backstage:")]
    if not wanted:
        return skip("no package is asked for by backstage:^")
    if not project.has_release_plugin:
        return Verdict(
            state=State.FAIL,
            summary=f"{len(wanted)} packages are asked for by backstage:^, and yarn has no plugin for it",
            fix="yarn plugin import https://versions.backstage.io/v1/tags/main/yarn-plugin",
            location=wanted[0].location,
        )
    if project.backstage is None:
        return Verdict(
            state=State.FAIL,
            summary=f"{len(wanted)} packages are asked for by backstage:^, and backstage.json names no release",
            location=wanted[0].location,
        )
    return ok(f"{len(wanted)} packages come from release {project.backstage}")


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
        needs=("DR101",),
        explains=NO_DATA,
    ),
    Check(
        code="DR103",
        group=Group.VERSIONS,
        title="the frontend plugin and the analytics module are installed",
        why="The module captures events in the browser; the frontend plugin shows them.",
        fix=f"Add {_FRONTEND} and {ANALYTICS_MODULE} to packages/app.",
        ask=_frontend_installed,
        needs=("DR101",),
        explains=NO_DATA,
    ),
    Check(
        code="DR104",
        group=Group.VERSIONS,
        title="the analytics module talks to the backend plugin",
        why="Up to 0.6.1 the module sent through Backstage's proxy; from 0.7.0 on it sends to the backend plugin.",
        fix="Upgrade the module.",
        ask=_module_fits,
        needs=("DR401", "DR102"),
        explains=NO_DATA,
    ),
    Check(
        code="DR105",
        group=Group.VERSIONS,
        title="each package of the bundle is there once",
        why="Several copies of a shared package do not see each other.",
        fix="Bump all packages of the bundle together and dedupe.",
        ask=_one_copy,
        needs=("DR401",),
    ),
    Check(
        code="DR106",
        group=Group.VERSIONS,
        title="the versions fit together and have no known problem",
        why="The rules of family IN6 compare what is installed with the public change log.",
        fix="Upgrade Backstage and the plugin together.",
        ask=_fit_together,
        needs=("DR401", "DR102"),
        explains=NO_DATA,
    ),
    Check(
        code="DR107",
        group=Group.VERSIONS,
        title="ranges that follow the release can be resolved",
        why="backstage:^ is read by a plugin of yarn, which takes the versions from the release in backstage.json.",
        fix='Write the release in backstage.json: {"version": "1.55.0"}.',
        ask=_by_release,
    ),
)
