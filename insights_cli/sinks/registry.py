"""All sinks, the most used first; `codes` is no member but serves them."""

from insights_cli.errors import UsageError
from insights_cli.sinks import SinkKind
from insights_cli.sinks.file import FILE
from insights_cli.sinks.http import HTTP
from insights_cli.sinks.memory import MEMORY

SINKS: tuple[SinkKind, ...] = (HTTP, FILE, MEMORY)


def kind_of(target: str) -> SinkKind:
    """The sink that opens *target* by its scheme; raises UsageError when there is none."""
    scheme = target.partition(":")[0].lower()
    for kind in SINKS:
        if scheme in kind.schemes:
            return kind
    raise UsageError("UP001", f"{target[:80]!r} is no place to forward to", fix="use http://, https:// or file:PATH")
