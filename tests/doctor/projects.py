"""Small Backstage projects as files: healthy ones, and ways to break them by one thing."""

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

Files = Mapping[str, str]
SCOPE = "@spotify/backstage-plugin-"
TOKEN = "tok-1f3870be274f6c49b3e31a0c6728957f"
ENVIRON = {
    "SPOTIFY_BACKSTAGE_API_TOKEN": TOKEN,
    "SPOTIFY_LICENSE": "lic-6c49b3e31a0c6728957f1f3870be274f",
    "INSIGHTS_SALT": "a-long-and-random-salt-5d41402abc4b2a76",
}

APP_CONFIG = """\
app:
  title: Portal
  baseUrl: http://localhost:3000
backend:
  baseUrl: http://localhost:7007
  cors:
    origin: http://localhost:3000
  database:
    client: better-sqlite3
    connection: ':memory:'
permission:
  enabled: true
  permissionedPlugins: [backstage-insights]
auth:
  environment: development
  providers:
    guest: {}
catalog:
  locations:
    - type: file
      target: ../../catalog/org.yaml
      rules:
        - allow: [User, Group]
    - type: file
      target: ../../catalog/software.yaml
      rules:
        - allow: [Component, Template]
spotify:
  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}
  licenseKey: ${SPOTIFY_LICENSE}
backstageInsights:
  debug: true
  salt: ${INSIGHTS_SALT}
  captureEntityFields:
    - spec.system
  captureIdentityGroupsFilter:
    spec.type: team
  totalUsersEntityQueryFilter:
    spec.memberOf: engineering
"""
PRODUCTION = """\
app:
  baseUrl: https://portal.example.org
backend:
  baseUrl: https://portal.example.org
  cors:
    origin: https://portal.example.org
  database:
    client: pg
    connection:
      host: ${POSTGRES_HOST:-localhost}
auth:
  environment: production
  providers:
    guest: null
    github:
      production:
        clientId: ${GITHUB_ID:-x}
        clientSecret: ${GITHUB_SECRET:-x}
        signIn:
          resolvers:
            - resolver: usernameMatchingUserEntityName
backstageInsights:
  debug: false
"""
ORG = """\
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: ann
spec:
  memberOf: [engineering]
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: engineering
spec:
  type: team
  children: []
"""
SOFTWARE = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: website
spec:
  type: website
  lifecycle: production
  owner: engineering
  system: shop
---
apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata:
  name: new-website
  annotations:
    backstage.io/time-saved: PT4H
spec:
  type: website
  owner: engineering
  steps: []
"""
BACKEND_INDEX = """\
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();

backend.add(import('@backstage/plugin-auth-backend'));
backend.add(
  // collects the events
  import('@spotify/backstage-plugin-insights-backend'),
);
backend.start();
"""
APP_TSX = """\
import { createApp } from '@backstage/app-defaults';
import { InsightsPage } from '@spotify/backstage-plugin-insights';
import { apis } from './apis';

const app = createApp({ apis });
const routes = (
  <FlatRoutes>
    <Route path="/insights" element={<InsightsPage />} />
  </FlatRoutes>
);
export default app.createRoot(routes);
"""
APIS = """\
import { analyticsApiRef, createApiFactory, identityApiRef } from '@backstage/core-plugin-api';
import { InsightsAnalyticsApi } from '@spotify/backstage-plugin-analytics-module-insights';

export const apis = [
  createApiFactory({
    api: analyticsApiRef,
    deps: { identityApi: identityApiRef },
    factory: ({ identityApi }) => InsightsAnalyticsApi.fromConfig({ identityApi }),
  }),
];
"""
LEGACY_INDEX = """\
import { createServiceBuilder, loadBackendConfig, useHotMemoize } from '@backstage/backend-common';
import Router from 'express-promise-router';
import backstageInsights from './plugins/backstageInsights';

async function main() {
  const createEnv = makeCreateEnv(await loadBackendConfig({ argv: process.argv }));
  const backstageInsightsEnv = useHotMemoize(module, () => createEnv('backstage-insights'));
  const apiRouter = Router();
  apiRouter.use('/backstage-insights', await backstageInsights(backstageInsightsEnv));
  await createServiceBuilder(module).addRouter('/api', apiRouter).start();
}
main();
"""
LEGACY_PLUGIN = """\
import { createRouter } from '@spotify/backstage-plugin-insights-backend';
import { PluginEnvironment } from '../types';

