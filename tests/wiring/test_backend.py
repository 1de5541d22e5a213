"""The backend's wiring, from its sources."""

import pytest

from insights_cli.wiring.backend import BackendWiring, read_backend
from insights_cli.wiring.typescript import parse

NEW = """
import { createBackend } from '@backstage/backend-defaults';
const backend = createBackend();
backend.add(import('@spotify/backstage-plugin-insights-backend'));
backend.start();
"""
LEGACY_PLUGIN = """
import { createRouter } from '@spotify/backstage-plugin-insights-backend';
export default async function createPlugin(env) { return await createRouter({ ...env }); }
"""
LEGACY_INDEX = """
import { createServiceBuilder, useHotMemoize } from '@backstage/backend-common';
import insights from './plugins/backstageInsights';
const insightsEnv = useHotMemoize(module, () => createEnv('backstage-insights'));
apiRouter.use('/backstage-insights', await insights(insightsEnv));
"""


def wiring(*texts: str) -> BackendWiring:
    """The wiring of sources in that order."""
    return read_backend(parse(text.encode(), f"file{number}.ts") for number, text in enumerate(texts))


def test_the_new_system() -> None:
    """One feature is added, and nothing of the legacy system is there."""
    found = wiring(NEW)
    assert [place.line for place in found.added] == [4]
    assert found.new_system
    assert not found.legacy_system
    assert not found.routers


def test_the_legacy_system() -> None:
    """Router, route and environment are found in their files."""
    found = wiring(LEGACY_PLUGIN, LEGACY_INDEX)
    assert [(each.passes_all, each.location.path) for each in found.routers] == [(True, "file0.ts")]
    assert [each.path for each in found.routes] == ["/backstage-insights"]
    assert found.environments == ("backstage-insights",)
    assert found.legacy_system
    assert not found.added


@pytest.mark.parametrize(
    "line",
    [
        "backend.add(import('@spotify/backstage-plugin-insights-backend/alpha'));",
        "import plugin from '@spotify/backstage-plugin-insights-backend';\nbackend.add(plugin);",
        "import plugin from '@spotify/backstage-plugin-insights-backend';\nbackend.add(plugin());",
    ],
    ids=["alpha", "imported", "called"],
)
def test_other_ways_to_add(line: str) -> None:
    """A feature can be imported first, or called."""
    assert len(wiring(line).added) == 1


@pytest.mark.parametrize(
    "line",
    [
        "// backend.add(import('@spotify/backstage-plugin-insights-backend'));",
        "backend.add(import('@spotify/backstage-plugin-insights-backend-other'));",
        "import { createRouter } from '@backstage/plugin-catalog-backend';\ncreateRouter({ ...env });",
    ],
    ids=["commented-out", "other-package", "other-router"],
)
def test_what_is_not_the_plugin(line: str) -> None:
    """Comments and neighbours are not taken for it."""
    found = wiring(line)
    assert (found.added, found.routers) == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "export { default } from '@spotify/backstage-plugin-insights-backend';",
        "export const features = [import('@spotify/backstage-plugin-insights-backend')];",
        "import insights from '@spotify/backstage-plugin-insights-backend';\nexport const features = [insights];",
        "module.exports = [require('@spotify/backstage-plugin-insights-backend')];",
    ],
    ids=["exported", "imported-late", "imported", "required"],
)
def test_a_feature_that_another_adds(text: str) -> None:
    """A list or a module of its own takes the plugin in; what only imports it does not."""
    found = wiring(text)
    assert (len(found.listed), found.added) == (1, ())
    assert wiring("import insights from '@spotify/backstage-plugin-insights-backend';").listed == ()


def test_a_second_time_is_told_from_a_second_backend() -> None:
    """Two adds to one backend clash; two files that each start a backend, or two branches, do not."""
    add = NEW.splitlines()[3]
    assert [place.path for place in wiring(NEW, add).again] == ["file1.ts"]
    assert [place.line for place in wiring(f"{NEW}{add}").again] == [6]
    assert wiring(NEW, NEW).again == ()
    assert wiring(f"if (a) {{ {add} }} else {{ {add} }}\nb && {add}").again == ()


def test_a_router_mounted_astray() -> None:
    """A mount elsewhere counts where the router comes from the file that makes it."""
    index = LEGACY_INDEX.replace("'/backstage-insights'", "'/insights'").replace("plugins/backstageInsights", "file0")
    (route,) = wiring(LEGACY_PLUGIN, index).routes
    assert (route.path, route.fits) == ("/insights", False)
    assert wiring(LEGACY_PLUGIN, index.replace("./file0", "./other")).routes == ()


def test_modules_that_bring_entities() -> None:
    """Modules of the catalog are named, but for those that bring nothing."""
    text = "b.add(import('@x/plugin-catalog-backend-module-ldap'));\nb.add(import('@x/catalog-backend-module-logs'));"
    assert wiring(text).catalog_modules == ("@x/plugin-catalog-backend-module-ldap",)


def test_plugins_loaded_at_run_time() -> None:
    """What is added by a loader of dynamic plugins is not in the sources."""
    assert len(wiring("backend.add(dynamicPluginsFeatureLoader({}));").dynamic) == 1


def test_explicit_router_arguments() -> None:
    """The arguments of createRouter are named where they are spelled out."""
    text = LEGACY_PLUGIN.replace("{ ...env }", "{ logger: env.logger, config: env.config, database: env.database }")
    (router,) = wiring(text).routers
    assert router.arguments == {"logger", "config", "database"}
    assert not router.passes_all


def test_feature_discovery_is_seen() -> None:
    """A backend that discovers its features adds the plugin by itself."""
    assert len(wiring("backend.add(discoveryFeatureLoader);").discovered) == 1
