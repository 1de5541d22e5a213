"""Compose the server's parts from the flags, the environment and app-config; nothing here touches the spool."""

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import SystemRandom

from insights_cli.app_config.document import Document
from insights_cli.cli.choice.capture import choose_capture
from insights_cli.cli.choice.catalog import ChosenCatalog, choose_catalog
from insights_cli.cli.choice.catalog_options import CatalogOptions
from insights_cli.cli.choice.event_source import DEFAULT_APP
from insights_cli.cli.choice.redaction import choose_redaction
from insights_cli.cli.choice.token import no_token, profile_name, token_reader
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.serve.options import AuthMode, ServeOptions, parse_duration
from insights_cli.errors import InsightsError, UsageError
from insights_cli.identity.keys import issuer_of
from insights_cli.model.entity import EntityRef, InvalidEntityRef, parse_entity_ref
from insights_cli.model.secret import Secret
from insights_cli.pipeline.describer import Describer
from insights_cli.pipeline.faults import Fault, FaultySink, parse_faults
from insights_cli.pipeline.hydrate import Hydrator, HydratorSettings
from insights_cli.pipeline.privacy import EventRedactor
from insights_cli.redact.redactor import Redactor
from insights_cli.server.auth import Authenticator, Nobody
from insights_cli.server.origins import Origins, host_of, is_loopback, origin_of
from insights_cli.sinks import Sink, SinkSettings

_PROBE_S = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A part and, in words, what decided for it; *good* is False where the words are a warning."""

    words: str
    good: bool = True


def text_at(document: Document | None, key: str) -> str | None:
    """The text at *key* of the configuration; None when there is none."""
    value = document.get(key) if document else None
    return value if isinstance(value, str) and value else None


def _acting(text: str | None) -> str | None:
    """The whole ref of the user that `--as` names; raises UsageError."""
    if text is None:
        return None
    try:
        ref = parse_entity_ref(text, default_kind="user")
    except InvalidEntityRef:
        ref = None
    if ref is None or ref.kind.lower() != "user":
        raise UsageError("CL001", f"--as {text} is no user", fix="such as: --as user:default/jane")
    return str(ref)


def choose_auth(options: ServeOptions, document: Document | None) -> Authenticator:
    """Who may send; raises UsageError SV003 or InsightsError SV005 for what would not be safe or possible."""
    backend = text_at(document, "backend.baseUrl")
    if options.auth is AuthMode.NONE:
        if not is_loopback(options.host):
            raise UsageError(
                "SV003", f"--auth none is only for this machine, not for {options.host}", fix="--auth jwks"
            )
        return Nobody(_acting(options.as_user))
    if options.as_user:
        raise UsageError("CL001", "--as goes with --auth none only", fix="--auth none --as user:default/guest")
    if backend is None:
        fix = "set backend.baseUrl in app-config.yaml, or on this machine only: --auth none"
        raise InsightsError("SV005", "no backend is known whose keys could check sign-in tokens", fix=fix)
    from insights_cli.identity.key_fetch import fetch_keys
    from insights_cli.server.jwks_auth import JwksAuthenticator

    address = f"{issuer_of(backend)}/.well-known/jwks.json"
    return JwksAuthenticator(partial(asyncio.to_thread, fetch_keys, address), source=address, clock=time.time)


def choose_origins(options: ServeOptions, document: Document | None) -> Origins:
    """Which pages may send, and under which names we are known."""
    app, backend = text_at(document, "app.baseUrl"), text_at(document, "backend.baseUrl")
    configured = document.get("backend.cors.origin") if document else None
    listed = configured if isinstance(configured, list) else [configured]
    allowed = {text for text in (*listed, origin_of(app or DEFAULT_APP)) if isinstance(text, str)}
    names = {name for name in (host_of(app or ""), host_of(backend or ""), options.host.lower()) if name}
    here = is_loopback(options.host)
    return Origins(allowed=frozenset(allowed), hosts=frozenset(names) if here else None, any_loopback=here)


def choose_redactor(options: ServeOptions, invocation: Invocation, document: Document | None) -> "Redaction":
    """The redactor for events and for what the catalog tells, with the same key and memory."""
    chosen = choose_redaction(invocation, key_file=options.key_file)
    if chosen.failure is not None:
        raise chosen.failure
    assert chosen.pseudonymiser is not None  # A key is only left out where that is asked for, and nobody can here.
    capture = choose_capture(document, plugin_version=options.plugin_version, fields=())
    events = EventRedactor(chosen.redactor, chosen.pseudonymiser, keeps_search_terms=options.keep_search_terms)
    words = f"pseudonyms with the key of {chosen.key_words}; plugin {capture.version_words}"
    return Redaction(
        redactor=chosen.redactor, events=events, describer=Describer(capture.plan, chosen.redactor), words=words
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction:
    """What redacts events, what describes entities, and how in words; both use *redactor*."""

    redactor: Redactor
    events: EventRedactor
    describer: Describer
    words: str


def choose_hydrator(
    options: ServeOptions, invocation: Invocation, document: Document | None, describer: Describer
) -> tuple[Hydrator | None, ChosenCatalog | None]:
    """Who knows entities: the catalog that was named, else that of the project, else nobody."""
    backend = text_at(document, "backend.baseUrl")
    url = options.catalog or (
        backend if not options.entities and invocation.runtime.environ.get(_CATALOG_TOKEN) else None
    )
    given = CatalogOptions(url=url, entities=options.entities)
    try:
        chosen = choose_catalog(given, document, invocation)
    except InsightsError as failure:
        if failure.code != "EN001":
            raise
        return None, None
    timeout_s = parse_duration(options.hydrate_timeout, flag="--hydrate-timeout", default_s=1.0)
    settings = HydratorSettings(timeout_s=timeout_s)
    return Hydrator(chosen.catalog, describer, settings=settings, clock=time.monotonic), chosen


_CATALOG_TOKEN = "INSIGHTS_CATALOG_TOKEN"


async def probe_catalog(chosen: ChosenCatalog | None) -> Chosen:
    """Ask the catalog one question, to say at the start how it answers."""
    if chosen is None:
        return Chosen(words="none: events go without catalog data (--catalog URL, --entities PATH)", good=False)
    try:
        async with asyncio.timeout(_PROBE_S):
            await chosen.catalog.find([EntityRef(kind="user", name="guest")])
    except TimeoutError:
        return Chosen(words=f"{chosen.words}: no answer in {_PROBE_S:g} s; events do not wait for it", good=False)
    except InsightsError as failure:
        return Chosen(words=f"{chosen.words}: {failure.summary}; events go on without", good=False)
    return Chosen(words=chosen.words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Where events leave to: how to open it, its name, its words, and those of the token (None without one)."""

    open: Callable[[], Sink]
    target: str
    words: str
    token_words: str | None = None
    is_dry: bool = False


