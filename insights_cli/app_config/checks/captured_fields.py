"""What the captured fields carry: too much, twice, or nothing."""

import re
from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_value
from insights_cli.app_config.deployments import SECTION, Deployment
from insights_cli.app_config.keys import CAPTURE_LISTS
from insights_cli.model.diagnostic import Severity
from insights_cli.projects.versions import Version
from insights_cli.yaml12.nodes import Mapping, Node, Sequence

_PERSONAL: Final = (
    r"(?i)e?-?mail|display_?-?name|(?:first|last|sur|family|given|full|nick|legal)_?-?name|phone|mobile|picture|photo|avatar|birth|address|salary"
    r"|gender|national|employee_?-?(?:id|number)|user_?-?(?:id|name|login)|login|manager|slack"
)
_WHOLE: Final = {"metadata", "spec", "metadata.annotations", "metadata.labels", "spec.profile", "relations", "status"}
_DEFAULTS: Final = {
    # From 0.2.0 the name is no longer captured; 0.5.0 documents the narrower identity list.
    "captureEntityFields": ("kind", "metadata.namespace", "spec.type", "spec.lifecycle", "spec.owner"),
    "captureIdentityFields": ("metadata.namespace", "spec.memberOf"),
}
_NARROWED = Version(major=0, minor=5)
_ENOUGH_ENTITIES = 3


def _defaults(name: str, version: Version | None) -> tuple[str, ...]:
    if version is not None and version < Version(major=0, minor=2) and name == "captureEntityFields":
        return (*_DEFAULTS[name], "metadata.name")
    if version is not None and version < _NARROWED and name == "captureIdentityFields":
        return (*_DEFAULTS[name], "kind")
    return _DEFAULTS[name]


def _repeated(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for name in CAPTURE_LISTS:
        seen: set[str] = set()
        for path, node, text in deployment.items(SECTION, name):
            if text in _defaults(name, subject.project.plugin):
                yield at_value(node, path, f"{text} is captured anyway", fix="remove the line")
            elif text in seen:
                yield at_value(node, path, f"{text} is listed twice", fix="remove the line")
            seen.add(text)


def _personal(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for path, node, text in deployment.items(SECTION, "captureIdentityFields"):
        if text in ("metadata.name", "metadata.title", "metadata.uid") or re.search(_PERSONAL, text):
            yield at_value(node, path, f"{text} likely leaves your network in clear", label="names a person")
    for path, node, text in deployment.items(SECTION, "captureEntityFields"):
        if text.startswith("spec.profile") or re.search(_PERSONAL, text):
            yield at_value(node, path, f"{text} likely leaves your network in clear", label="can name a person")


def _broad(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for name in CAPTURE_LISTS:
        for path, node, text in deployment.items(SECTION, name):
            if text in _WHOLE and not re.search(_PERSONAL, text):
                yield at_value(node, path, f"{text} is a whole object: everything ever put below it likely leaves too")


def _absent(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    people = [each.root for each in subject.project.entities if each.kind == "user"]
    others = [each.root for each in subject.project.entities if each.kind not in ("user", "group", "location")]
    for name, entities in zip(CAPTURE_LISTS, (others, people), strict=True):
        if len(entities) < _ENOUGH_ENTITIES:
            continue
        for path, node, text in deployment.items(SECTION, name):
            if text not in _defaults(name, None) and not any(leads_into(text, entity) for entity in entities):
                summary = (
                    f"none of the {len(entities)} entities in the catalog files has {text}, so it is likely misspelt"
                )
                yield at_value(node, path, summary)


def leads_into(text: str, node: Node | None) -> bool:
    """Whether the dotted path *text* exists below *node*; keys may hold dots, and lists are looked through."""
    if isinstance(node, Sequence):
        return any(leads_into(text, item) for item in node.items)
    if not isinstance(node, Mapping):
        return False
    if text in node.members:
        return True
    cuts = [place for place, char in enumerate(text) if char == "."]
    return any(text[:cut] in node.members and leads_into(text[cut + 1 :], node.members[text[:cut]]) for cut in cuts)


RULES: Final = (
    Rule(
        code="IN312",
        title="a captured field is captured anyway",
        severity=Severity.INFO,
        why="The configured lists add to the plugin's defaults, so the entry does nothing.",
        fix="remove the line",
        bad="backstageInsights:\n  captureEntityFields:\n    - spec.type\n",
        good="backstageInsights:\n  captureEntityFields:\n    - spec.system\n",
        check=_repeated,
    ),
    Rule(
        code="IN315",
        title="a captured field exists in no entity",
        severity=Severity.INFO,
        why="A path that no entity has captures nothing, and nothing reports it.",
        fix="compare the path with an entity: insights preview-entity REF",
        bad="# file: app-config.yaml\ncatalog:\n  locations:\n    - type: file\n      target: catalog.yaml\n"
        "backstageInsights:\n  captureEntityFields:\n    - spec.sytem\n"
        "# file: catalog.yaml\nkind: Component\nspec: {system: a}\n---\nkind: Component\nspec: {system: b}\n---\n"
        "kind: Component\nspec: {system: c}\n",
        good="# file: app-config.yaml\ncatalog:\n  locations:\n    - type: file\n      target: catalog.yaml\n"
        "backstageInsights:\n  captureEntityFields:\n    - spec.system\n"
        "# file: catalog.yaml\nkind: Component\nspec: {system: a}\n---\nkind: Component\nspec: {system: b}\n---\n"
        "kind: Component\nspec: {system: c}\n",
        check=_absent,
        likely=True,
    ),
    Rule(
        code="IN402",
        title="personal data is captured",
        severity=Severity.WARNING,
        why="Only the user's ref is documented to be hashed; a captured field that names the person undoes that.",
        fix="remove the line, and see what is left: insights preview-entity user:default/you",
        bad="backstageInsights:\n  captureIdentityFields:\n    - spec.profile.email\n",
        good="backstageInsights:\n  captureIdentityFields:\n    - spec.profile.department\n",
        check=_personal,
        likely=True,
    ),
    Rule(
        code="IN404",
        title="a whole object is captured",
        severity=Severity.WARNING,
        why="What somebody adds below it tomorrow leaves as well, and nobody is asked.",
        fix="list the single fields that are needed",
        bad="backstageInsights:\n  captureEntityFields:\n    - metadata.annotations\n",
        good="backstageInsights:\n  captureEntityFields:\n    - metadata.labels.tier\n",
        check=_broad,
        likely=True,
    ),
)
