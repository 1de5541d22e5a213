"""The API token and the licence key: where they come from, and whether they can be what they should be."""

import re
from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_value
from insights_cli.app_config.deployments import LICENSE, SECTION, TOKEN, Deployment, dotted, is_literal, variables_of
from insights_cli.app_config.placeholders import VariableState
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Node, Path, Scalar, descend

# For texts in lower case: to ignore case costs more than the whole rest of the pattern.
_STAND_IN: Final = r"""(?x)\s*(?:
        \$\$?\{[^}]*\}? | \$[a-z_][a-z0-9_]* | \$\(.*\) | \$\{\{.*\}\} | \{\{.*\}\} | %[a-z_]+%
        | <[^<>]*> | \[[a-z_ ]+\] | process\.env\..* | change[-_ ]?me | to[-_ ]?do | x{3,} | \*{3,} | \.{3,}
        | your[-_ ].* | (?:my|the|some)[-_ ](?:api[-_ ]?)?token | placeholder
    )\s*$"""
_NAMES: Final[dict[Path, str]] = {TOKEN: "SPOTIFY_BACKSTAGE_API_TOKEN", LICENSE: "SPOTIFY_LICENSE_KEY"}


def is_stand_in(text: str) -> bool:
    """Whether *text* stands for a value that was to be filled in, in a way that Backstage does not."""
    return re.match(_STAND_IN, text.lower()) is not None


def _credentials(deployment: Deployment) -> Iterator[tuple[Path, Scalar]]:
    """Every text that a file gives for a credential, also those that another file overrides."""
    for source in deployment.document.sources:
        for path in (TOKEN, LICENSE) if source.file else ():
            node = descend(source.tree, path)
            if isinstance(node, Scalar) and isinstance(node.value, str) and node.value.strip():
                yield path, node


def _plain(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for path, node in _credentials(deployment):
        if not is_literal(node) or is_stand_in(str(node.value)):
            continue
        place, name = node.location, path[-1]
        if place.path in subject.project.tracked:
            summary = f"{name} is written in plain text in a file that git tracks"
        else:
            summary = f"{name} is written in plain text"
        severity = Severity.ERROR if place.path in subject.project.tracked else None
        advice = f"{name}: ${{{_NAMES[path]}}}"
        fix = f"{advice}; set the variable, and replace the {'token' if path == TOKEN else 'key'} that was shown"
        yield Finding(summary=summary, at=place, key=dotted(path), fix=fix, severity=severity, identity=place.path)


def _stand_ins(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path in (TOKEN, LICENSE, (SECTION, "salt"), (SECTION, "hostFilter")):
        node = deployment.document.find(path)
        value = node.value if isinstance(node, Scalar) else None
        if node is None or not isinstance(value, str) or not is_stand_in(value):
            continue
        name = next(iter(re.findall(r"[A-Za-z_][A-Za-z0-9_]*", value)), "") if "$" in value or "%" in value else ""
        fix = f"{path[-1]}: ${{{name or _NAMES.get(path, 'INSIGHTS_' + path[-1].upper())}}}"
        yield at_value(
            node, path, f"{path[-1]} is a placeholder that nothing fills in", label="taken as it stands", fix=fix
        )


def _unset(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    watched = (("spotify",), (SECTION,), ("app", "baseUrl"))
    for _source, gone in deployment.document.vanished:
        if not any(gone.path[: len(top)] == top for top in watched):
            continue
        names = sorted({use.name for use in gone.variables if use.state is VariableState.UNSET})
        shown = ", ".join(names)
        below = deployment.document.find(gone.path) if isinstance(gone.path[-1], str) else None
        effect = f"the value of {below.location} counts instead" if below else "so the key does not exist"
        yield Finding(
            summary=f"{shown} is not set, {effect}",
            at=gone.location,
            key=dotted(gone.path),
            severity=Severity.ERROR if gone.path == TOKEN and not below else None,
            fix=f"set {shown}, give it in a file with --env-file, or use --lax where it is set only later",
            label="never resolves here",
            identity=gone.location.path,
        )


def _same_secret(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    token, license_key = deployment.document.find(TOKEN), deployment.document.find(LICENSE)
    if not isinstance(token, Scalar) or not isinstance(license_key, Scalar):
        return
    shared = sorted(_names(token) & _names(license_key))
    if shared:
        summary = f"apiToken and licenseKey both come from {', '.join(shared)}"
        yield at_value(license_key, LICENSE, summary, fix="licenseKey: ${SPOTIFY_LICENSE_KEY}")
    elif isinstance(token.value, str) and token.value == license_key.value and token.value.strip():
        yield at_value(license_key, LICENSE, "apiToken and licenseKey have the same value")


def _names(node: Node) -> set[str]:
    return {use.name for use in variables_of(node)}


def _misshapen(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path in (TOKEN, LICENSE):
        text = deployment.text(*path)
        node = deployment.document.find(path)
        if not text or node is None or is_stand_in(text):
            continue
        if text.lower().startswith("bearer "):
            yield at_value(
                node, path, f'{path[-1]} begins with "Bearer", which belongs to the header and not to the token'
            )
        elif any(char.isspace() for char in text):
            yield at_value(node, path, f"{path[-1]} holds white space, so it was likely cut or pasted wrongly")


RULES: Final = (
    Rule(
        code="IN201",
        title="a token is written in plain text",
        severity=Severity.WARNING,
        why="Whoever can read the file can send as you; a file that git tracks keeps the token in its history for "
        "good.",
        fix="apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}; set the variable, and replace the token that was shown",
        bad="spotify:\n  apiToken: 1f6a0c52d1b34b0e\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        check=_plain,
    ),
    Rule(
        code="IN202",
        title="a placeholder that never resolves",
        severity=Severity.ERROR,
        why="Backstage fills in ${NAME}, $env, $file and $include; any other form is taken as the value itself.",
        fix="write ${NAME}",
        bad="spotify:\n  apiToken: $SPOTIFY_BACKSTAGE_API_TOKEN\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        check=_stand_ins,
    ),
    Rule(
        code="IN203",
        title="a variable is not set, and its key vanishes",
        severity=Severity.WARNING,
        why="Backstage removes a key whose variable has no value, without a message; a lower file shows through.",
        fix="set the variable where the backend runs",
        bad="spotify:\n  apiToken: ${NOT_SET_ANYWHERE}\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        check=_unset,
    ),
    Rule(
        code="IN204",
        title="the API token and the licence key are the same",
        severity=Severity.ERROR,
        why="They are two secrets from two places; one of them is at the wrong key.",
        fix="licenseKey: ${SPOTIFY_LICENSE_KEY}",
        bad="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n  licenseKey: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n  licenseKey: ${SPOTIFY_LICENSE_KEY}\n",
        check=_same_secret,
    ),
    Rule(
        code="IN205",
        title="a token has a shape that no token has",
        severity=Severity.ERROR,
        why="White space or a header's first word inside a token means that something else was pasted.",
        fix="copy the token alone, on one line",
        bad="spotify:\n  apiToken: Bearer ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        check=_misshapen,
    ),
)
