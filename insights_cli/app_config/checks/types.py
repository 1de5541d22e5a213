"""Values whose type is not the one that the public schema gives."""

import re
from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_value
from insights_cli.app_config.deployments import BOOLEAN_TEXTS, SECTION, Deployment, variables_of
from insights_cli.app_config.keys import CAPTURE_LISTS, FILTERS, OURS, SECTIONS, Kind
from insights_cli.app_config.masks import is_secret
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import UNKNOWN, Mapping, Node, Path, Scalar, Sequence

_PATTERN_LIKE: Final = r"(?i)^\s*[!-]|[*?^$]|^\s*not\s|^/.*/$"
_FIELD_PATH: Final = r"(?:kind|apiVersion|(?:metadata|spec|relations|status)(?:\.[^.\s,]+)*)$"


def type_name(node: Node) -> str:
    """What the value of *node* is, in words."""
    if isinstance(node, Mapping | Sequence):
        return "an object" if isinstance(node, Mapping) else "a list"
    value = node.value if isinstance(node, Scalar) else None
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    return "a number" if isinstance(value, int | float) else "a text"


def _is_text(node: Node) -> bool:
    return isinstance(node, Scalar) and (isinstance(node.value, str) or node.value is UNKNOWN)


def _sections(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for section in SECTIONS:
        node = deployment.document.find((section,))
        if node is not None and not isinstance(node, Mapping):
            yield at_value(node, (section,), f"{section} is {type_name(node)}, an object is required")


def _of_kind(deployment: Deployment, kind: Kind) -> Iterator[tuple[Path, Node]]:
    for path, wanted in OURS.items():
        node = deployment.document.find(path)
        if wanted is kind and node is not None:
            yield path, node


def _texts(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path, node in _of_kind(deployment, Kind.TEXT):
        if not _is_text(node):
            is_shown = isinstance(node, Scalar) and node.value is not None and not is_secret(path)
            fix = f'{path[-1]}: "{node.raw}"' if is_shown else None
            if node.raw.startswith("{{"):
                fix = "fill in the template before Backstage reads the file"
            label = f"YAML reads this as {type_name(node)}" if isinstance(node, Scalar) else None
            yield at_value(node, path, f"{path[-1]} is {type_name(node)}, a text is required", label=label, fix=fix)


def _lists(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path, node in _of_kind(deployment, Kind.TEXTS):
        if not isinstance(node, Sequence):
            yield at_value(
                node,
                path,
                f"{path[-1]} is {type_name(node)}, a list of texts is required",
                fix=f"{path[-1]}: [{_listed(node)}]",
            )
            continue
        for index, item in enumerate(node.items):
            if not _is_text(item):
                yield at_value(item, (*path, index), f"an entry of {path[-1]} is {type_name(item)}, a text is required")


def _listed(node: Node) -> str:
    parts = node.value.split(",") if isinstance(node, Scalar) and isinstance(node.value, str) else ["..."]
    return ", ".join(part.strip() for part in parts if part.strip())


def _filters(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path, node in _of_kind(deployment, Kind.FILTER):
        if not isinstance(node, Mapping):
            yield at_value(node, path, f"{path[-1]} is {type_name(node)}, {Kind.FILTER.value} is required")
            continue
        for key, value in node.members.items():
            yield from _filter_value(value, (*path, key))


def _filter_value(node: Node, path: Path) -> Iterator[Finding]:
    if isinstance(node, Sequence):
        for index, item in enumerate(node.items):
            if not _is_text(item):
                yield at_value(
                    item, (*path, index), f"a value of the filter on {path[-1]} is {type_name(item)}, not a text"
                )
    elif not _is_text(node):
        fix = f'{path[-1]}: "{node.raw}"' if isinstance(node, Scalar) else None
        summary = f"the filter on {path[-1]} is {type_name(node)}, a text or a list of texts is required"
        yield at_value(node, path, summary, fix=fix)


def _flags(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path, node in _of_kind(deployment, Kind.FLAG):
        if not (isinstance(node, Scalar) and isinstance(node.value, bool)):
            literal = node.value.strip().lower() if isinstance(node, Scalar) and isinstance(node.value, str) else ""
            if literal in BOOLEAN_TEXTS and variables_of(node):
                # A variable can hold nothing but text, and Backstage's own reader takes these for what they say.
                continue
            fix = f"{path[-1]}: {literal}" if literal in ("true", "false") else f"{path[-1]}: false"
            yield at_value(node, path, f"{path[-1]} is {type_name(node)}, true or false is required", fix=fix)


def _negations(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for name in FILTERS:
        for path, node in deployment.document.walk((SECTION, name)):
            if isinstance(node, Scalar) and isinstance(node.value, str) and re.search(_PATTERN_LIKE, node.value):
                yield at_value(
                    node, path, f"{node.value!r} is likely meant as a pattern or a negation; filters know neither"
                )


def _paths(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for name in CAPTURE_LISTS:
        for path, node, text in deployment.items(SECTION, name):
            if text and re.match(_FIELD_PATH, text) is None:
                yield at_value(node, path, f"{text!r} is no path into an entity, so it likely captures nothing")


_SCHEMA_WHY = "The public schema of the plugin gives this type; Backstage's readers stop at any other."

RULES: Final = (
    Rule(
        code="IN100",
        title="a section is not an object",
        severity=Severity.ERROR,
        why=_SCHEMA_WHY,
        fix="write the keys of the section below it, indented",
        bad="spotify: token\n",
        good="spotify:\n  apiToken: ${SPOTIFY_BACKSTAGE_API_TOKEN}\n",
        check=_sections,
    ),
    Rule(
        code="IN105",
        title="a value is not a text",
        severity=Severity.ERROR,
        why=f"{_SCHEMA_WHY} Unquoted digits, true, false and null are no texts in YAML.",
        fix="put the value in quotes",
        bad="backstageInsights:\n  salt: 20240101\n",
        good='backstageInsights:\n  salt: "20240101-and-more-of-it"\n',
        check=_texts,
    ),
    Rule(
        code="IN106",
        title="a value is not a list of texts",
        severity=Severity.ERROR,
        why=_SCHEMA_WHY,
        fix="write a YAML list, one entry a line",
        bad="backstageInsights:\n  captureEntityFields: spec.system\n",
        good="backstageInsights:\n  captureEntityFields:\n    - spec.system\n",
        check=_lists,
    ),
    Rule(
        code="IN107",
        title="a filter is not an object of texts",
        severity=Severity.ERROR,
        why="The public schema allows a text or a list of texts for each key of a filter: no number, no boolean, "
        "nothing nested.",
        fix="put the value in quotes, and write nested keys as one path with dots",
        bad="backstageInsights:\n  totalUsersEntityQueryFilter:\n    spec.active: true\n",
        good='backstageInsights:\n  totalUsersEntityQueryFilter:\n    spec.active: "true"\n',
        check=_filters,
    ),
    Rule(
        code="IN108",
        title="debug is neither true nor false",
        severity=Severity.WARNING,
        why='The schema does not look at debug, and a text such as "false" is likely taken as true by code that only '
        "asks whether it is set.",
        fix="debug: false",
        bad='backstageInsights:\n  debug: "false"\n',
        good="backstageInsights:\n  debug: false\n",
        check=_flags,
        likely=True,
    ),
    Rule(
        code="IN109",
        title="a captured path does not lead into an entity",
        severity=Severity.WARNING,
        why="Fields of an entity are kind, apiVersion and what is below metadata, spec, relations and status.",
        fix="write the path from the top of the entity, such as spec.system",
        bad="backstageInsights:\n  captureEntityFields:\n    - .spec.system\n",
        good="backstageInsights:\n  captureEntityFields:\n    - spec.system\n",
        check=_paths,
        likely=True,
    ),
    Rule(
        code="IN111",
        title="a filter value looks like a pattern or a negation",
        severity=Severity.WARNING,
        why="Catalog filters compare whole values; nothing public describes wildcards or negation.",
        fix="name the values that count, such as spec.type: [team, tribe]",
        bad="backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: '!bot'\n",
        good="backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: [team, tribe]\n",
        check=_negations,
        likely=True,
    ),
)
