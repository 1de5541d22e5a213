"""The filters on groups and users, against what the project says about its organisation."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.deployments import SECTION, Deployment, Stage
from insights_cli.app_config.keys import nearest
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import UNKNOWN, Mapping, Node, Scalar, Sequence

GROUPS: Final = "captureIdentityGroupsFilter"
USERS: Final = "totalUsersEntityQueryFilter"
_ORGANISATIONS: Final = (
    "githubOrg",
    "microsoftGraphOrg",
    "ldapOrg",
    "ldap",
    "keycloakOrg",
    "okta",
    "awsIam",
    "googleWorkspace",
)
_FIRST_STEPS: Final = ("kind", "metadata", "spec", "relations", "apiVersion")


def ingests_organisation(deployment: Deployment) -> str | None:
    """The key of a catalog provider that brings in users and groups; None when none is configured."""
    providers = deployment.members("catalog", "providers")
    for name in _ORGANISATIONS:
        if name in providers:
            return f"catalog.providers.{name}"
    gitlab = providers.get("gitlab")
    instances = [gitlab, *gitlab.members.values()] if isinstance(gitlab, Mapping) else []
    enabled = [each.members.get("orgEnabled") for each in instances if isinstance(each, Mapping)]
    return (
        "catalog.providers.gitlab" if any(isinstance(each, Scalar) and each.value is True for each in enabled) else None
    )


def _unfiltered_groups(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    provider = ingests_organisation(deployment)
    if provider and _applies(deployment) and (SECTION, GROUPS) not in deployment.document:
        summary = f"{provider} likely brings in every group of the organisation, and {GROUPS} is not set"
        yield at_key(deployment, (SECTION, GROUPS), summary, fix=f"{GROUPS}: {{ spec.type: [team] }}")


def _unfiltered_users(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    provider = ingests_organisation(deployment)
    if provider and _applies(deployment) and (SECTION, USERS) not in deployment.document:
        summary = f"{provider} likely brings in everybody, and {USERS} is not set: adoption counts against all of them"
        yield at_key(deployment, (SECTION, USERS), summary)


def _applies(deployment: Deployment) -> bool:
    return deployment.uses_insights and deployment.stage is not Stage.LOCAL


def _matching_nothing(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    if ingests_organisation(deployment):
        return
    for name, kind in ((GROUPS, "group"), (USERS, "user")):
        entities = [each.root for each in subject.project.entities if each.kind == kind]
        wanted = deployment.document.find((SECTION, name))
        if not entities or not isinstance(wanted, Mapping) or not _is_sound(wanted):
            continue
        if not any(matches(wanted, entity) for entity in entities):
            yield at_key(
                deployment,
                (SECTION, name),
                f"none of the {len(entities)} {kind}s in the catalog files passes {name}",
            )


def _is_sound(wanted: Mapping) -> bool:
    """Whether every value is known and a text, so that asking makes sense."""
    return all(isinstance(value, str) for node in wanted.members.values() for value in _values(node))


def matches(wanted: Mapping, entity: Node) -> bool:
    """Whether *entity* passes a catalog filter: all keys must match, any value of a list, letters' case ignored."""
    return all(_key_matches(key, node, entity) for key, node in wanted.members.items())


def _key_matches(key: str, node: Node, entity: Node) -> bool:
    allowed = {str(value).lower() for value in _values(node)}
    if key.startswith("relations."):
        return True  # Relations are computed by the catalog and stand in no file.
    if key == "metadata.namespace":
        return (_found(key, entity) or {"default"}) & allowed != set()
    return _found(key, entity) & allowed != set()


def _values(node: Node) -> list[object]:
    items = node.items if isinstance(node, Sequence) else [node]
    return [item.value if isinstance(item, Scalar) and item.value is not UNKNOWN else None for item in items]


def _found(path: str, node: Node | None) -> set[str]:
    """The texts at the dotted *path* below *node*, lower-case; keys may hold dots, lists are looked through."""
    if isinstance(node, Sequence):
        return {text for item in node.items for text in _found(path, item)}
    if not path:
        return {str(node.value).lower()} if isinstance(node, Scalar) else set()
    if not isinstance(node, Mapping):
        return set()
    cuts = [place for place, char in enumerate(path) if char == "."] + [len(path)]
    return {text for cut in cuts for text in _found(path[cut + 1 :], _member(node, path[:cut]))}


def _member(node: Mapping, key: str) -> Node | None:
    return next((value for name, value in node.members.items() if name.lower() == key.lower()), None)


def _misspelt_keys(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    for name in (GROUPS, USERS):
        for key, node in deployment.members(SECTION, name).items():
            first = key.partition(".")[0]
            if first not in _FIRST_STEPS:
                meant = nearest(first, _FIRST_STEPS)
                fix = f"{meant}{key[len(first) :]}:" if meant else "write the path from the top, such as spec.type"
                yield at_value(node, (SECTION, name, key), f"{key!r} is likely no field of an entity", fix=fix)


_ORG = "catalog:\n  providers:\n    githubOrg:\n      id: github\n      githubUrl: https://github.com\n"
_FILES = "catalog:\n  locations:\n    - type: file\n      target: org.yaml\n"
_BASE = "# file: app-config.yaml\napp:\n  baseUrl: https://portal.example.com\nspotify:\n  apiToken: ${TOKEN}\n"
_GROUP = "# file: org.yaml\nkind: Group\nmetadata:\n  name: a\nspec:\n  type: team\n"

RULES: Final = (
    Rule(
        code="IN313",
        title="a filter lets nobody through",
        severity=Severity.WARNING,
        why="A filter that matches nothing empties the figure that it was to sharpen, and nothing reports it.",
        fix="compare the filter with the entities: all keys must match, values are compared whole",
        bad=f"{_BASE}{_FILES}backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: squad\n{_GROUP}",
        good=f"{_BASE}{_FILES}backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: team\n{_GROUP}",
        check=_matching_nothing,
    ),
    Rule(
        code="IN314",
        title="a filter asks for a field that entities do not have",
        severity=Severity.WARNING,
        why="Filter keys are paths from the top of an entity: kind, metadata, spec or relations.",
        fix="write the path from the top, such as spec.type",
        bad="backstageInsights:\n  captureIdentityGroupsFilter:\n    type: team\n",
        good="backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: team\n",
        check=_misspelt_keys,
        likely=True,
    ),
    Rule(
        code="IN316",
        title="every group of the organisation is captured",
        severity=Severity.WARNING,
        why="Directories hold thousands of technical groups; without a filter each of them is a dimension of the "
        "figures.",
        fix="captureIdentityGroupsFilter: { spec.type: [team] }",
        bad=f"{_BASE}{_ORG}backstageInsights:\n  debug: false\n",
        good=f"{_BASE}{_ORG}backstageInsights:\n  captureIdentityGroupsFilter:\n    spec.type: team\n",
        check=_unfiltered_groups,
        likely=True,
    ),
    Rule(
        code="IN317",
        title="adoption is measured against everybody",
        severity=Severity.INFO,
        why="Total users are all User entities; where only some people are meant to use the portal, adoption looks "
        "tiny.",
        fix="totalUsersEntityQueryFilter: { metadata.namespace: default }, with what tells the intended users apart",
        bad=f"{_BASE}{_ORG}backstageInsights:\n  debug: false\n",
        good=f"{_BASE}{_ORG}backstageInsights:\n  totalUsersEntityQueryFilter:\n    metadata.namespace: default\n",
        check=_unfiltered_users,
        likely=True,
    ),
)
