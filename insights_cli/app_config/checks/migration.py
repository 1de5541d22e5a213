"""Settings of earlier versions, and settings that never existed."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key
from insights_cli.app_config.deployments import SECTION, Deployment, dotted
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Path

OLD_SECTION: Final = ("app", "analytics", SECTION)
OLD_PROXIES: Final = tuple(
    (*start, name)
    for start in (("proxy", "endpoints"), ("proxy",))
    for name in ("/spotify-backstage-api", "spotify-backstage-api")
)
# Seen in public texts that no documentation supports.
INVENTED: Final[tuple[Path, ...]] = (
    ("spotify", "plugins"),
    ("spotify", "insights"),
    ("insights", "enabled"),
    ("insights", "dataRetention"),
    (SECTION, "enabled"),
    (SECTION, "dataRetention"),
    (SECTION, "apiKey"),
)


def _old_section(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    members = deployment.members(*OLD_SECTION)
    if OLD_SECTION not in deployment.document:
        return
    fix = f"move {', '.join(members) or 'its keys'} to backstageInsights at the top, in every file that sets them"
    yield at_key(deployment, OLD_SECTION, "app.analytics.backstageInsights is no longer read", fix=fix)


def _old_proxy(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path in OLD_PROXIES:
        if path in deployment.document:
            yield at_key(
                deployment, path, "the proxy to the hosted service is left over, and lets callers use its token"
            )


def _invented(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path in INVENTED:
        if path in deployment.document:
            fix = "licenseKey belongs directly below spotify" if path == ("spotify", "plugins") else "remove it"
            yield at_key(deployment, path, f"{dotted(path)} does not exist; nothing reads it", fix=fix)


RULES: Final = (
    Rule(
        code="IN501",
        title="settings at the place of an old version",
        severity=Severity.ERROR,
        why="From analytics module 0.7.0 the settings are read from backstageInsights at the top; the old place is "
        "ignored.",
        fix="move the keys to backstageInsights at the top of the file",
        bad="app:\n  analytics:\n    backstageInsights:\n      debug: true\n",
        good="backstageInsights:\n  debug: true\n",
        check=_old_section,
    ),
    Rule(
        code="IN502",
        title="the proxy of an old version is left over",
        severity=Severity.WARNING,
        why="From analytics module 0.7.0 the backend plugin sends; the proxy keeps a second copy of the token in use "
        "for whoever can call it.",
        fix="delete the proxy entry, and keep the token at spotify.apiToken only",
        bad="proxy:\n  endpoints:\n    /spotify-backstage-api:\n      target: https://backstage-api.spotify.com\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        check=_old_proxy,
    ),
    Rule(
        code="IN503",
        title="a setting that never existed",
        severity=Severity.WARNING,
        why="It appears in guides that were made up; neither the schema nor the documentation knows it.",
        fix="remove it",
        bad="spotify:\n  apiToken: ${TOKEN}\n  plugins:\n    licenseKey: ${SPOTIFY_LICENSE_KEY}\n",
        good="spotify:\n  apiToken: ${TOKEN}\n  licenseKey: ${SPOTIFY_LICENSE_KEY}\n",
        check=_invented,
    ),
)
