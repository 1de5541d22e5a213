"""Healthy projects that are written in other ways than the installation text: none of them may raise a complaint."""

from collections.abc import Mapping

from tests.doctor.projects import (
    APIS,
    APP_CONFIG,
    BACKEND_INDEX,
    LEGACY_INDEX,
    LEGACY_PLUGIN,
    PRODUCTION,
    legacy,
    manifest,
    new_system,
)

_PLUGIN = "@spotify/backstage-plugin-insights-backend"
_MODULE = "@spotify/backstage-plugin-analytics-module-insights"
_INDEX, _ROUTER = "packages/backend/src/index.ts", "packages/backend/src/plugins/backstageInsights.ts"
_APP, _APIS = "packages/app/src/App.tsx", "packages/app/src/apis.ts"
_CONFIG, _PRODUCTION = "app-config.yaml", "app-config.production.yaml"
_START = "import { createBackend } from '@backstage/backend-defaults';\nconst backend = createBackend();\n"
_ADD = f"backend.add(import('{_PLUGIN}'));\n"
_NEW_APP = (
    "import { createApp } from '@backstage/frontend-defaults';\n"
    "import insights from '@spotify/backstage-plugin-insights/alpha';\n"
    "import { analytics } from './analytics';\n"
    "export default createApp({ features: [insights, analytics] }).createRoot();\n"
)
_REFS = "import { analyticsApiRef, createApiFactory } from '@backstage/core-plugin-api';\n"
_OURS = f"import {{ InsightsAnalyticsApi }} from '{_MODULE}';\n"
_SIGN_IN = "        signIn:\n          resolvers:\n            - resolver: usernameMatchingUserEntityName\n"
_NOBODY_CONFIGURED = PRODUCTION.replace(_SIGN_IN, "")
_AUTH = "packages/backend/src/plugins/auth.ts"
_MAKES_OURS = "{ params: define => define({ factory: () => InsightsAnalyticsApi.fromConfig() }) }"
_OTHER_REF = (
    "import { createApiFactory } from '@backstage/core-plugin-api';\nimport { analyticsApiRef } from './opsgenie';\n"
)
_GA = _REFS + "export const ga = createApiFactory({ api: analyticsApiRef, deps: {}, factory: () => new GA() });\n"


def _backend(index: str, **more: str) -> dict[str, str]:
    files = {f"packages/backend/src/{name}.ts": text for name, text in more.items()}
    return {**new_system(), **files, _INDEX: index}


def _frontend(apis: str, **more: str) -> dict[str, str]:
    return {**new_system(), **{f"packages/app/src/{name}.ts": text for name, text in more.items()}, _APIS: apis}


def _new_app(analytics: str) -> dict[str, str]:
    return {**_frontend("export {};\n", analytics=analytics), _APP: _NEW_APP}


def _resolver(path: str, text: str, **more: str) -> dict[str, str]:
    return {**new_system(), _PRODUCTION: _NOBODY_CONFIGURED, path: text, **more}


