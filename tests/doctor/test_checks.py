"""Each check, forced through the states that it can take."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from insights_cli.doctor import Check, Verdict
from insights_cli.doctor.checks.registry import CHECKS
from insights_cli.doctor.facts import CatalogFacts, ImageFacts, ServerFacts, SpoolFacts, TokenAnswer, TokenFacts
from insights_cli.doctor.run import run_checks
from insights_cli.errors import InsightsError
from insights_cli.model.checkup import CheckResult, State
from insights_cli.model.diagnostic import Location, Severity
from insights_cli.model.entity import Entity
from insights_cli.model.value import replace
from insights_cli.projects import BACKEND, Declared, Project
from insights_cli.wiring.backend import BackendWiring
from tests.doctor.worlds import (
    BY_CODE,
    CONFIG,
    HEALTHY,
    MANIFEST,
    NEW_BACKEND,
    NOW,
    SERVER,
    backend,
    catalog,
    config,
    entity,
    finding,
    frontend,
    installed,
    project,
    reply,
    report,
    resolvers,
    verdict,
    world,
)

OK, WARN, FAIL, SKIP, UNKNOWN = State.OK, State.WARN, State.FAIL, State.SKIP, State.UNKNOWN
LEGACY = "import { createServiceBuilder } from '@backstage/backend-common';\n"
ROUTER = (
    "import { createRouter } from '@spotify/backstage-plugin-insights-backend';\n"
    "export default env => createRouter({ ...env });\n"
)
MOUNT = "apiRouter.use('/backstage-insights', await insights(env));\n"
ASTRAY = "apiRouter.use('/insights', await insights(env));\n"
ENVIRONMENT = "const env = useHotMemoize(module, () => createEnv('backstage-insights'));\n"
SIGNS_IN = "signIn: {resolvers: [{resolver: usernameMatchingUserEntityName}]}"
_MODULE, _PAGE = "backstage-plugin-analytics-module-insights", "backstage-plugin-insights/alpha"
NO_ANSWER = InsightsError("CL001", "no answer")
NO_FILE = InsightsError("IN001", "no file")
REF = "import { analyticsApiRef } from '@backstage/core-plugin-api';\n"
FACTORY = REF + "createApiFactory({ api: analyticsApiRef, factory: () => x });\n"
BLUEPRINT = (
    "import { createApp } from '@backstage/app-defaults';\n"
    "import { InsightsAnalytics } from '@spotify/backstage-plugin-analytics-module-insights';\n"
    "AnalyticsImplementationBlueprint.make({ params: define => define({ factory: () => new InsightsAnalytics() }) });\n"
)
ADD = "backend.add(import('@spotify/backstage-plugin-insights-backend'));\n"
BACKSTAGE = "import { createBackend } from '@backstage/backend-defaults';\nconst backend = createBackend();\n"
LOADER = "backend.add(dynamicPluginsFeatureLoader({}));\n"


def providers(text: str) -> dict[str, Any]:
    """The healthy configuration with other sign-in providers."""
    return {"config": config(f"auth: {{providers: {text}}}")}


def insights(text: str) -> dict[str, Any]:
    """The healthy configuration with settings of Insights."""
    return {"config": config(f"{CONFIG}\nbackstageInsights: {text}")}


def expires(**left: float) -> dict[str, Any]:
    """A token that expires in that time."""
    return {"token": TokenFacts(source="keyring", expires_at=NOW + timedelta(**left))}


def web(**answers: Any) -> dict[str, Any]:
    """What the running Backstage answers."""
    ends = {"health": "readiness", "keys": "jwks.json", "plugin": "metadata", "cors": "backstage-insights"}
    return {"web": {ends[name]: answer for name, answer in answers.items()}}


def images(ignored: tuple[str, ...] = (), local: tuple[str, ...] = ("app-config.local.yaml",)) -> dict[str, Any]:
    """An image that copies all configuration."""
    copies = (("packages/backend/Dockerfile", 9, "app-config*.yaml"),)
    return {"images": ImageFacts(copies=copies, ignored=ignored, local_files=local)}


def elsewhere(*entities: Entity) -> CatalogFacts:
    """Files with those entities, beside which a provider brings more."""
    return dataclasses.replace(catalog(*entities), elsewhere=("catalog.providers.ldap",))


def by_release(**facts: Any) -> Project:
    """A project with a range that follows Backstage's release."""
    place = Location(path="packages/app/package.json", line=2)
    follows = Declared(name="@backstage/core-app-api", wanted="backstage:^", location=place)
    return replace(project(), declared=(follows,), **facts)


