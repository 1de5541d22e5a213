"""The promise of a rule: a question with a stable code, asked of every way in which the files combine."""

from collections.abc import Callable, Iterator, Sequence

from insights_cli.app_config.deployments import Deployment, dotted
from insights_cli.model.diagnostic import Location, Severity
from insights_cli.model.value import value
from insights_cli.projects import Project
from insights_cli.yaml12.nodes import Node, Path, Source


@value
class Finding:
    """One place where a rule is broken; what is None comes from the rule.

    *identity* tells findings of one code and key apart in a baseline, and holds no secret.
    """

    summary: str
    at: Location
    key: str | None = None
    label: str | None = None
    fix: str | None = None
    severity: Severity | None = None
    notes: tuple[tuple[str, str], ...] = ()
    identity: str = ""


@value
class Subject:
    """All that rules look at: *deployments* with the one asked for first, and the *project* around them.

    *is_whole* where every overlay of the folder takes part, so that what is missing here is missing everywhere.
    """

    deployments: Sequence[Deployment]
    project: Project = Project()
    is_whole: bool = False

    @property
    def texts(self) -> dict[str, Source]:
        """Every text that a location may point into, by shown path."""
        sources = [source.text for each in self.deployments for source in each.document.sources if source.text]
        return {**self.project.texts, **{source.path: source for source in sources}}


@value
class Rule:
    """A rule and how to ask it.

    *check* is called once for each deployment and yields what it finds; findings that several deployments share are
    shown once. It may raise `CannotTell`, which is counted as not checked. *likely* marks a cause that is inferred from
    public texts, not documented; its findings say so. *good* and *bad* are examples: one file, `app-config.yaml`,
    or several, each after a line `# file: NAME`; `HEAD:NAME` is the file in the last commit.
    """

    code: str
    title: str
    severity: Severity
    why: str
    fix: str
    good: str
    bad: str
    check: Callable[[Deployment, Subject], Iterator[Finding]]
    likely: bool = False


def at_value(node: Node, path: Path, summary: str, *, label: str | None = None, fix: str | None = None) -> Finding:
    """A finding on a value."""
    return Finding(summary=summary, at=node.location, key=dotted(path), label=label, fix=fix)


def at_key(
    deployment: Deployment, path: Path, summary: str, *, label: str | None = None, fix: str | None = None
) -> Finding:
    """A finding on a key, or on the nearest key above it where it is not set."""
    return Finding(summary=summary, at=deployment.key_place(*path), key=dotted(path), label=label, fix=fix)
