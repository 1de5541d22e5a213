"""Whether the installed versions fit together, the settings and the wiring."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key
from insights_cli.app_config.deployments import SECTION, CannotTell, Deployment
from insights_cli.model.diagnostic import Location, Severity
from insights_cli.projects import ANALYTICS_MODULE, BACKEND, BUNDLE, Installed
from insights_cli.projects.releases import problems_of, release_of
from insights_cli.projects.versions import Version

_NEW_SYSTEM = Version(major=0, minor=2, patch=11)
_LEGACY_GONE = Version(major=0, minor=5)
_DATABASE_NEEDED = Version(major=0, minor=3)
_MODULE_WITH_BACKEND = Version(major=0, minor=7)
_SHARED: Final = ("core-node", "insights-common")


def _plugin(subject: Subject) -> Version:
    version = subject.project.plugin
    if version is None:
        raise CannotTell("the plugin's version is not known; give it with --plugin-version")
    return version


def _place(subject: Subject, deployment: Deployment) -> Location:
    found = subject.project.installed(BACKEND)
    return found[0].location if found else deployment.key_place(SECTION)


def _skew(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    backstage, where = subject.project.backstage, subject.project.backstage_location
    if backstage is None or where is None or not _concerns(deployment, subject):
        return
    plugin = _plugin(subject)
    release = release_of(plugin)
    if release is None:
        raise CannotTell(f"plugin {plugin} is not in the table of known releases")
    built_for = release.backstage
    if (backstage.major, backstage.minor) == (built_for.major, built_for.minor):
        return
    is_older = backstage < built_for
    direction = "older" if is_older else "newer"
    yield Finding(
        summary=f"Backstage {backstage} is {direction} than {built_for}, which plugin {plugin} was built against",
        at=where,
        key="backstage.json version",
        severity=Severity.ERROR if is_older else Severity.INFO,
        fix='yarn backstage-cli versions:bump && yarn backstage-cli versions:bump --pattern "@spotify/backstage*"',
    )


def _concerns(deployment: Deployment, subject: Subject) -> bool:
    return deployment.uses_insights or bool(subject.project.installed(BACKEND))


def _settings(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    keys = list(deployment.members(SECTION))
    if not keys:
        return
    plugin = _plugin(subject)
    for problem in problems_of(plugin):
        if problem.key in keys:
            summary = f"{problem.key} with plugin {plugin}: {problem.summary}; fixed in {problem.fixed_in}"
            yield at_key(deployment, (SECTION, problem.key), summary, fix=f"upgrade to {problem.fixed_in} or later")


def _known_problems(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    if not deployment.uses_insights:
        return
    plugin = _plugin(subject)
    for problem in problems_of(plugin):
        if not problem.key:
            yield Finding(
                summary=f"plugin {plugin}: {problem.summary}; fixed in {problem.fixed_in}",
                at=_place(subject, deployment),
                key=BACKEND,
                identity=problem.summary,
            )


def _copies(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    packages = [each for each in subject.project.packages if each.is_locked]
    for name in sorted({each.name for each in packages}):
        found = sorted((each for each in packages if each.name == name), key=lambda each: each.version.sort_key)
        if len(found) > 1:
            listed = ", ".join(str(each.version) for each in found)
            yield Finding(summary=f"{name} is installed {len(found)} times: {listed}", at=found[0].location, key=name)


def _strangers(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    plugin = subject.project.plugin
    release = release_of(plugin) if plugin else None
    if release is None:
        return
    wanted = dict(zip(_SHARED, (release.core_node, release.insights_common), strict=True))
    for part, version in wanted.items():
        found = [each for each in subject.project.installed(BUNDLE + part) if each.is_locked]
        if found and all(each.version < version for each in found):
            yield _stranger(found[0], version, release.version)


def _stranger(each: Installed, wanted: Version, plugin: Version) -> Finding:
    summary = f"{each.name} is {each.version}, plugin {plugin} came with {wanted}"
    return Finding(summary=summary, at=each.location, key=each.name)


def _half_migrated(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    modules, backends = subject.project.installed(ANALYTICS_MODULE), subject.project.installed(BACKEND)
    if modules and backends and modules[0].version < _MODULE_WITH_BACKEND:
        module = modules[0]
        summary = f"analytics module {module.version} sends through the old proxy, not to the backend plugin"
        yield Finding(summary=summary, at=module.location, key=ANALYTICS_MODULE)
    elif modules and not backends and modules[0].version >= _MODULE_WITH_BACKEND:
        module = modules[0]
        summary = f"analytics module {module.version} sends to the backend plugin, which is not installed"
        fix = f"yarn --cwd packages/backend add {BACKEND}"
        yield Finding(summary=summary, at=module.location, key=ANALYTICS_MODULE, fix=fix)


def _wrong_system(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for each in subject.project.wiring:
        plugin = _plugin(subject)
        if each.is_legacy and plugin >= _LEGACY_GONE:
            summary = f"plugin {plugin} has no createRouter any more"
            yield Finding(summary=summary, at=each.location, key="createRouter")
        elif not each.is_legacy and plugin < _NEW_SYSTEM:
            summary = f"plugin {plugin} cannot be added to the new backend system; {_NEW_SYSTEM} is the first that can"
            fix = f'upgrade: yarn --cwd packages/backend add "{BACKEND}@^{_NEW_SYSTEM}" or later'
            yield Finding(summary=summary, at=each.location, key="backend.add", fix=fix)


def _no_database(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for each in subject.project.wiring:
        if each.is_legacy and not each.passes_database and _DATABASE_NEEDED <= _plugin(subject) < _LEGACY_GONE:
            summary = f"createRouter of plugin {_plugin(subject)} needs a database"
            yield Finding(summary=summary, at=each.location, key="createRouter")


def _twice(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    features = [each for each in subject.project.wiring if not each.is_legacy]
    routers = [each for each in subject.project.wiring if each.is_legacy]
    extra = [*(each for each in features if each.is_again), *(routers if features else routers[1:])]
    if extra:
        first = (features or routers)[0]
        summary = f"the plugin is likely added twice: here and at {first.location}"
        yield Finding(summary=summary, at=extra[0].location, key="backend.add")


_BASE = "# file: app-config.yaml\nspotify:\n  apiToken: ${TOKEN}\n"
_INDEX = "# file: packages/backend/src/index.ts\n"
_LEGACY = "# file: packages/backend/src/plugins/backstageInsights.ts\n"
_ROUTER = f"import {{ createRouter }} from '{BACKEND}';\n"


def _installed(*packages: str) -> str:
    entries = "".join(
        f'"{name}@^{version}":\n  version "{version}"\n' for name, version in (each.rsplit("@", 1) for each in packages)
    )
    return f"# file: yarn.lock\n{entries}"


RULES: Final = (
    Rule(
        code="IN601",
        title="Backstage and the plugin are from different releases",
        severity=Severity.WARNING,
        why="Each plugin release is built against one Backstage release; the documentation says to upgrade both "
        "together.",
        fix='yarn backstage-cli versions:bump --pattern "@spotify/backstage*"',
        bad=f'{_BASE}# file: backstage.json\n{{"version": "1.50.0"}}\n{_installed(f"{BACKEND}@0.8.1")}',
        good=f'{_BASE}# file: backstage.json\n{{"version": "1.55.0"}}\n{_installed(f"{BACKEND}@0.8.1")}',
        check=_skew,
    ),
    Rule(
        code="IN602",
        title="a setting that this version does not honour",
        severity=Severity.WARNING,
        why="The plugin's change log names versions in which the setting does not exist yet or does not work.",
        fix="upgrade the plugin together with Backstage",
        bad=f"{_BASE}backstageInsights:\n  hostFilter: portal.example.com\n{_installed(f'{BACKEND}@0.5.4')}",
        good=f"{_BASE}backstageInsights:\n  hostFilter: portal.example.com\n{_installed(f'{BACKEND}@0.8.1')}",
        check=_settings,
    ),
    Rule(
        code="IN603",
        title="a known problem of the installed version",
        severity=Severity.INFO,
        why="The plugin's change log names a later version that mends it.",
        fix="upgrade the plugin together with Backstage",
        bad=f"{_BASE}{_installed(f'{BACKEND}@0.5.2')}",
        good=f"{_BASE}{_installed(f'{BACKEND}@0.8.1')}",
        check=_known_problems,
    ),
    Rule(
        code="IN604",
        title="a package of the bundle is installed more than once",
        severity=Severity.WARNING,
        why="Copies of one package do not share their state and types, and one of them is older than it should be.",
        fix='yarn backstage-cli versions:bump --pattern "@spotify/backstage*" && yarn dedupe',
        bad=f"{_BASE}{_installed(f'{BUNDLE}core-node@0.11.18', f'{BUNDLE}core-node@0.11.19')}",
        good=f"{_BASE}{_installed(f'{BUNDLE}core-node@0.11.19')}",
        check=_copies,
    ),
    Rule(
        code="IN605",
        title="a shared package is older than the plugin's release",
        severity=Severity.WARNING,
        why="The plugin's change log names the version that it was released with.",
        fix='yarn backstage-cli versions:bump --pattern "@spotify/backstage*"',
        bad=f"{_BASE}{_installed(f'{BUNDLE}core-node@0.11.2', f'{BACKEND}@0.8.1')}",
        good=f"{_BASE}{_installed(f'{BUNDLE}core-node@0.11.19', f'{BACKEND}@0.8.1')}",
        check=_strangers,
    ),
    Rule(
        code="IN606",
        title="the analytics module and the backend plugin do not fit together",
        severity=Severity.WARNING,
        why="Up to 0.6.1 the analytics module sends through the proxy, from 0.7.0 to the backend plugin: both must "
        "be new.",
        fix='yarn backstage-cli versions:bump --pattern "@spotify/backstage*"',
        bad=f"{_BASE}{_installed(f'{ANALYTICS_MODULE}@0.6.1', f'{BACKEND}@0.8.1')}",
        good=f"{_BASE}{_installed(f'{ANALYTICS_MODULE}@0.9.0', f'{BACKEND}@0.8.1')}",
        check=_half_migrated,
    ),
    Rule(
        code="IN607",
        title="the wiring is not that of the plugin's version",
        severity=Severity.ERROR,
        why="The new backend system is supported since 0.2.11, and the legacy backend was removed in 0.5.0: with the "
        "wrong one the backend does not compile or does not start.",
        fix=f"in packages/backend/src/index.ts: backend.add(import('{BACKEND}'));",
        bad=f"{_BASE}{_installed(f'{BACKEND}@0.5.0')}{_LEGACY}{_ROUTER}export default env => createRouter({{ ...env "
        f"}});\n",
        good=f"{_BASE}{_installed(f'{BACKEND}@0.5.0')}{_INDEX}backend.add(import('{BACKEND}'));\n",
        check=_wrong_system,
    ),
    Rule(
        code="IN608",
        title="createRouter gets no database",
        severity=Severity.ERROR,
        why="From 0.3.0 the router keeps surveys in the database and does not start without one.",
        fix="pass database: env.database to createRouter",
        bad=f"{_BASE}{_installed(f'{BACKEND}@0.4.0')}{_LEGACY}{_ROUTER}export default env => createRouter({{ logger: "
        f"env.logger }});\n",
        good=f"{_BASE}{_installed(f'{BACKEND}@0.4.0')}{_LEGACY}{_ROUTER}export default env => createRouter({{ logger: "
        f"env.logger, database: env.database }});\n",
        check=_no_database,
    ),
    Rule(
        code="IN609",
        title="the plugin is added twice",
        severity=Severity.WARNING,
        why="Two registrations of one plugin id make the backend stop at the start.",
        fix="keep backend.add(import(...)) and remove the other",
        bad=f"{_BASE}{_INDEX}backend.add(import('{BACKEND}'));\nbackend.add(import('{BACKEND}'));\n",
        good=f"{_BASE}{_INDEX}backend.add(import('{BACKEND}'));\n",
        check=_twice,
        likely=True,
    ),
)