OTHER_ORIGIN = config("app: {baseUrl: 'http://localhost:3000'}\nbackend: {baseUrl: 'http://localhost:7007'}")
TEMPLATE = entity("Template", "t", metadata={"annotations": {"backstage.io/time-saved": "PT4H"}})
WRONG_TEMPLATE = entity("Template", "t", metadata={"annotations": {"backstage.io/time-saved": "4 hours"}})
LONG_TEMPLATE = entity("Template", "t", metadata={"annotations": {"backstage.io/time-saved": "P3D"}})
GROUPS = catalog(entity("User", "u"), entity("Group", "g", spec={"type": "team"}))

CASES: list[tuple[str, State, dict[str, Any]]] = [
    ("DR101", OK, {}),
    ("DR101", WARN, {"project": project(backstage=None)}),
    ("DR101", WARN, {"project": replace(project(backstage=None), has_packages=False)}),
    ("DR101", FAIL, {"project": replace(project(backstage=None), has_packages=False), "config": NO_FILE}),
    ("DR102", OK, {}),
    ("DR102", FAIL, {"project": project()}),
    ("DR102", SKIP, {"project": replace(project(), has_packages=False)}),
    ("DR102", OK, {"project": replace(project(installed(BACKEND, "0.8.1", is_locked=False)), lock_file="")}),
    ("DR102", WARN, {"project": project(installed(BACKEND, "0.8.1", is_locked=False))}),
    ("DR102", WARN, {"project": replace(project(installed(BACKEND, "0.8.1")), declared=())}),
    ("DR103", OK, {}),
    ("DR103", SKIP, {"project": replace(project(), has_packages=False)}),
    ("DR103", WARN, {"project": project(installed(BACKEND, "0.8.1"))}),
    ("DR104", OK, {}),
    ("DR104", SKIP, {"project": project()}),
    ("DR104", FAIL, {"findings": report(finding("IN606", path="yarn.lock"))}),
    ("DR104", WARN, {"findings": report(finding("IN606", Severity.WARNING, "yarn.lock"))}),
    ("DR105", OK, {}),
    ("DR105", SKIP, {"project": project(installed(BACKEND, "0.8.1", is_locked=False))}),
    ("DR105", FAIL, {"findings": report(finding("IN604", path="yarn.lock"))}),
    ("DR105", WARN, {"findings": report(finding("IN604", Severity.WARNING, "yarn.lock"))}),
    ("DR106", OK, {}),
    ("DR106", OK, {"findings": report(finding("IN101"), finding("IN607", path="packages/backend/src/index.ts"))}),
    ("DR106", FAIL, {"findings": report(finding("IN601", path="yarn.lock"))}),
    ("DR106", WARN, {"findings": report(finding("IN601", Severity.WARNING, "yarn.lock"))}),
    ("DR106", UNKNOWN, {"findings": NO_ANSWER}),
    ("DR107", SKIP, {}),
    ("DR107", OK, {"project": by_release(has_release_plugin=True)}),
    ("DR107", FAIL, {"project": by_release(has_release_plugin=False)}),
    ("DR107", FAIL, {"project": by_release(has_release_plugin=True, backstage=None)}),
    ("DR201", OK, {}),
    ("DR201", OK, {"backend": backend(LEGACY)}),
    ("DR201", WARN, {"backend": backend(NEW_BACKEND, LEGACY)}),
    ("DR201", UNKNOWN, {"backend": BackendWiring()}),
    ("DR202", OK, {}),
    ("DR202", OK, {"backend": backend(LEGACY, ROUTER)}),
    ("DR202", OK, {"backend": backend("backend.add(discoveryFeatureLoader);")}),
    ("DR202", FAIL, {"backend": backend(BACKSTAGE)}),
    ("DR202", FAIL, {"backend": backend(NEW_BACKEND, ROUTER)}),
    ("DR202", FAIL, {"backend": backend(NEW_BACKEND + ADD)}),
    ("DR202", FAIL, {"backend": backend(NEW_BACKEND, ADD)}),
    ("DR202", OK, {"backend": backend(NEW_BACKEND, NEW_BACKEND)}),
    ("DR202", OK, {"backend": backend(BACKSTAGE, f"export default [{ADD[12:-3]}];")}),
    ("DR202", UNKNOWN, {"backend": backend(BACKSTAGE + LOADER)}),
    ("DR202", SKIP, {"backend": BackendWiring()}),
    ("DR202", WARN, {"backend": backend(NEW_BACKEND, "backend.add(discoveryFeatureLoader);")}),
    ("DR203", OK, {}),
    ("DR203", FAIL, {"findings": report(finding("IN607", path="packages/backend/src/plugins/insights.ts"))}),
    ("DR204", SKIP, {}),
    ("DR204", OK, {"backend": backend(ROUTER, ENVIRONMENT + MOUNT)}),
    ("DR204", FAIL, {"backend": backend(ROUTER, ENVIRONMENT)}),
    ("DR204", FAIL, {"backend": backend(ROUTER, "import insights from './0';\n" + ENVIRONMENT + ASTRAY)}),
    ("DR204", WARN, {"backend": backend(ROUTER, MOUNT)}),
    ("DR205", OK, {}),
    ("DR205", UNKNOWN, {"backend": backend("const = ;")}),
    ("DR211", OK, {}),
    ("DR211", SKIP, {"frontend": None}),
    ("DR211", WARN, {"frontend": frontend("const a = 1;")}),
    ("DR211", SKIP, {"frontend": frontend("const a = 1;"), "project": project()}),
    ("DR211", WARN, {"frontend": frontend(FACTORY)}),
    ("DR211", WARN, {"frontend": frontend("import { InsightsPage } from '@spotify/backstage-plugin-insights';")}),
    ("DR211", OK, {"frontend": frontend(""), "config": config("app: {packages: all}")}),
    ("DR211", OK, {"frontend": frontend(f"import m from '@spotify/{_MODULE}';\ncreateApp({{ features: [m] }});")}),
    ("DR211", WARN, {"frontend": frontend(f"import m from '@spotify/{_MODULE}';")}),
    ("DR211", WARN, {"frontend": frontend(BLUEPRINT)}),
    ("DR212", OK, {}),
    ("DR212", SKIP, {"frontend": None}),
    ("DR212", FAIL, {"frontend": frontend(FACTORY, FACTORY)}),
    ("DR213", OK, {}),
    ("DR213", SKIP, {"frontend": None}),
    ("DR213", SKIP, {"frontend": frontend("const a = 1;"), "project": project()}),
    ("DR213", WARN, {"frontend": frontend("import m from '@spotify/backstage-plugin-analytics-module-insights';")}),
    ("DR213", OK, {"frontend": frontend(f"import i from '@spotify/{_PAGE}';\ncreateApp({{ features: [i] }});")}),
    ("DR213", WARN, {"frontend": frontend(f"import i from '@spotify/{_PAGE}';")}),
    ("DR213", OK, {"frontend": frontend(""), "config": config("app: {experimental: {packages: all}}")}),
    ("DR213", WARN, {"frontend": frontend("const a = 1;")}),
    ("DR301", OK, {}),
    ("DR301", WARN, providers("{guest: {}}")),
    ("DR301", WARN, providers("{}")),
    ("DR301", WARN, providers("{guest: {}, github: {production: {clientId: x}}}")),
    ("DR301", FAIL, providers("{github: {production: {clientId: x}}}")),
    ("DR301", OK, providers(f"{{gitlab: {{production: {{clientId: x}}}}, github: {{production: {{{SIGNS_IN}}}}}}}")),
    ("DR301", FAIL, providers(f"{{github: {{development: {{clientId: x}}, production: {{{SIGNS_IN}}}}}}}")),
    ("DR301", OK, providers(f"{{awsalb: {{issuer: x, {SIGNS_IN}}}}}")),
    ("DR301", OK, {**providers("{github: {}}"), "resolvers": resolvers("ctx.signInWithCatalogUser({ entityRef: r })")}),
    ("DR302", SKIP, {}),
    ("DR302", OK, {"resolvers": resolvers("ctx.signInWithCatalogUser({ entityRef: r })")}),
    ("DR302", WARN, {"resolvers": resolvers("ctx.issueToken({ claims: { sub } })")}),
    ("DR302", FAIL, {"resolvers": resolvers("ctx.issueToken({ claims: { sub: 'user:default/guest' } })")}),
    ("DR302", WARN, {"resolvers": resolvers("ctx.signInWithCatalogUser({}, { dangerousEntityRefFallback: r })")}),
    ("DR303", OK, {}),
    ("DR303", WARN, {"findings": report(finding("IN324", Severity.INFO))}),
    ("DR401", OK, {}),
    ("DR401", UNKNOWN, {"config": NO_FILE}),
    ("DR401", UNKNOWN, {"config": NO_ANSWER}),
    ("DR401", FAIL, {"config": InsightsError("IN005", "invalid YAML", location=MANIFEST)}),
    ("DR402", OK, {}),
    ("DR402", OK, {"findings": report(finding("IN105", Severity.INFO))}),
    ("DR402", WARN, {"findings": report(finding("IN105", Severity.WARNING))}),
    ("DR402", FAIL, {"findings": report(finding("IN105", Severity.WARNING), finding("IN301"))}),
    ("DR501", OK, {}),
    ("DR501", FAIL, {"token": TokenFacts(source=None)}),
    ("DR501", FAIL, {"token": TokenFacts(source="keyring", problem="locked")}),
    ("DR501", WARN, {"token": TokenFacts(source="keyring", doubts=("it looks like a JWT", "it has blanks"))}),
    ("DR502", SKIP, {}),
    ("DR502", OK, expires(days=40)),
    ("DR502", WARN, expires(days=3)),
    ("DR502", FAIL, expires(seconds=-1)),
    ("DR502", WARN, {"token": TokenFacts(source="keyring", created_at=NOW - timedelta(days=80))}),
    ("DR503", OK, {}),
    ("DR503", FAIL, {"token_test": TokenAnswer(verdict="rejected", summary="401")}),
    ("DR503", UNKNOWN, {"token_test": TokenAnswer(verdict="unverified", summary="no network")}),
    ("DR503", SKIP, {"token_test": TokenAnswer(verdict="absent", summary="no URL")}),
    ("DR601", OK, {}),
    ("DR601", SKIP, {"config": config("app: {}")}),
    ("DR601", WARN, web(health=reply(404))),
    ("DR601", OK, {**web(health=reply(404)), "project": project(backstage="1.28.4")}),
    ("DR601", UNKNOWN, web(health=reply(302))),
    ("DR601", UNKNOWN, web(health=reply(401))),
    ("DR601", FAIL, web(health=reply(503))),
    ("DR601", UNKNOWN, web(health=NO_ANSWER)),
    ("DR602", OK, web(keys=reply(body=b'{"keys": [{"kid": "a"}]}'))),
    ("DR602", WARN, web(keys=reply(body=b'{"keys": []}'))),
    ("DR602", FAIL, web(keys=reply(404))),
    ("DR602", FAIL, web(keys=reply(body=b"<html>"))),
    ("DR603", OK, {}),
    ("DR603", OK, web(plugin=reply(401))),
    ("DR603", FAIL, web(plugin=reply(404))),
    ("DR603", UNKNOWN, web(plugin=reply(502))),
    ("DR604", OK, {}),
    ("DR604", SKIP, {"config": config("backend: {}")}),
    ("DR604", FAIL, {"config": OTHER_ORIGIN}),
    (
        "DR604",
        OK,
        {"config": OTHER_ORIGIN, **web(cors=reply(204, access_control_allow_origin="http://localhost:3000"))},
    ),
    ("DR605", OK, {}),
    ("DR605", SKIP, web(health=reply(date=None))),
    ("DR605", WARN, web(health=reply(date=NOW + timedelta(seconds=30)))),
    ("DR701", OK, {}),
    ("DR701", FAIL, {"catalog": catalog()}),
    ("DR701", WARN, {"catalog": catalog(entity("User", "u"), diagnostics=(finding("EN101"),))}),
    ("DR701", OK, {"catalog": catalog(entity("User", "u"), diagnostics=(finding("EN006", Severity.INFO),))}),
    ("DR701", UNKNOWN, {"catalog": NO_ANSWER}),
    ("DR701", FAIL, {"catalog": InsightsError("EN205", "the token may not read the catalog")}),
    ("DR702", OK, {}),
    ("DR702", FAIL, {"catalog": catalog(entity("Group", "g"))}),
    ("DR702", UNKNOWN, {"catalog": elsewhere(entity("Group", "g"))}),
    ("DR702", FAIL, insights("{totalUsersEntityQueryFilter: {metadata.namespace: nowhere}}")),
    ("DR702", OK, insights("{totalUsersEntityQueryFilter: {metadata.name: [ann, bob]}}")),
    ("DR703", OK, {}),
    ("DR703", OK, {**insights("{captureIdentityGroupsFilter: {spec.type: team}}"), "catalog": GROUPS}),
    ("DR703", FAIL, {**insights("{captureIdentityGroupsFilter: {spec.type: tribe}}"), "catalog": GROUPS}),
    (
        "DR703",
        UNKNOWN,
        {**insights("{captureIdentityGroupsFilter: {spec.type: t}}"), "catalog": elsewhere(entity("Group", "g"))},
    ),
    ("DR703", WARN, {"catalog": catalog(*(entity("Group", f"g{number}") for number in range(201)))}),
    ("DR704", SKIP, {}),
    ("DR704", OK, insights("{captureEntityFields: [metadata.name]}")),
    ("DR704", WARN, insights("{captureEntityFields: [metadata.name, spec.nowhere]}")),
    ("DR705", SKIP, {}),
    ("DR705", OK, {"catalog": catalog(TEMPLATE)}),
    ("DR705", WARN, {"catalog": catalog(WRONG_TEMPLATE)}),
    ("DR705", WARN, {"catalog": catalog(LONG_TEMPLATE)}),
    ("DR705", SKIP, {"catalog": catalog(entity("Template", "t"))}),
    ("DR801", SKIP, {}),
    ("DR801", OK, {"server": SERVER}),
    ("DR801", FAIL, {"server": ServerFacts(url="u", state="degraded", reasons=("stalled",))}),
    ("DR802", OK, {"server": SERVER}),
    ("DR802", WARN, {"server": ServerFacts(url="u", state="ok", waiting=5, oldest_age_s=900)}),
    ("DR803", OK, {"server": SERVER}),
    ("DR803", FAIL, {"server": ServerFacts(url="u", state="degraded", stalled_s=90)}),
    ("DR804", OK, {"server": SERVER}),
    ("DR804", WARN, {"server": ServerFacts(url="u", state="ok", dead=2)}),
    ("DR805", SKIP, {}),
    ("DR805", SKIP, {"server": SERVER, "spool": SpoolFacts(address="s", waiting=3)}),
    ("DR805", OK, {"spool": SpoolFacts(address="s")}),
    ("DR805", WARN, {"spool": SpoolFacts(address="s", waiting=3, oldest_waiting_at=NOW)}),
    ("DR805", WARN, {"spool": SpoolFacts(address="s", dead=3)}),
    ("DR901", OK, {}),
    ("DR901", FAIL, {"images": ImageFacts(tracked=("app-config.local.yaml",))}),
    ("DR902", SKIP, {}),
    ("DR902", FAIL, images()),
    ("DR902", WARN, images(local=())),
    ("DR902", OK, images(("*.local.yaml",))),
    ("DR902", FAIL, images(("*.local.yaml", "!app-config.local.yaml"))),
]


