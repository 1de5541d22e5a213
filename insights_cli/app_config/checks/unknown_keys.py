"""Keys that nothing reads: misspelt, or put at the wrong place."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key
from insights_cli.app_config.deployments import SECTION, Deployment
from insights_cli.app_config.keys import SECTION_KEYS, SECTIONS, SPOTIFY_KEYS, nearest
from insights_cli.app_config.masks import is_secret
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Scalar

_ELSEWHERE = {key: section for section, keys in SECTIONS.items() for key in keys}
_INVENTED = {("spotify", "plugins")}


def _unknown(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for section, keys in SECTIONS.items():
        for key in deployment.members(section):
            if key not in keys and (section, key) not in _INVENTED:
                yield _finding(deployment, section, key, tuple(keys))


def _finding(deployment: Deployment, section: str, key: str, keys: tuple[str, ...]) -> Finding:
    path = (section, key)
    if key in _ELSEWHERE:
        home = _ELSEWHERE[key]
        return at_key(
            deployment, path, f"{key} belongs below {home}, not below {section}", fix=f"move it to {home}.{key}"
        )
    meant = nearest(key, keys)
    if meant:
        node = deployment.document.find(path)
        is_shown = isinstance(node, Scalar) and "\n" not in node.raw and not is_secret((section, meant))
        fix = f"{meant}: {node.raw}" if node is not None and is_shown else f"rename the key to {meant}"
        summary = f'unknown key "{key}"; did you mean "{meant}"?'
        return at_key(deployment, path, summary, label="nothing reads this", fix=fix)
    known = ", ".join(sorted(keys))
    return at_key(deployment, path, f'unknown key "{key}" in {section}', fix=f"remove it; known keys: {known}")


def _misnamed_section(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for key in deployment.members():
        if key in SECTIONS:
            continue
        members = set(deployment.members(key))
        meant = nearest(key, tuple(SECTIONS))
        if meant == SECTION or (key.lower() == "insights" and members & set(SECTION_KEYS)):
            meant = SECTION
        elif meant != "spotify" or not (key.lower() == "spotify" or members & set(SPOTIFY_KEYS)):
            continue
        yield at_key(
            deployment, (key,), f'"{key}" is likely meant to be "{meant}"', label="nothing reads this", fix=f"{meant}:"
        )
    for key in deployment.members():
        if key in _ELSEWHERE and key not in ("debug", "salt"):
            home = _ELSEWHERE[key]
            yield at_key(deployment, (key,), f"{key} belongs below {home}", fix=f"move it to {home}.{key}")


RULES: Final = (
    Rule(
        code="IN131",
        title="an unknown key",
        severity=Severity.WARNING,
        why="The public schema forbids nothing, so a misspelt key is ignored without a word.",
        fix="correct the key",
        bad="backstageInsights:\n  hostfilter: portal.example.com\n",
        good="backstageInsights:\n  hostFilter: portal.example.com\n",
        check=_unknown,
    ),
    Rule(
        code="IN132",
        title="a section or key stands at the wrong place",
        severity=Severity.WARNING,
        why="Only spotify and backstageInsights at the top of the file are read; anything else is ignored without a "
        "word.",
        fix="rename the section to backstageInsights",
        bad="backstage-insights:\n  debug: false\n",
        good="backstageInsights:\n  debug: false\n",
        check=_misnamed_section,
        likely=True,
    ),
)
