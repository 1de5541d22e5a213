"""Debug mode: on where nothing should be sent, off where something should."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.deployments import SECTION, TOKEN, CannotTell, Deployment, Stage
from insights_cli.model.diagnostic import Severity

DEBUG: Final = (SECTION, "debug")


def _on_in_production(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    node = deployment.document.find(DEBUG)
    if node is None or deployment.stage is not Stage.PRODUCTION or not deployment.is_true(*DEBUG):
        return
    overlay = deployment.document.sources[-1].name
    place = node.location
    if len(deployment.document.sources) > 1 and place.path != overlay:
        label = f"not reset by {overlay}"
        fix = f"in {overlay}: backstageInsights: {{ debug: false }}; or move line {place.line} to app-config.local.yaml"
    else:
        label, fix = None, "debug: false"
    loaded = "" if deployment.is_loaded else ", which Backstage loads only when --config names it"
    summary = f"debug mode is on in production: likely nothing is sent ({deployment.name}{loaded})"
    yield at_value(node, DEBUG, summary, label=label, fix=fix)


def _off_on_laptops(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    if not subject.is_whole or deployment.stage is not Stage.LOCAL or TOKEN not in deployment.document:
        return
    if (
        deployment.is_true(*DEBUG)
        or deployment.base_host is None
        or any(_filtered(each) for each in subject.deployments)
    ):
        return
    summary = (
        f"usage on developers' machines likely counts: debug is off and there is no hostFilter ({deployment.name})"
    )
    yield at_key(deployment, DEBUG, summary)


def _filtered(deployment: Deployment) -> bool:
    """Whether a host filter keeps local usage out of the dashboards here; an unknown one likely does."""
    try:
        return bool(deployment.text(SECTION, "hostFilter"))
    except CannotTell:
        return True


RULES: Final = (
    Rule(
        code="IN301",
        title="debug mode is on in production",
        severity=Severity.ERROR,
        why="Debug mode is for local development: events are shown instead of sent. A base file's value stays until "
        "an overlay resets it.",
        fix="debug: false in the production file, or debug: true only in app-config.local.yaml",
        bad="# file: app-config.yaml\nbackstageInsights:\n  debug: true\n# file: app-config.production.yaml\napp:\n"
        "  baseUrl: https://portal.example.com\n",
        good="# file: app-config.yaml\nbackstageInsights:\n  debug: true\n# file: app-config.production.yaml\napp:\n"
        "  baseUrl: https://portal.example.com\n"
        "backstageInsights:\n  debug: false\n",
        check=_on_in_production,
        likely=True,
    ),
    Rule(
        code="IN302",
        title="developers' machines are in the statistics",
        severity=Severity.WARNING,
        why="Without debug mode a local backend that has the token sends too; only a hostFilter would keep that out "
        "of the dashboards.",
        fix="in app-config.local.yaml: backstageInsights: { debug: true }",
        bad="# file: app-config.yaml\napp:\n  baseUrl: http://localhost:3000\nspotify:\n  apiToken: ${TOKEN}\n"
        "backstageInsights:\n  captureEntityFields: [spec.system]\n",
        good="# file: app-config.yaml\napp:\n  baseUrl: http://localhost:3000\nspotify:\n  apiToken: ${TOKEN}\n"
        "backstageInsights:\n  debug: true\n",
        check=_off_on_laptops,
        likely=True,
    ),
)
