"""Decide what a server is made of, and say what decided; nothing here touches the spool."""

from dataclasses import dataclass

from insights_cli.cli.choice.config import find_config
from insights_cli.cli.choice.event_source import source_of
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.serve.options import ServeOptions
from insights_cli.cli.serve.parts import (
    Leaving,
    Redaction,
    choose_auth,
    choose_hydrator,
    choose_origins,
    choose_redactor,
    choose_sink,
    probe_catalog,
)
from insights_cli.cli.serve.roster import RosterKeeper
from insights_cli.cli.serve.talk import Talk
from insights_cli.pipeline.hydrate import Hydrator
from insights_cli.server.auth import Authenticator
from insights_cli.server.origins import Origins


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """All that a server is made of but its spool."""

    leaving: Leaving
    authenticator: Authenticator
    redaction: Redaction
    hydrator: Hydrator | None
    keeper: RosterKeeper
    origins: Origins
    source: str


async def choose(options: ServeOptions, invocation: Invocation, talk: Talk) -> Choice:
    """Decide everything, telling *talk* what decided; raises InsightsError for what is wrong or not safe."""
    document = find_config(invocation, options.config)
    names = [source.name for source in document.sources] if document else []
    talk.check("configuration", ", ".join(names) or "none found", good=bool(names))
    leaving = choose_sink(options, invocation)
    if leaving.token_words:
        talk.check("token", leaving.token_words)
    authenticator = choose_auth(options, document)
    redaction = choose_redactor(options, invocation, document)
    talk.check("redaction", redaction.words)
    hydrator, catalog = choose_hydrator(options, invocation, document, redaction.describer)
    trouble = await authenticator.prepare()
    talk.check("auth", f"{authenticator.summary}{f': {trouble}' if trouble else ''}", good=not trouble)
    found = await probe_catalog(catalog)
    talk.check("catalog", found.words, good=found.good)
    keeper = RosterKeeper(
        catalog=catalog.catalog if catalog else None,
        redactor=redaction.redactor,
        events=redaction.events,
        hydrator=hydrator,
    )
    people = await keeper.read(answers=found.good)
    talk.check("roster", people.words, good=people.is_whole)
    talk.check("upstream", leaving.words, good=not leaving.is_dry)
    return Choice(
        leaving=leaving,
        authenticator=authenticator,
        redaction=redaction,
        hydrator=hydrator,
        keeper=keeper,
        origins=choose_origins(options, document),
        source=source_of(document),
    )
