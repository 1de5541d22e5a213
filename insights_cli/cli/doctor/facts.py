"""The facts of the doctor, composed from the commands' own code: nothing is checked in two ways."""

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from insights_cli.catalogs import Catalog
from insights_cli.cli.choice.token import book, of_profile, read_candidate, resolve
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.token.plan import Plan
from insights_cli.doctor.facts import CatalogFacts, Reply, ServerFacts, SpoolFacts, TokenAnswer, TokenFacts
from insights_cli.doctor.world import Web
from insights_cli.errors import InsightsError
from insights_cli.model.json import JsonValue
from insights_cli.spools import SpoolStats, SpoolView
from insights_cli.tokens.sources import SourceKind
from insights_cli.tokens.trial import Level, Trial

_GAUGE = re.compile(rb"^(insights_spool_\w+)(?:\{[^}]*\})? ([0-9.e+-]+)$", re.MULTILINE)
_TEST_LIMIT_S = 10.0


def token_facts(invocation: Invocation, profile: str) -> TokenFacts:
    """What is known of the token offline; no store is opened, so nothing prompts."""
    found = resolve(invocation, profile=profile, token_file=None)
    if found.winner is None:
        return TokenFacts(source=None, fix=f"insights token set{of_profile(profile)}")
    is_stored = found.winner.kind is SourceKind.PROFILE
    record = book(invocation).find(profile) if is_stored else None
    failure = found.winner.failure
    return TokenFacts(
        source=found.winner.words,
        shadowed=tuple(each.words for each in found.shadowed),
        problem=failure.summary if failure else None,
        fix=failure.fix if failure else None,
        doubts=found.winner.doubts,
        expires_at=record.expires_at if record else None,
        created_at=record.created_at if record else None,
    )


def token_answer(invocation: Invocation, profile: str) -> TokenAnswer:
    """Test the token as `insights token test` does: with a request where a URL is configured, else up to TLS."""
    url = invocation.runtime.environ.get("INSIGHTS_UPSTREAM_URL")
    level = Level.AUTH if url else Level.CONNECT
    plan = Plan(level=level, url=url, method="GET", limit_s=_TEST_LIMIT_S, token_file=None)
    trial, _ = plan.run(invocation, profile)
    return _answer_of(trial)


def _answer_of(trial: Trial) -> TokenAnswer:
    failed = trial.failed
    if failed is not None:
        summary = f"{failed.name}: {failed.text}"
        return TokenAnswer(verdict=trial.verdict.value, summary=summary, fix=failed.fix)
    if trial.is_passed and trial.verdict.value == "unverified":
        summary = f"{trial.target} can be reached; the token was not sent (no INSIGHTS_UPSTREAM_URL)"
        return TokenAnswer(verdict="reachable", summary=summary)
    return TokenAnswer(verdict=trial.verdict.value, summary=f"the token was {trial.verdict.value} by {trial.target}")


def known_secrets(invocation: Invocation, profile: str) -> tuple[str, ...]:
    """The values that a support bundle must not hold, as far as they are at hand without a prompt."""
    found = resolve(invocation, profile=profile, token_file=None)
    candidates = [each for each in (found.winner, *found.shadowed) if each and each.value]
    return tuple(read_candidate(invocation, each, profile=profile).reveal() for each in candidates)


def catalog_facts(catalog: Catalog, words: str, *, elsewhere: Sequence[str] = ()) -> CatalogFacts:
    """Every entity of *catalog*; *elsewhere* are sources that it does not read."""
    # The event loop is loaded only where a catalog is read.
    import asyncio

    async def gather() -> CatalogFacts:
        try:
            entities = tuple([each async for each in catalog.entities()])
        finally:
            await catalog.close()
        found = tuple(catalog.diagnostics)
        unread = tuple(each.summary for each in found if each.code == "EN006")
        return CatalogFacts(source=words, entities=entities, diagnostics=found, elsewhere=(*elsewhere, *unread))

    return asyncio.run(gather())


def server_facts(url: str, web: Web) -> ServerFacts | None:
    """What a running `insights serve` says of itself; None where nothing, or something else, answers."""
    url = url.rstrip("/")
    try:
        health = web("GET", f"{url}/healthz", {})
    except InsightsError:
        return None
    said = _object(health)
    if "forwarding" not in said:
        return None
    events = said.get("events")
    counts: Mapping[str, JsonValue] = events if isinstance(events, Mapping) else {}
    gauges = {name.decode(): float(value) for name, value in _GAUGE.findall(web("GET", f"{url}/metrics", {}).body)}
    return ServerFacts(
        url=url,
        state=str(said.get("status")),
        reasons=tuple(str(said[key]) for key in ("trouble", "catalog_trouble") if said.get(key)),
        waiting=_whole(counts.get("waiting")),
        dead=_whole(counts.get("dead")),
        spool_bytes=int(gauges.get("insights_spool_bytes", 0.0)),
        oldest_age_s=gauges.get("insights_spool_oldest_age_seconds"),
        stalled_s=float(_whole(said.get("stalled_seconds"))),
    )


def spool_facts(invocation: Invocation) -> SpoolFacts | None:
    """What lies in the spool, seen from outside; None where there is none, or it is on another machine."""
    # The kinds of spool are loaded only where one is looked at.
    from insights_cli.cli.choice.spool import look, spool_at

    kind, address = spool_at(invocation, None)
    if not kind.is_path or not Path(address.partition(":")[2]).exists():
        return None

    async def question(view: SpoolView) -> SpoolStats:
        return await view.stats()

    stats, shown = look(invocation, None, question)
    return SpoolFacts(
        address=shown,
        waiting=stats.waiting + stats.claimed,
        dead=stats.dead,
        oldest_waiting_at=stats.oldest_waiting_at,
    )


def _object(reply: Reply) -> Mapping[str, JsonValue]:
    try:
        found = json.loads(reply.body)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _whole(value: JsonValue) -> int:
    return int(value) if isinstance(value, int | float) else 0
