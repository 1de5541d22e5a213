"""Who may see the dashboards, and what machines may do."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.deployments import Deployment, Stage, known
from insights_cli.app_config.keys import nearest
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Mapping, Scalar, Sequence

PLUGIN_ID: Final = "backstage-insights"
ENABLED: Final = ("permission", "enabled")
LISTED: Final = ("permission", "permissionedPlugins")
SOURCES: Final = ("backend", "actions", "pluginSources")
ACCESS: Final = ("backend", "auth", "externalAccess")


def _applies(deployment: Deployment) -> bool:
    return deployment.uses_insights and deployment.stage is not Stage.LOCAL


def _off(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    if not _applies(deployment) or deployment.is_true(*ENABLED):
        return
    summary = "the permission framework is off: every signed-in user can see the dashboards"
    node = deployment.document.find(ENABLED)
    if node is not None:
        yield at_value(node, ENABLED, summary)
    else:
        yield at_key(deployment, ENABLED, summary)


def _unlisted(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    if not _applies(deployment) or not deployment.is_true(*ENABLED):
        return
    node = deployment.document.find(LISTED)
    if node is None or _holds(deployment, LISTED) or list(_wrong_ids(deployment, LISTED)):
        return
    known(node)
    fix = f"add to permission.permissionedPlugins:   - {PLUGIN_ID}"
    yield at_key(deployment, LISTED, f"{PLUGIN_ID} is not among the permissioned plugins", fix=fix)


def _holds(deployment: Deployment, path: tuple[str, ...]) -> bool:
    return any(text == PLUGIN_ID for _, _, text in deployment.items(*path))


def _wrong_ids(deployment: Deployment, path: tuple[str, ...]) -> Iterator[Finding]:
    if _holds(deployment, path):
        return
    for place, node, text in deployment.items(*path):
        if text == "insights" or text.startswith("@spotify/") or nearest(text, (PLUGIN_ID,)):
            summary = f'"{text}" is likely meant to be the plugin id "{PLUGIN_ID}"'
            yield at_value(node, place, summary, fix=f"- {PLUGIN_ID}")


def _misnamed(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    if deployment.uses_insights:
        yield from _wrong_ids(deployment, LISTED)
        yield from _wrong_ids(deployment, SOURCES)


def _wide_access(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    node = deployment.document.find(ACCESS)
    if not isinstance(node, Sequence) or not deployment.uses_insights:
        return
    severity = None if _holds(deployment, SOURCES) else Severity.INFO
    for index, item in enumerate(node.items):
        kind = item.members.get("type") if isinstance(item, Mapping) else None
        if not isinstance(item, Mapping) or not isinstance(kind, Scalar) or kind.value != "static":
            continue
        if not getattr(item.members.get("accessRestrictions"), "items", None):
            summary = "this static token may call every plugin, usage data included"
            at = item.key_location("type")
            yield Finding(summary=summary, at=at, key=f"backend.auth.externalAccess[{index}]", severity=severity)


_BASE = "app:\n  baseUrl: https://portal.example.com\nspotify:\n  apiToken: ${TOKEN}\n"

RULES: Final = (
    Rule(
        code="IN331",
        title="everybody can see the dashboards",
        severity=Severity.WARNING,
        why="The dashboards can show catalog data that a viewer could not read otherwise; only the permission "
        "framework restricts them.",
        fix="permission: { enabled: true }, with a policy",
        bad=f"{_BASE}permission:\n  enabled: false\n",
        good=f"{_BASE}permission:\n  enabled: true\n",
        check=_off,
    ),
    Rule(
        code="IN332",
        title="the plugin is not among the permissioned plugins",
        severity=Severity.WARNING,
        why="Its permissions appear in RBAC only when the list names it; a file that sets the list again replaces it "
        "as a whole.",
        fix=f"add to permission.permissionedPlugins:   - {PLUGIN_ID}",
        bad=f"{_BASE}permission:\n  enabled: true\n  permissionedPlugins:\n    - catalog\n",
        good=f"{_BASE}permission:\n  enabled: true\n  permissionedPlugins:\n    - catalog\n    - {PLUGIN_ID}\n",
        check=_unlisted,
    ),
    Rule(
        code="IN333",
        title="a plugin id that does not exist",
        severity=Severity.WARNING,
        why=f"The plugin's id is {PLUGIN_ID}; another id in a list of plugins is ignored without a word.",
        fix=f"write {PLUGIN_ID}",
        bad=f"{_BASE}permission:\n  enabled: true\n  permissionedPlugins:\n    - insights\n",
        good=f"{_BASE}permission:\n  enabled: true\n  permissionedPlugins:\n    - {PLUGIN_ID}\n",
        check=_misnamed,
        likely=True,
    ),
    Rule(
        code="IN334",
        title="a machine's token may do everything",
        severity=Severity.WARNING,
        why="A static token without accessRestrictions is accepted by every plugin; an assistant's token needs few.",
        fix=f"accessRestrictions: [{{ plugin: mcp-actions }}, {{ plugin: {PLUGIN_ID} }}]",
        bad=f"{_BASE}backend:\n  actions:\n    pluginSources: [{PLUGIN_ID}]\n  auth:\n    externalAccess:\n"
        f"      - type: static\n        options:\n          token: ${{MCP_TOKEN}}\n"
        "          subject: mcp\n",
        good=f"{_BASE}backend:\n  actions:\n    pluginSources: [{PLUGIN_ID}]\n  auth:\n    externalAccess:\n"
        f"      - type: static\n        options:\n          token: ${{MCP_TOKEN}}\n"
        "          subject: mcp\n        accessRestrictions:\n          - plugin: mcp-actions\n",
        check=_wide_access,
    ),
)