@pytest.mark.parametrize(
    ("code", "state", "facts"), CASES, ids=[f"{code}-{state}-{number}" for number, (code, state, _) in enumerate(CASES)]
)
def test_a_check_says(code: str, state: State, facts: dict[str, Any]) -> None:
    """The world that differs from the healthy one by one thing yields this state."""
    found = verdict(code, world(**facts))
    assert (found.state, found.summary != "") == (state, True), found


@pytest.mark.parametrize(
    ("lock_file", "command"),
    [
        ("yarn.lock", f"yarn --cwd packages/backend add {BACKEND}"),
        ("package-lock.json", f"npm install --workspace packages/backend {BACKEND}"),
        ("pnpm-lock.yaml", f"pnpm --dir packages/backend add {BACKEND}"),
    ],
)
def test_a_fix_is_a_command_of_the_project_s_own_program(lock_file: str, command: str) -> None:
    """Whoever wrote the lock file is asked to add the package."""
    found = verdict("DR102", world(project=replace(project(), lock_file=lock_file)))
    assert (found.fix or "").splitlines()[0] == command


def test_every_check_is_forced() -> None:
    """No check is without a case in which it complains or cannot tell."""
    complained = {code for code, state, _ in CASES if state in (FAIL, WARN, UNKNOWN)}
    assert {check.code for check in CHECKS} - complained == set()


