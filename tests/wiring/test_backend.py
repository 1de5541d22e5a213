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


def test_explicit_router_arguments() -> None:
    """The arguments of createRouter are named where they are spelled out."""
    text = LEGACY_PLUGIN.replace("{ ...env }", "{ logger: env.logger, config: env.config, database: env.database }")
    (router,) = wiring(text).routers
    assert router.arguments == {"logger", "config", "database"}
    assert not router.passes_all


def test_feature_discovery_is_seen() -> None:
    """A backend that discovers its features adds the plugin by itself."""
    assert len(wiring("backend.add(discoveryFeatureLoader);").discovered) == 1
