"""The salt of the user hash: one for good, long, and out of git."""

from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject, at_key, at_value
from insights_cli.app_config.checks.credentials import is_stand_in
from insights_cli.app_config.deployments import SECTION, TOKEN, Deployment, Stage, dotted, is_literal, written
from insights_cli.model.diagnostic import Severity
from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.nodes import Node, Scalar, Source, descend
from insights_cli.yaml12.parse import parse_yaml

SALT: Final = (SECTION, "salt")
_SHORTEST = 16
_EXAMPLES = frozenset(("xyz", "salt", "pepper", "secret", "abc", "test", "my-salt", "mysalt", "some-salt", "somesalt"))


def _weak(deployment: Deployment, _subject: Subject) -> Iterator[Finding]:
    text = deployment.text(*SALT)
    node = deployment.document.find(SALT)
    if not text or node is None or is_stand_in(text):
        return
    if text.lower() in _EXAMPLES:
        yield at_value(node, SALT, "the salt is an example value")
    elif len(text) < _SHORTEST:
        yield at_value(node, SALT, f"the salt has {len(text)} characters; {_SHORTEST} random ones are the least")


def _in_git(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for source in deployment.document.sources:
        node = descend(source.tree, SALT)
        if not isinstance(node, Scalar) or not isinstance(node.value, str) or is_stand_in(node.value):
            continue
        if is_literal(node) and node.location.path in subject.project.tracked:
            summary = "the salt is written in plain text in a file that git tracks"
            yield Finding(summary=summary, at=node.location, key=dotted(SALT), identity=node.location.path)


def _peers(deployment: Deployment, subject: Subject) -> list[Deployment]:
    """The other deployments whose figures end in the same place: not local, not for tests, with the same token."""
    if not _counts(deployment, subject):
        return []
    token = _text(deployment, TOKEN)
    return [
        each
        for each in subject.deployments
        if each is not deployment and _counts(each, subject) and _text(each, TOKEN) == token
    ]


def _counts(deployment: Deployment, subject: Subject) -> bool:
    """Whether the deployment is one whose users are counted; a base under overlays runs nowhere by itself."""
    if deployment.stage in (Stage.LOCAL, Stage.STAGING):
        return False
    mine = {source.name for source in deployment.document.sources}
    others = ({source.name for source in each.document.sources} for each in subject.deployments)
    return not any(mine < theirs for theirs in others)


def _text(deployment: Deployment, path: tuple[str, ...]) -> str | None:
    """The value at *path* as written, so that two variables with unknown values can be compared by name."""
    node = deployment.document.find(path)
    return written(node) if node is not None else None


def _differs(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    mine = deployment.document.find(SALT)
    if mine is None:
        yield from _missing(deployment, subject)
        return
    for other in _peers(deployment, subject):
        theirs = other.document.find(SALT)
        # Two different files name each pair twice; the later place is the one to show.
        if theirs is None or mine.location == theirs.location or not _is_later(mine, theirs):
            continue
        if written(mine) != written(theirs):
            yield at_value(mine, SALT, f"the salt likely differs from the one at {theirs.location}")


def _missing(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    if not deployment.uses_insights:
        return
    for other in _peers(deployment, subject):
        theirs = other.document.find(SALT)
        if theirs is not None:
            yield at_key(deployment, SALT, f"{deployment.name} has no salt, {other.name} has one")
            return


def _is_later(mine: Node, theirs: Node) -> bool:
    return (mine.location.path, mine.start) > (theirs.location.path, theirs.start)


def _changed(deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for source in deployment.document.sources:
        before = subject.project.committed.get(source.name)
        new = descend(source.tree, SALT)
        old = _committed_salt(before) if before is not None else None
        # A variable may hold the very salt that the file held, so only two values in plain text can be compared.
        if old is None or new is None or not is_literal(new) or "${" in old.raw:
            continue
        if isinstance(old, Scalar) and isinstance(new, Scalar) and old.value != new.value:
            summary = "the salt differs from the one of the last commit: every user will likely count as a new one"
            yield Finding(summary=summary, at=new.location, key=dotted(SALT), identity=source.name)


def _committed_salt(source: Source) -> Node | None:
    try:
        return descend(parse_yaml(source).root, SALT)
    except YamlError:
        return None


_STABLE = (
    "The salt is hashed with the user's ref: another salt makes every user a new one, "
    "and old and new figures cannot be joined."
)

RULES: Final = (
    Rule(
        code="IN206",
        title="the salt is short or an example",
        severity=Severity.WARNING,
        why="A salt that can be guessed reassures nobody. It is no protection by itself, and it must not change "
        "after go-live.",
        fix="before go-live: salt: ${INSIGHTS_SALT}, with the output of: openssl rand -hex 32. After go-live: leave it",
        bad="backstageInsights:\n  salt: xyz\n",
        good="backstageInsights:\n  salt: ${INSIGHTS_SALT}\n",
        check=_weak,
    ),
    Rule(
        code="IN207",
        title="the salt is in git",
        severity=Severity.WARNING,
        why="Who has the salt and a list of users can recompute the hashes; git keeps it for good.",
        fix="before go-live: salt: ${INSIGHTS_SALT} with a new value. After go-live: move the same value into the "
        "variable",
        bad="# file: HEAD:app-config.yaml\nbackstageInsights:\n  salt: 7b0c1d9e2f3a4b5c6d7e\n",
        good="backstageInsights:\n  salt: ${INSIGHTS_SALT}\n",
        check=_in_git,
    ),
    Rule(
        code="IN306",
        title="the salt is not the same everywhere",
        severity=Severity.WARNING,
        why=_STABLE,
        fix="use one salt for all deployments that share a token: salt: ${INSIGHTS_SALT} in app-config.yaml",
        bad="# file: app-config.yaml\nspotify:\n  apiToken: ${TOKEN}\n# file: app-config.production.eu.yaml\n"
        "backstageInsights:\n  salt: ${SALT_EU}\n"
        "# file: app-config.production.us.yaml\nbackstageInsights:\n  salt: ${SALT_US}\n",
        good="# file: app-config.yaml\nspotify:\n  apiToken: ${TOKEN}\nbackstageInsights:\n  salt: ${SALT}\n"
        "# file: app-config.production.eu.yaml\napp:\n  title: Europe\n",
        check=_differs,
        likely=True,
    ),
    Rule(
        code="IN307",
        title="the salt was changed",
        severity=Severity.ERROR,
        why=_STABLE,
        fix="put the salt of the last commit back: git diff HEAD shows it",
        bad="# file: HEAD:app-config.yaml\nbackstageInsights:\n  salt: 5f1d8a2c7b3e9460\n"
        "# file: app-config.yaml\nbackstageInsights:\n  salt: 0c9b7e5d3f1a2846\n",
        good="# file: HEAD:app-config.yaml\nbackstageInsights:\n  salt: 5f1d8a2c7b3e9460\n"
        "# file: app-config.yaml\nbackstageInsights:\n  salt: 5f1d8a2c7b3e9460\n",
        check=_changed,
        likely=True,
    ),
)