def choose_sink(options: ServeOptions, invocation: Invocation) -> Leaving:
    """Where events leave to; without a target nothing is sent, and that is said."""
    from insights_cli.sinks.registry import kind_of

    if options.upstream and options.sink:
        raise UsageError("CL001", "--upstream and --sink exclude each other", fix="choose one")
    target = options.upstream or options.sink or invocation.runtime.environ.get("INSIGHTS_UPSTREAM_URL") or None
    if options.dry_run or target is None:
        why = "as asked" if options.dry_run else "no --upstream was given"
        words = f"dry run, {why}: nothing is sent, events count as delivered"
        target, is_dry = "memory:", True
    else:
        words, is_dry = "", False
    kind = kind_of(target)
    settings, token_words = _sink_settings(options, invocation, target if kind.name == "http" else None)
    if kind.name == "file":
        target = f"file:{Path(invocation.cwd, target.removeprefix('file:'))}"
    name = "the dry run" if is_dry else origin_of(target) or target
    shown = words or name
    opens: Callable[[], Sink] = partial(kind.open, target, settings)
    if options.fault is not None:
        faults = parse_faults(options.fault)
        opens = partial(_open_faulty, opens, faults)
        shown = f"{shown}, failing on purpose: {options.fault}"
    return Leaving(open=opens, target=name, words=shown, token_words=token_words, is_dry=is_dry)


def _open_faulty(opens: Callable[[], Sink], faults: Sequence[Fault]) -> Sink:
    return FaultySink(opens(), faults, SystemRandom().random)


def _sink_settings(options: ServeOptions, invocation: Invocation, url: str | None) -> tuple[SinkSettings, str | None]:
    now = invocation.runtime.now
    if url is None:
        return SinkSettings(clock=now), None
    reader = token_reader(invocation, profile=options.profile, token_file=options.token_file)
    found = reader.read()
    if found is None and not is_loopback(host_of(url) or ""):
        raise no_token(profile_name(invocation, options.profile))

    async def token() -> Secret | None:
        current = await asyncio.to_thread(reader.read, fresh=True)
        return current.secret if current else None

    settings = SinkSettings(clock=now, token=token, ca_file=options.upstream_ca, certificate=options.upstream_cert)
    words = f"{found.source}, fingerprint {found.fingerprint}" if found else "none (the upstream is on this machine)"
    return settings, words
