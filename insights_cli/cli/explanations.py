"""The explanations of codes, gathered from the packages that own them; only those that are wanted are loaded."""

from importlib import import_module

from insights_cli.model.explanation import Explanation

OWNERS = {
    "insights_cli.app_config.codes": "IN",
    "insights_cli.app_config.load_errors": "IN",
    "insights_cli.catalogs.codes": "EN",
    "insights_cli.cli.codes": "CL",
    "insights_cli.demo.codes": "DM",
    "insights_cli.doctor.codes": "DR",
    "insights_cli.filters.codes": "SV",
    "insights_cli.identity.codes": "ID",
    "insights_cli.redact.codes": "RD",
    "insights_cli.server.codes": "SV",
    "insights_cli.sinks.codes": "UP",
    "insights_cli.spools.codes": "SP",
    "insights_cli.tokens.codes": "TK",
}
"""The module that holds the explanations of each family of codes; a family may have two."""


def explanations_of(prefix: str) -> tuple[Explanation, ...]:
    """The explanations whose code begins with *prefix*, in upper case, ordered by code; other families stay unread."""
    owners = [owner for owner, family in OWNERS.items() if family.startswith(prefix[:2])]
    found = [each for owner in owners for each in import_module(owner).EXPLANATIONS if each.code.startswith(prefix)]
    return tuple(sorted(found, key=lambda each: each.code))


def every_explanation() -> tuple[Explanation, ...]:
    """All explanations, ordered by code."""
    return explanations_of("")
