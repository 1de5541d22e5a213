"""The ways in which a project's files combine where it runs, and reading their values without guessing."""

from collections.abc import Iterator
from enum import StrEnum
from functools import cached_property
from typing import Final

from insights_cli.app_config.document import Document
from insights_cli.app_config.placeholders import Origin, VariableState, VariableUse
from insights_cli.model.diagnostic import Location
from insights_cli.model.value import value
from insights_cli.yaml12.nodes import UNKNOWN, Mapping, Node, Path, Scalar, Sequence

SECTION: Final = "backstageInsights"
TOKEN: Final = ("spotify", "apiToken")
LICENSE: Final = ("spotify", "licenseKey")

_TRUE: Final = frozenset(("y", "yes", "true", "1", "on"))
BOOLEAN_TEXTS: Final = _TRUE | {"n", "no", "false", "0", "off"}
"""What Backstage's own reader takes for true or false, in lower case without white space around it."""

_PRODUCTION: Final = {"prod", "production"}
_LOCAL: Final = {"local", "dev", "development"}
_STAGING: Final = {"staging", "stage", "test", "testing", "qa", "uat", "int", "preview", "preprod", "e2e", "ci"}


_MOUNTED: Final = "comes from a file that is not on this machine"


class CannotTell(Exception):  # noqa: N818 - it says what a rule cannot do, not that something broke
    """A rule needs a fact that nobody knows; *reason* says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Stage(StrEnum):
    """Where a deployment runs, as its file names and its address tell."""

    PRODUCTION = "production"
    STAGING = "staging"
    LOCAL = "local"
    UNKNOWN = "unknown"


@value
class Deployment:
    """One way in which the files combine; *is_loaded* for the one asked for, or that Backstage loads by itself."""

    __slots__ = ("__dict__",)

    document: Document
    is_loaded: bool = True

    @property
    def name(self) -> str:
        """The files that take part, such as `app-config.yaml + app-config.production.yaml`."""
        return " + ".join(source.name for source in self.document.sources)

    @cached_property
    def stage(self) -> Stage:
        """Told by the file names, the most special first, then by the host of `app.baseUrl`."""
        words = {word for source in self.document.sources if source.file for word in _words(source.context)}
        for names, stage in ((_LOCAL, Stage.LOCAL), (_STAGING, Stage.STAGING), (_PRODUCTION, Stage.PRODUCTION)):
            if words & names:
                return stage
        host = self.base_host
        if host is None:
            return Stage.UNKNOWN
        return Stage.LOCAL if is_loopback(host) else Stage.PRODUCTION

    @cached_property
    def base_host(self) -> str | None:
        """The host of `app.baseUrl` in lower case; None when it is not set, not known or no URL."""
        value = self.document.get(("app", "baseUrl"))
        return host_of(value) if isinstance(value, str) else None

    @property
    def uses_insights(self) -> bool:
        """Whether anything of Insights is configured here, be it only a token."""
        return any(path in self.document for path in (TOKEN, (SECTION,))) or self.vanished(TOKEN)

    def vanished(self, path: Path) -> bool:
        """Whether a source sets *path* to a text that went away because a variable is unset."""
        return any(gone.path == path for _, gone in self.document.vanished)

    def node(self, *path: str | int) -> Node | None:
        """The effective value at *path*; None where nothing is set.

        Raises:
            CannotTell: the value depends on a variable that nobody set.
        """
        node = self.document.find(path)
        return None if node is None else known(node)

    def text(self, *path: str | int) -> str | None:
        """The effective text at *path*; None where nothing or something else is set. Raises as `node`."""
        node = self.node(*path)
        return node.value if isinstance(node, Scalar) and isinstance(node.value, str) else None

    def is_true(self, *path: str | int) -> bool:
        """Whether the value at *path* is read as true by Backstage's own reader. Raises as `node`."""
        node = self.node(*path)
        value = node.value if isinstance(node, Scalar) else None
        if isinstance(value, str):
            return value.strip().lower() in _TRUE
        return value is True or (value == 1 and not isinstance(value, bool))

    def items(self, *path: str | int) -> Iterator[tuple[Path, Scalar, str]]:
        """The texts in the list at *path*, each with its full path and its node; unknown ones are left out."""
        node = self.document.find(path)
        for index, item in enumerate(node.items if isinstance(node, Sequence) else ()):
            if isinstance(item, Scalar) and isinstance(item.value, str):
                yield (*path, index), item, item.value

    def members(self, *path: str | int) -> dict[str, Node]:
        """The keys and values of the object at *path*; empty where there is none."""
        node = self.document.find(path)
        return node.members if isinstance(node, Mapping) else {}

    def key_place(self, *path: str | int) -> Location:
        """Where the last key of *path* is written; if it is not set the nearest key above, at last the first file."""
        for length in range(len(path), 0, -1):
            place = self.document.key_location(path[:length])
            if place is not None:
                return place
        sources = [source for source in self.document.sources if source.file] or list(self.document.sources)
        return Location(path=sources[0].name if sources else "app-config.yaml")


def known(node: Node) -> Node:
    """The *node* itself.

    Raises:
        CannotTell: it depends on a variable that nobody set, or on a file that is not here.
    """
    if isinstance(node, Scalar) and node.value is UNKNOWN:
        names = [f"${{{name}}}" for name in unset_names(node)]
        raise CannotTell(f"depends on {', '.join(names)}, which is not set here" if names else _MOUNTED)
    return node


def variables_of(node: Node) -> tuple[VariableUse, ...]:
    """The variables that the text of *node* was made from."""
    origin = node.origin if isinstance(node, Scalar) else None
    return origin.variables if isinstance(origin, Origin) else ()


def unset_names(node: Node) -> list[str]:
    """The names of the variables that have no value in *node*."""
    return sorted({use.name for use in variables_of(node) if use.state is VariableState.UNSET})


def written(node: Node) -> str:
    """The text of *node* before substitution."""
    origin = node.origin if isinstance(node, Scalar) else None
    return origin.raw if isinstance(origin, Origin) else node.raw


def is_literal(node: Node) -> bool:
    """Whether the value of *node* itself stands in the file, be it only as a fallback."""
    origin = node.origin if isinstance(node, Scalar) else None
    if not isinstance(origin, Origin):
        return True
    if origin.directive is not None or not origin.variables:
        return not origin.directive
    return any(use.state is VariableState.DEFAULTED for use in origin.variables)


def host_of(url: str) -> str | None:
    """The host of the http address *url* in lower case; None where there is none."""
    scheme, _, rest = url.strip().partition("://")
    if scheme.lower() not in ("http", "https"):
        return None
    for end in "/?#":
        rest = rest.partition(end)[0]
    rest = rest.rpartition("@")[2].lower()
    return (rest.partition("]")[0] + "]" if rest.startswith("[") else rest.partition(":")[0]) or None


def is_loopback(host: str) -> bool:
    """Whether *host* is the machine itself."""
    return host in ("localhost", "[::1]") or host.endswith(".localhost") or host.startswith(("127.", "0."))


def _words(name: str) -> list[str]:
    return name.lower().replace("-", ".").replace("_", ".").split(".")


def dotted(path: Path) -> str:
    """The *path* as people say it: `a.b[1]`, keys with dots in quotes."""
    words = ""
    for step in path:
        if isinstance(step, int):
            words += f"[{step}]"
        elif step.replace("-", "_").isidentifier() or step.isalnum():
            words += f".{step}" if words else step
        else:
            words += f"['{step}']"
    return words
