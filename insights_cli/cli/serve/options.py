"""The flags of `insights serve`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from insights_cli.errors import UsageError


class AuthMode(StrEnum):
    """What `--auth` can say."""

    JWKS = "jwks"
    NONE = "none"


class ServeFormat(StrEnum):
    """What `--format` can say."""

    TEXT = "text"
    JSONL = "jsonl"


def _option(help_text: str, *names: str, metavar: str | None = None) -> object:
    return typer.Option(*names, metavar=metavar, help=help_text, show_default=False)


_Text = str | None

Host = Annotated[str, _option("Where to listen.  [default: 127.0.0.1]", metavar="ADDRESS")]
Port = Annotated[int, typer.Option(metavar="PORT", min=0, max=65535, help="Which port; 0 takes any free one.")]
Config = Annotated[
    list[str] | None, _option("app-config files, as backstage-cli takes them; repeatable.", metavar="FILE")
]
Upstream = Annotated[_Text, _option("Where events go.  [env: INSIGHTS_UPSTREAM_URL]", metavar="URL")]
SinkTarget = Annotated[
    _Text, _option("Where events go instead: file:PATH, one JSON object a line.", "--sink", metavar="TARGET")
]
DryRun = Annotated[bool, _option("Take events, show what would be sent, send nothing.", "--dry-run")]
Auth = Annotated[AuthMode | None, _option("Who may send.  [default: jwks where app-config names a backend]")]
As = Annotated[_Text, _option("With --auth none: the user that all events are from.", "--as", metavar="REF")]
SpoolMax = Annotated[
    _Text,
    _option(
        "How much may wait: 512MiB, 100000events, 7d (older ones become dead letters), or several with commas.  "
        "[default: 1GiB,5000000events]",
        metavar="LIMITS",
    ),
]
SpoolReplicas = Annotated[
    int | None,
    typer.Option(
        "--spool-replicas",
        metavar="NUMBER",
        min=1,
        max=5,
        help="On how many NATS servers each event is kept.  [default: as many as there are, at most 3]",
        show_default=False,
    ),
]
CatalogUrl = Annotated[_Text, _option("Ask the catalog of this backend.", "--catalog", metavar="URL")]
Entities = Annotated[list[str] | None, _option("Take entities from files instead; repeatable.", metavar="PATH")]
HydrateTimeout = Annotated[_Text, _option("How long an event waits for the catalog.  [default: 1s]", metavar="TIME")]
KeepSearchTerms = Annotated[bool, _option("Let search terms leave, after redaction.", "--keep-search-terms")]
Drain = Annotated[_Text, _option("How long to forward on after SIGTERM.  [default: 10s]", metavar="TIME")]
ReadyFile = Annotated[Path | None, _option("Write the address into FILE once it listens.", metavar="FILE")]
FormatName = Annotated[ServeFormat, _option("text, or jsonl: one object per event.  [default: text]", "--format")]
UpstreamCa = Annotated[Path | None, _option("Trust the authorities in FILE (PEM).", metavar="FILE")]
UpstreamCert = Annotated[Path | None, _option("Client certificate and key in FILE (PEM).", metavar="FILE")]
PluginVersion = Annotated[_Text, _option("Capture what this version of the plugin does.", metavar="VERSION")]
PseudonymKey = Annotated[_Text, _option("Read the pseudonym key from FILE.", "--key-file", metavar="FILE")]
NoInspector = Annotated[bool, _option("Serve no page for looking at events.", "--no-inspector")]
Expect = Annotated[
    list[str] | None, _option("End with 0 once an event matches EXPR; repeatable, all must.", metavar="EXPR")
]
ExpectNone = Annotated[
    list[str] | None,
    _option("End with 1 as soon as an event matches EXPR; repeatable.", "--expect-none", metavar="EXPR"),
]
Within = Annotated[_Text, _option("How long to wait for what is expected.  [default: 30s]", metavar="TIME")]
Faults = Annotated[_Text, _option("Fail on purpose, such as 503:10%,slow:2s:5%.", "--fault", metavar="LIST")]
Record = Annotated[Path | None, _option("Write accepted events to FILE, redacted, one JSON a line.", metavar="FILE")]
Open = Annotated[bool, _option("Open the inspector in a browser.", "--open")]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServeOptions:
    """What the command line says, as it stands."""

    host: str
    port: int
    config: tuple[str, ...]
    upstream: str | None
    sink: str | None
    dry_run: bool
    auth: AuthMode | None
    as_user: str | None
    spool: str | None
    spool_max: str | None
    spool_replicas: int | None
    catalog: str | None
    entities: tuple[str, ...]
    hydrate_timeout: str | None
    keep_search_terms: bool
    drain: str | None
    ready_file: Path | None
    shape: ServeFormat
    profile: str | None
    token_file: Path | None
    upstream_ca: Path | None
    upstream_cert: Path | None
    plugin_version: str | None
    key_file: str | None
    no_inspector: bool
    open_page: bool
    expect: tuple[str, ...] = ()
    expect_none: tuple[str, ...] = ()
    within: str | None = None
    fault: str | None = None
    record: Path | None = None


_LISTS = frozenset({"config", "entities", "expect", "expect_none"})


def options_of(given: Mapping[str, Any]) -> ServeOptions:
    """The options out of a command's parameters; repeatable ones become tuples."""
    named: dict[str, Any] = {name: value for name, value in given.items() if name != "ctx"}
    named.update({name: tuple(named[name] or ()) for name in _LISTS})
    return ServeOptions(**named)


def parse_duration(text: str | None, *, flag: str, default_s: float) -> float:
    """Read `1s`, `500ms`, `2m` or `10` as seconds; raises UsageError."""
    if text is None:
        return default_s
    found = re.fullmatch(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)\s*(ms|s|m)?", text.strip())
    if found is None:
        raise UsageError("CL001", f"{flag} {text!r} is no time", fix=f"such as {flag} 10s")
    return float(found[1]) * {"ms": 0.001, "m": 60.0}.get(found[2] or "s", 1.0)
