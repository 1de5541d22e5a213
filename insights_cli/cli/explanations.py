"""Every explanation there is, gathered from the packages that own the codes."""

from importlib import import_module

from insights_cli.model.explanation import Explanation

OWNERS = (
    "insights_cli.app_config.codes",
    "insights_cli.app_config.load_errors",
    "insights_cli.catalogs.codes",
    "insights_cli.cli.codes",
    "insights_cli.demo.codes",
    "insights_cli.doctor.codes",
    "insights_cli.filters.codes",
    "insights_cli.identity.codes",
    "insights_cli.redact.codes",
    "insights_cli.server.codes",
    "insights_cli.sinks.codes",
    "insights_cli.spools.codes",
    "insights_cli.tokens.codes",
)


def every_explanation() -> tuple[Explanation, ...]:
    """All explanations, ordered by code."""
    found = [each for owner in OWNERS for each in import_module(owner).EXPLANATIONS]
    return tuple(sorted(found, key=lambda each: each.code))