def _without(files: Mapping[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in files.items() if name not in names}


def _in_another_folder() -> dict[str, str]:
    files = _without(new_system(), _INDEX, "packages/backend/package.json", "packages/backend/Dockerfile")
    asked = manifest("portal", "backend", "insights-backend@0.8.1")
    return {**files, "packages/portal/src/main.ts": BACKEND_INDEX, "packages/portal/package.json": asked}


BACKENDS = {
    "import-kept": _backend(f"{_START}const insights = import('{_PLUGIN}');\nbackend.add(insights);\n"),
    "features-in-a-list": _backend(f"{_START}for (const each of [import('{_PLUGIN}')]) backend.add(each);\n"),
    "features-in-a-list-of-names": _backend(
        f"import insights from '{_PLUGIN}';\n{_START}[insights].forEach(each => backend.add(each));\n"
    ),
    "promise-unwrapped": _backend(f"{_START}backend.add(import('{_PLUGIN}').then(m => m.default));\n"),
    "loader": _backend(
        f"{_START}backend.add(createBackendFeatureLoader({{ *loader() {{ yield import('{_PLUGIN}'); }} }}));\n"
    ),
    "loader-in-a-file": _backend(
        f"{_START}backend.add(import('./loader'));\n",
        loader=f"export default createBackendFeatureLoader({{ loader: () => [import('{_PLUGIN}')] }});\n",
    ),
    "re-exported": _backend(
        f"{_START}backend.add(import('./insights'));\n", insights=f"export {{ default }} from '{_PLUGIN}';\n"
    ),
    "started-elsewhere": _backend("import { make } from './make';\nmake().start();\n", make=_START + _ADD),
    "start-renamed": _backend(
        "import { createBackend as make } from '@backstage/backend-defaults';\nconst backend = make();\n" + _ADD
    ),
    "either-way": _backend(f"{_START}if (process.env.A) {{\n  {_ADD}}} else {{\n  {_ADD}}}\n"),
    "two-backends": _backend(_START + _ADD, local=_START + _ADD),
    "javascript-with-require": {
        **_without(new_system(), _INDEX),
        "packages/backend/src/index.js": "const { createBackend } = require('@backstage/backend-defaults');\n"
        f"const backend = createBackend();\nbackend.add(require('{_PLUGIN}').default);\n",
    },
    "another-folder": _in_another_folder(),
    "router-by-another-name": {
        **_without(legacy(), _ROUTER),
        _INDEX: LEGACY_INDEX.replace("./plugins/backstageInsights", "./plugins/insights").replace("apiRouter", "api"),
        "packages/backend/src/plugins/insights.ts": LEGACY_PLUGIN.replace(
            "{ createRouter }", "{ createRouter as createInsights }"
        ).replace("await createRouter(", "await createInsights("),
    },
    "router-over-a-bridge": {
        **legacy(),
        _INDEX: f"{_START}import {{ legacyPlugin }} from '@backstage/backend-common';\n"
        "backend.add(legacyPlugin('backstage-insights', import('./plugins/backstageInsights')));\n",
    },
    "router-in-a-namespace": {
        **legacy(),
        _ROUTER: f"import * as insights from '{_PLUGIN}';\n"
        "export default async env => insights.createRouter({ ...env });\n",
    },
}
FRONTENDS = {
    "made-with-new": _frontend(
        f"{_REFS}{_OURS}export const apis = [createApiFactory(analyticsApiRef, new InsightsAnalyticsApi())];\n"
    ),
    "made-in-a-function": _frontend(
        f"{_REFS}{_OURS}const make = () => InsightsAnalyticsApi.fromConfig();\n"
        "export const apis = [createApiFactory({ api: analyticsApiRef, deps: {}, factory: make })];\n"
    ),
    "made-in-a-file": _frontend(
        f"{_REFS}import {{ make }} from './make';\n"
        "export const apis = [createApiFactory({ api: analyticsApiRef, deps: {}, factory: make })];\n",
        make=f"{_OURS}export const make = () => InsightsAnalyticsApi.fromConfig();\n",
    ),
    "made-in-a-plugin": {
        **_frontend("export const apis = [];\n"),
        "packages/app/package.json": manifest("app", "frontend", "insights@0.6.0"),
        "packages/tracking/package.json": manifest("tracking", "frontend-plugin", "analytics-module-insights@0.9.0"),
        "packages/tracking/src/plugin.ts": APIS,
    },
    "either-way": _frontend(
        APIS.replace("= [\n", "= [\n  process.env.CI ? createApiFactory({ api: analyticsApiRef, factory: off }) :\n")
    ),
    "ref-of-another-plugin": _frontend(
        APIS, ops=f"{_OTHER_REF}createApiFactory({{ api: analyticsApiRef, deps: {{}}, factory: () => 1 }});\n"
    ),
    "story-of-another": {**new_system(), "packages/app/src/ga.stories.tsx": _GA},
    "page-loaded-late": {
        **new_system(),
        _APP: "import { createApp } from '@backstage/app-defaults';\nimport { apis } from './apis';\n"
        "const load = () => import('@spotify/backstage-plugin-insights').then(m => ({ default: m.InsightsPage }));\n"
        "const Page = lazy(load);\n"
        "export default createApp({ apis }).createRoot(<Route path='/insights' element={<Page />} />);\n",
    },
    "module-of-the-new-system": _new_app(f"export {{ default as analytics }} from '{_MODULE}/alpha';\n"),
    "blueprint-renamed": _new_app(
        f"import {{ AnalyticsImplementationBlueprint as Blueprint }} from '@backstage/plugin-app-react';\n{_OURS}"
        f"export const analytics = Blueprint.make({_MAKES_OURS});\n"
    ),
    "blueprint-in-a-namespace": _new_app(
        f"import * as api from '@backstage/frontend-plugin-api';\n{_OURS}"
        f"export const analytics = api.AnalyticsImplementationBlueprint.make({_MAKES_OURS});\n"
    ),
    "api-of-the-new-system": _new_app(
        f"import {{ ApiBlueprint, analyticsApiRef }} from '@backstage/frontend-plugin-api';\n{_OURS}"
        "export const analytics = ApiBlueprint.make({ params: d => d({ api: analyticsApiRef, factory: ours }) });\n"
        "const ours = () => new InsightsAnalyticsApi();\n"
    ),
}
MOUNTS = {
    "certificate": {
        **new_system(),
        _PRODUCTION: PRODUCTION.replace("    connection:\n", "    connection:\n      ca: {$file: /mnt/certs/ca.crt}\n"),
    },
    "token": {
        **new_system(),
        _PRODUCTION: f"{PRODUCTION}spotify:\n  apiToken: {{$file: /run/secrets/spotify-token}}\n",
    },
}
SIGN_INS = {
    "resolver-of-the-legacy-router": _resolver(
        _AUTH,
        "createRouter({ ...env, providerFactories: { github: providers.github.create({ signIn: {\n"
        "  resolver: providers.github.resolvers.usernameMatchingUserEntityName() } }) } });\n",
    ),
    "resolver-of-a-factory": _resolver(
        _AUTH,
        "createOAuthProviderFactory({ signInResolver: githubSignInResolvers.usernameMatchingUserEntityName() });\n",
    ),
    "resolver-in-a-plugin": _resolver(
        "packages/auth/src/module.ts",
        "export const resolve = async (info, ctx) => ctx.signInWithCatalogUser({ entityRef: { name: info.id } });\n",
        **{"packages/auth/package.json": '{"name": "auth", "backstage": {"role": "backend-plugin-module"}}\n'},
    ),
    "subject-from-the-catalog": _resolver(
        _AUTH,
        "const { entity } = await ctx.findCatalogUser({ entityRef });\n"
        "return ctx.issueToken({ claims: { sub: stringifyEntityRef(entity), ent } });\n",
    ),
    "environment-of-a-variable": {
        **new_system(),
        _PRODUCTION: PRODUCTION.replace("environment: production", "environment: ${AUTH_ENVIRONMENT}").replace(
            "    github:\n", "    github:\n      development:\n        clientId: x\n"
        ),
    },
    "provider-for-access-only": {
        **new_system(),
        _PRODUCTION: PRODUCTION.replace(
            "    github:\n", "    gitlab:\n      production:\n        clientId: x\n    github:\n"
        ),
    },
}
DISGUISES = {
    f"{part}-{name}": files
    for part, group in (("backend", BACKENDS), ("frontend", FRONTENDS), ("sign-in", SIGN_INS), ("mounted", MOUNTS))
    for name, files in group.items()
}
_PROVIDER = APP_CONFIG.replace("catalog:\n", "catalog:\n  providers: {githubOrg: {id: x}}\n")
_ADDRESS = APP_CONFIG.replace(
    "type: file\n      target: ../../catalog/org.yaml", "type: url\n      target: https://example.org/org.yaml"
)
_PEOPLE = "backend.add(import('@internal/plugin-catalog-backend-module-people'));\n"
USERS_ELSEWHERE = {
    "provider": {**new_system(), "catalog/org.yaml": "", _CONFIG: _PROVIDER},
    "address": {**new_system(), _CONFIG: _ADDRESS},
    "module": {**new_system(), "catalog/org.yaml": "", _INDEX: BACKEND_INDEX + _PEOPLE},
}