def test_needs_come_before_their_dependents_or_exist() -> None:
    """Every need is the code of a check."""
    codes = {check.code for check in CHECKS}
    assert {need for check in CHECKS for need in check.needs} <= codes


def test_the_healthy_world_has_no_complaint() -> None:
    """Nothing is wrong with a project in which nothing is wrong."""
    complaints = [
        (check.code, found.summary)
        for check in CHECKS
        if (found := verdict(check.code, world(web={"jwks.json": reply(body=b'{"keys": [{}]}')}))).state in (FAIL, WARN)
    ]
    assert complaints == []


@pytest.mark.parametrize("each", CHECKS, ids=lambda each: each.code)
def test_every_check_can_be_unknown(each: Check) -> None:
    """Where no fact can be had, nothing is said to be fine."""
    facts = dict.fromkeys(HEALTHY, NO_ANSWER)
    found = verdict(each.code, world({"": NO_ANSWER}, **facts))
    assert (found.state, found.summary) == (UNKNOWN, "CL001: no answer")


@pytest.mark.parametrize("each", [each for each in CHECKS if each.needs or each.online], ids=lambda each: each.code)
def test_every_dependent_can_be_skipped(each: Check) -> None:
    """What needs something that went wrong, or a connection offline, is skipped with the reason."""
    failing = [replace_ask(BY_CODE[need], FAIL) for need in each.needs]
    run = run_checks([*failing, each], world(), timeout_s=5, offline=not each.needs)
    ends = {found.code: found for found in run if isinstance(found, CheckResult)}
    assert ends[each.code].state is SKIP
    # The first need that went wrong is enough, whichever it is.
    assert ends[each.code].summary in ("offline", *(f"needs {need}" for need in each.needs), _all(each.needs))


def _all(needs: tuple[str, ...]) -> str:
    return f"needs {', '.join(needs)}"


def replace_ask(check: Check, state: State) -> Check:
    """The *check* with an answer given by the test, needing nothing."""
    return dataclasses.replace(
        check, ask=lambda _: Verdict(state=state, summary="as the test says"), needs=(), online=False
    )


def test_every_check_has_been_fine_and_has_complained() -> None:
    """The table shows each check in both moods."""
    states = {check.code: {state for code, state, _ in CASES if code == check.code} for check in CHECKS}
    assert [code for code, found in states.items() if OK not in found] == []
    assert [code for code, found in states.items() if not found & {FAIL, WARN, UNKNOWN}] == []
