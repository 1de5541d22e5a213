"""Sign-in settings that cannot give every person the ref of their own user entity."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.deployments import Deployment, Stage, dotted
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.nodes import Mapping, Path, Scalar

PROVIDERS: Final = ("auth", "providers")
GUEST: Final = (*PROVIDERS, "guest")
_WITHOUT_USER: Final = "dangerouslyAllowSignInWithoutUserInCatalog"
_OUTSIDE: Final = "dangerouslyAllowOutsideDevelopment"
_DEFAULT_GUEST: Final = "user:development/guest"


def _guest_allowed(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    node = deployment.document.find((*GUEST, _OUTSIDE))
    if node is None or deployment.stage is Stage.LOCAL or not deployment.uses_insights:
        return
    if deployment.is_true(*GUEST, _OUTSIDE):
        ref = deployment.text(*GUEST, "userEntityRef") or _DEFAULT_GUEST
        summary = f"guests may sign in outside development: all of them are {ref} ({deployment.name})"
        yield at_value(node, (*GUEST, _OUTSIDE), summary)


def _only_guest(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    providers = deployment.members(*PROVIDERS)
    if set(providers) != {"guest"} or deployment.stage is not Stage.PRODUCTION or not deployment.uses_insights:
        return
    if not deployment.is_true(*GUEST, _OUTSIDE):
        summary = f"guest is the only sign-in provider, and it works only in development ({deployment.name})"
        yield at_key(deployment, GUEST, summary)


def _resolvers(deployment: Deployment) -> Iterator[tuple[str, Path, Mapping]]:
    """Every resolver in the configuration: its provider, its path and its object."""
    for provider in deployment.members(*PROVIDERS):
        for path, node in deployment.document.walk((*PROVIDERS, provider)):
            if isinstance(node, Mapping) and len(path) > 1 and path[-2] == "resolvers":
                yield provider, path, node


def _without_user(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    if deployment.stage is Stage.LOCAL or not deployment.uses_insights:
        return
    for path, node in deployment.document.walk(PROVIDERS):
        if path[-1] == _WITHOUT_USER and isinstance(node, Scalar) and deployment.is_true(*path):
            summary = f"people without a user entity may sign in; their groups are likely empty ({deployment.name})"
            yield at_value(node, path, summary)


def _guest_ref(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    path = (*GUEST, "userEntityRef")
    text, node = deployment.text(*path), deployment.document.find(path)
    if not text or node is None:
        return
    from insights_cli.model.entity import grade_ref  # only few configurations name a guest

    flaws = grade_ref(text, expected_kind="user").flaws
    if not flaws and (text != text.lower() or not {":", "/"} <= set(text)):
        flaws = ("it is taken as it stands, and the catalog writes user:namespace/name in lower case",)
    if flaws:
        summary = f"{text!r} is not the full ref of a user: {'; '.join(flaws)}"
        yield at_value(node, path, summary, fix=f"userEntityRef: {_DEFAULT_GUEST}")


def _several_ways(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    if deployment.stage is Stage.LOCAL or not deployment.uses_insights:
        return
    ways: dict[str, tuple[str, Path, Mapping]] = {}
    for provider, path, node in _resolvers(deployment):
        name = node.members.get("resolver")
        if isinstance(name, Scalar) and isinstance(name.value, str):
            ways.setdefault(provider, (name.value, path, node))
    if len({name for name, _, _ in ways.values()}) < 2:
        return
    listed = ", ".join(f"{provider} by {name}" for provider, (name, _, _) in sorted(ways.items()))
    _, path, node = list(ways.values())[-1]
    place = node.members["resolver"].location
    yield Finding(summary=f"providers likely resolve one person differently: {listed}", at=place, key=dotted(path))


_BASE = "app:\n  baseUrl: https://portal.example.com\nspotify:\n  apiToken: ${TOKEN}\n"
_WHY = (
    "Insights counts by the user entity ref in the sign-in token; people who share a ref, or have none in the catalog, "
    "cannot be told apart."
)

RULES: Final = (
    Rule(
        code="IN321",
        title="guests may sign in outside development",
        severity=Severity.WARNING,
        why=_WHY,
        fix="remove dangerouslyAllowOutsideDevelopment, and configure a provider whose resolver finds the user entity",
        bad=f"{_BASE}auth:\n  providers:\n    guest:\n      dangerouslyAllowOutsideDevelopment: true\n",
        good=f"{_BASE}auth:\n  providers:\n    guest: {{}}\n    github:\n      production: {{}}\n",
        check=_guest_allowed,
    ),
    Rule(
        code="IN322",
        title="people without a user entity may sign in",
        severity=Severity.WARNING,
        why=_WHY,
        fix="remove dangerouslyAllowSignInWithoutUserInCatalog, and ingest the users into the catalog",
        bad=f"{_BASE}auth:\n  providers:\n    github:\n      production:\n        signIn:\n          resolvers:\n"
        "            - resolver: usernameMatchingUserEntityName\n"
        "              dangerouslyAllowSignInWithoutUserInCatalog: true\n",
        good=f"{_BASE}auth:\n  providers:\n    github:\n      production:\n        signIn:\n          resolvers:\n"
        "            - resolver: usernameMatchingUserEntityName\n",
        check=_without_user,
    ),
    Rule(
        code="IN323",
        title="the guest's ref is no user entity ref",
        severity=Severity.WARNING,
        why="The text becomes the subject of the sign-in token as it stands; anything but user:namespace/name is not "
        "found in the catalog.",
        fix=f"userEntityRef: {_DEFAULT_GUEST}",
        bad=f"{_BASE}auth:\n  providers:\n    guest:\n      userEntityRef: guest\n",
        good=f"{_BASE}auth:\n  providers:\n    guest:\n      userEntityRef: user:default/guest\n",
        check=_guest_ref,
    ),
    Rule(
        code="IN324",
        title="providers resolve people in different ways",
        severity=Severity.INFO,
        why="One person who signs in through two providers must get the same ref, else one person counts as two.",
        fix="use resolvers that end at the same user entity, and compare: insights decode-token",
        bad=f"{_BASE}auth:\n  providers:\n    github:\n      production:\n        signIn:\n          resolvers:\n"
        f"            - resolver: usernameMatchingUserEntityName\n"
        "    google:\n      production:\n        signIn:\n          resolvers:\n"
        "            - resolver: emailMatchingUserEntityProfileEmail\n",
        good=f"{_BASE}auth:\n  providers:\n    github:\n      production:\n        signIn:\n          resolvers:\n"
        f"            - resolver: usernameMatchingUserEntityName\n",
        check=_several_ways,
        likely=True,
    ),
    Rule(
        code="IN325",
        title="nobody can sign in outside development",
        severity=Severity.WARNING,
        why="The guest provider refuses to work unless NODE_ENV is development, so there is no user to count.",
        fix="configure a provider whose resolver finds the user entity, such as github or microsoft",
        bad=f"{_BASE}auth:\n  providers:\n    guest: {{}}\n",
        good=f"{_BASE}auth:\n  providers:\n    guest: {{}}\n    github:\n      production: {{}}\n",
        check=_only_guest,
    ),
)
