"""Where surveys are kept, and settings that nobody documents."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.deployments import SECTION, Deployment, Stage
from insights_cli.model.diagnostic import Severity
from insights_cli.projects.versions import Version
from insights_cli.yaml12.nodes import Scalar, Sequence

CLIENT: Final = ("backend", "database", "client")
CONNECTION: Final = ("backend", "database", "connection")
_WITH_SURVEYS = Version(major=0, minor=3)
_UNDOCUMENTED: Final = ("envOverride", "experimentalFlags")


def _in_memory(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    plugin = subject.project.plugin
    if deployment.stage is not Stage.PRODUCTION or not deployment.uses_insights or (plugin and plugin < _WITH_SURVEYS):
        return
    client = deployment.text(*CLIENT)
    if client not in ("better-sqlite3", "sqlite3"):
        return
    for path in (CONNECTION, (*CONNECTION, "filename")):
        node = deployment.document.find(path)
        if isinstance(node, Scalar) and node.value == ":memory:":
            yield at_value(node, path, f"surveys and answers are kept in memory only ({deployment.name})")


def _undocumented(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for key in _UNDOCUMENTED:
        node = deployment.document.find((SECTION, key))
        is_empty = isinstance(node, Sequence) and not node.items
        if node is not None and not is_empty and deployment.stage is not Stage.LOCAL:
            yield at_key(deployment, (SECTION, key), f"{key} is set, and what it does is not documented in public")


_BASE = "app:\n  baseUrl: https://portal.example.com\nspotify:\n  apiToken: ${TOKEN}\n"

RULES: Final = (
    Rule(
        code="IN310",
        title="surveys vanish at a restart",
        severity=Severity.WARNING,
        why="From plugin 0.3.0 surveys and their answers are kept in the backend's database; one in memory is empty "
        "after a restart.",
        fix="backend: { database: { client: pg, connection: ... } }",
        bad=f"{_BASE}backend:\n  database:\n    client: better-sqlite3\n    connection: ':memory:'\n",
        good=f"{_BASE}backend:\n  database:\n    client: pg\n    connection:\n      host: ${{POSTGRES_HOST}}\n",
        check=_in_memory,
    ),
    Rule(
        code="IN311",
        title="an undocumented setting is used",
        severity=Severity.WARNING,
        why="The schema names the key and says nothing about it; its effect may change without notice.",
        fix="remove the line, or confirm it with the vendor's support",
        bad="backstageInsights:\n  envOverride: production\n",
        good="backstageInsights:\n  debug: false\n",
        check=_undocumented,
    ),
)
