"""The frontend's analytics wiring, from its sources."""

from pathlib import Path

from insights_cli.wiring.files import read_sources
from insights_cli.wiring.frontend import SIGNS, FrontendWiring, read_frontend
from insights_cli.wiring.typescript import parse

FACTORY = """
import { analyticsApiRef, createApiFactory } from '@backstage/core-plugin-api';
import { InsightsAnalytics } from '@spotify/backstage-plugin-analytics-module-insights';
export const apis = [
  createApiFactory({ api: analyticsApiRef, deps: {}, factory: () => InsightsAnalytics.create() }),
];
"""
APP = """
import { createApp } from '@backstage/app-defaults';
const routes = <Route path="/insights" element={<InsightsPage />} />;
"""


def wiring(*texts: str) -> FrontendWiring:
    """The wiring of sources in that order."""
    return read_frontend(parse(text.encode(), f"file{number}.tsx") for number, text in enumerate(texts))


def test_a_factory_of_the_classic_app() -> None:
    """The factory is found, and that it is the Insights module's."""
    (found,) = wiring(FACTORY).implementations
    assert (found.kind, found.insights, found.several, found.location.line) == ("factory", True, False, 5)


def test_a_blueprint_of_the_new_app() -> None:
    """A blueprint's `make` is an implementation."""
    text = """
import { AnalyticsImplementationBlueprint as Blueprint } from '@backstage/frontend-plugin-api';
export const ours = Blueprint.make({ name: 'x', params: define => define({}) });
"""
    assert [found.kind for found in wiring(text).implementations] == ["blueprint"]


def test_a_fan_out_is_told_apart() -> None:
    """An implementation that serves several is not a fight."""
    text = FACTORY.replace("InsightsAnalytics.create()", "MultipleAnalyticsApi.fromApis([a, b])")
    assert wiring(text).implementations[0].several


def test_other_factories_are_left_alone() -> None:
    """Only the analytics API counts."""
    assert wiring("createApiFactory({ api: configApiRef, deps: {}, factory: () => x });").implementations == ()


def test_the_page_and_the_system() -> None:
    """The page is found, and the system of the app."""
    found = wiring(APP)
    assert (len(found.pages), len(found.legacy_system), len(found.new_system)) == (1, 1, 0)


def test_a_ref_of_the_same_name_is_another() -> None:
    """Only Backstage's own ref counts, under whatever name it is kept."""
    other = FACTORY.replace("import { analyticsApiRef, createApiFactory }", "import { createApiFactory }")
    assert wiring(f"import {{ analyticsApiRef }} from './refs';\n{other}").implementations == ()
    renamed = FACTORY.replace("{ analyticsApiRef,", "{ analyticsApiRef as ref,").replace(
        "api: analyticsApiRef", "api: ref"
    )
    assert len(wiring(renamed).implementations) == 1


def test_what_a_file_makes_for_another_counts() -> None:
    """The module may be used in a file that the factory takes its implementation from, over another file too."""
    factory = FACTORY.replace("InsightsAnalytics.create()", "make()")
    factory = factory.replace(
        "import { InsightsAnalytics } from '@spotify/backstage-plugin-analytics-module-insights'",
        "import { make } from './file1'",
    )
    through = "export * from './file2';"
    maker = (
        "import { InsightsAnalytics } from '@spotify/backstage-plugin-analytics-module-insights';\n"
        "export const make = () => InsightsAnalytics.create();"
    )
    assert wiring(factory, through, maker).implementations[0].insights
    assert not wiring(factory, through, "export const make = () => other;").implementations[0].insights


def test_files_between_the_factory_and_the_module_are_read(tmp_path: Path) -> None:
    """One that combines several implementations names neither the API nor the module."""
    factory = FACTORY.replace("InsightsAnalytics.create()", "both()")
    module = "'@spotify/backstage-plugin-analytics-module-insights'"
    assert module in factory
    (tmp_path / "apis.ts").write_text(
        factory.replace(f"{{ InsightsAnalytics }} from {module}", "{ both } from './both'")
    )
    (tmp_path / "both.ts").write_text(
        "import { ours } from './ours';\nexport const both = () => MultipleAnalyticsApi.fromApis([ours()]);\n"
    )
    (tmp_path / "ours.ts").write_text(
        f"import {{ InsightsAnalytics }} from {module};\nexport const ours = () => InsightsAnalytics.create();\n"
    )
    found = read_frontend(read_sources(tmp_path, shown_from=tmp_path, naming=SIGNS))
    assert found.implementations[0].insights