export default async function createPlugin(env: PluginEnvironment) {
  return await createRouter({ ...env });
}
"""
DOCKERFILE = """\
FROM node:22-bookworm-slim
WORKDIR /app
COPY --from=build /app/skeleton.tar.gz ./
COPY --chown=node:node app-config*.yaml ./
CMD ["node", "packages/backend"]
"""
NEW = {"insights-backend": "0.8.1", "core-node": "0.11.19", "insights-common": "0.5.1", "insights-node": "0.1.5"}
OLD = {"insights-backend": "0.4.5", "core-node": "0.10.5", "insights-common": "0.4.4"}
FRONTEND = {"insights": "0.6.0", "analytics-module-insights": "0.9.0"}


def lock(packages: Mapping[str, str], more: str = "") -> str:
    """A lock file of yarn 1 with those packages of the bundle; *more* is put at its end."""
    entries = (f'"{SCOPE}{name}@^{version}":\n  version "{version}"\n\n' for name, version in packages.items())
    return "# yarn lockfile v1\n\n" + "".join(entries) + more


def manifest(name: str, role: str, *packages: str) -> str:
    """A package.json that asks for *packages* of the bundle, each as `name@version`."""
    wanted = ", ".join(f'"{SCOPE}{each}": "^{version}"' for each, version in (entry.split("@") for entry in packages))
    return f'{{"name": "{name}", "backstage": {{"role": "{role}"}}, "dependencies": {{{wanted}}}}}\n'


def new_system() -> dict[str, str]:
    """A healthy project with the new backend system."""
    return {
        "package.json": '{"name": "root", "private": true, "workspaces": ["packages/*"]}\n',
        "backstage.json": '{"version": "1.55.0"}\n',
        "yarn.lock": lock({**NEW, **FRONTEND}),
        "app-config.yaml": APP_CONFIG,
        "app-config.production.yaml": PRODUCTION,
        "catalog/org.yaml": ORG,
        "catalog/software.yaml": SOFTWARE,
        "packages/app/package.json": manifest("app", "frontend", "insights@0.6.0", "analytics-module-insights@0.9.0"),
        "packages/app/src/App.tsx": APP_TSX,
        "packages/app/src/apis.ts": APIS,
        "packages/backend/package.json": manifest("backend", "backend", "insights-backend@0.8.1"),
        "packages/backend/src/index.ts": BACKEND_INDEX,
        "packages/backend/Dockerfile": DOCKERFILE,
        ".dockerignore": "node_modules\n*.local.yaml\n",
        ".gitignore": "node_modules\n*.local.yaml\n",
    }


def legacy() -> dict[str, str]:
    """A healthy project with the legacy backend, at the last release that has it."""
    return {
        **new_system(),
        "backstage.json": '{"version": "1.34.0"}\n',
        "yarn.lock": lock({**OLD, **FRONTEND}),
        "packages/backend/package.json": manifest("backend", "backend", "insights-backend@0.4.5"),
        "packages/backend/src/index.ts": LEGACY_INDEX,
        "packages/backend/src/plugins/backstageInsights.ts": LEGACY_PLUGIN,
        "app-config.yaml": APP_CONFIG.replace("  captureEntityFields:\n    - spec.system\n", ""),
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Broken:
    """A project that differs from a healthy one by one thing, and the check and the cause that name it.

    *old* in the file *path* becomes *new*; without *old* the file is written anew, without both it is left out.
    *environ* replaces variables; an empty one is unset. *cause* is the code of the rule where a check sums up rules.
    *symptom* is what an administrator would see.
    """

    name: str
    code: str
    state: str
    base: Files = field(default_factory=new_system)
    path: str = ""
    old: str = ""
    new: str = ""
    environ: Mapping[str, str] = field(default_factory=dict)
    tracked: bool = False
    cause: str = ""
    symptom: str = ""

    @property
    def files(self) -> dict[str, str]:
        """The files of the project."""
        files = dict(self.base)
        if not self.path:
            return files
        if self.old:
            assert self.old in files[self.path], (self.path, self.old)
            files[self.path] = files[self.path].replace(self.old, self.new, 1)
        elif self.new:
            files[self.path] = self.new
        else:
            del files[self.path]
        return files

    @property
    def variables(self) -> dict[str, str]:
        """The environment of the run."""
        return {name: value for name, value in {**ENVIRON, **self.environ}.items() if value}


def write(files: Files, folder: Path, *, tracked: bool = False) -> None:
    """Write *files* below *folder*; *tracked* adds all of them to a git index."""
    for name, text in files.items():
        place = folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(text, encoding="utf-8")
    if tracked:
        for words in (["init", "-q"], ["add", "--force", "."]):
            subprocess.run(["git", *words], cwd=folder, check=True, capture_output=True)
