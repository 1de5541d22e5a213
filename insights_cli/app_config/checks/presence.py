"""Whether what Insights cannot do without is there at all."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.deployments import LICENSE, SECTION, TOKEN, Deployment, Stage, known
from insights_cli.app_config.history import Standing
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Mapping, Path, Scalar

_VARIABLE = "SPOTIFY_BACKSTAGE_API_TOKEN"


def _has(deployment: Deployment, path: Path) -> bool:
    return path in deployment.document or deployment.vanished(path)


def _must_have_it_here(deployment: Deployment, subject: Subject, path: Path) -> bool:
    """Whether the lack of *path* is this deployment's fault: no other has it, or this is the one that needs it most."""
    if any(_has(each, path) for each in subject.deployments):
        return deployment.stage is Stage.PRODUCTION
    return deployment is subject.deployments[0]


def _no_token(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    if _has(deployment, TOKEN) or isinstance(deployment.document.find(("spotify",)), Mapping):
        return
    if not _must_have_it_here(deployment, subject, TOKEN):
        return
    if (SECTION,) in deployment.document or any(each.uses_insights for each in subject.deployments):
        summary = f"there is no spotify.apiToken, so nothing can be sent ({deployment.name})"
        yield at_key(deployment, (SECTION,), summary)
    else:
        yield at_key(deployment, TOKEN, f"Insights is not configured: there is no spotify.apiToken ({deployment.name})")


def _section_without_token(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    spotify = deployment.document.find(("spotify",))
    if not isinstance(spotify, Mapping) or _has(deployment, TOKEN):
        return
    if not _must_have_it_here(deployment, subject, TOKEN):
        return
    summary = "spotify has no apiToken, which its schema requires"
    for setting in deployment.document.history(TOKEN):
        if setting.standing is Standing.REMOVES and setting.path == TOKEN:
            yield Finding(summary="apiToken is null, which removes it", at=setting.location, key="spotify.apiToken")
            return
    yield at_key(deployment, ("spotify",), summary)


def _empty_token(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path in (TOKEN, LICENSE):
        node = deployment.node(*path)
        if isinstance(node, Scalar) and isinstance(node.value, str) and not node.value.strip():
            yield at_value(node, path, f"{path[-1]} is empty")


def _no_license(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    if not deployment.uses_insights or _has(deployment, LICENSE) or TOKEN not in deployment.document:
        return
    if _must_have_it_here(deployment, subject, LICENSE):
        yield at_key(
            deployment, ("spotify",), "there is no spotify.licenseKey; the plugin likely does not accept its licence"
        )


def _empty_text(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for key in ("salt", "hostFilter", "envOverride"):
        node = deployment.document.find((SECTION, key))
        if node is not None and isinstance(known(node), Scalar) and getattr(node, "value", None) == "":
            yield at_value(
                node, (SECTION, key), f"{key} is an empty text", fix=f"remove the line, or give {key} a value"
            )


RULES: Final = (
    Rule(
        code="IN101",
        title="there is no API token",
        severity=Severity.ERROR,
        why="Without spotify.apiToken the backend cannot report anything, and no schema complains about it.",
        fix=f'spotify: {{ apiToken: "${{{_VARIABLE}}}" }}, and set the variable where the backend runs',
        bad="backstageInsights:\n  debug: false\n",
        good=f"spotify:\n  apiToken: ${{{_VARIABLE}}}\nbackstageInsights:\n  debug: false\n",
        check=_no_token,
    ),
    Rule(
        code="IN102",
        title="the spotify section has no API token",
        severity=Severity.ERROR,
        why="As soon as there is a spotify section, its schema requires apiToken: strict config checks fail, and "
        "Insights cannot report.",
        fix=f"add below spotify:   apiToken: ${{{_VARIABLE}}}",
        bad="spotify:\n  licenseKey: ${SPOTIFY_LICENSE_KEY}\n",
        good=f"spotify:\n  licenseKey: ${{SPOTIFY_LICENSE_KEY}}\n  apiToken: ${{{_VARIABLE}}}\n",
        check=_section_without_token,
    ),
    Rule(
        code="IN103",
        title="the API token or the licence key is empty",
        severity=Severity.ERROR,
        why="The schema accepts an empty text, but Backstage refuses to read it, and no service accepts it.",
        fix=f"apiToken: ${{{_VARIABLE}}}, with the variable set",
        bad="spotify:\n  apiToken: ''\n",
        good=f"spotify:\n  apiToken: ${{{_VARIABLE}}}\n",
        check=_empty_token,
    ),
    Rule(
        code="IN104",
        title="there is no licence key",
        severity=Severity.WARNING,
        why="The plugins of the bundle are licensed; the key is a second secret beside the API token.",
        fix="add below spotify:   licenseKey: ${SPOTIFY_LICENSE_KEY}",
        bad=f"spotify:\n  apiToken: ${{{_VARIABLE}}}\n",
        good=f"spotify:\n  licenseKey: ${{SPOTIFY_LICENSE_KEY}}\n  apiToken: ${{{_VARIABLE}}}\n",
        check=_no_license,
        likely=True,
    ),
    Rule(
        code="IN110",
        title="a text is empty",
        severity=Severity.WARNING,
        why="Backstage refuses to read an empty text; an unset key is the way to say nothing.",
        fix="remove the line",
        bad="backstageInsights:\n  hostFilter: ''\n",
        good="backstageInsights:\n  hostFilter: portal.example.com\n",
        check=_empty_text,
    ),
)
