"""The rules, in the order of their codes."""

from insights_cli.app_config.checks import (
    Rule,
    captured_fields,
    credentials,
    debug,
    filters,
    hosts,
    migration,
    permissions,
    presence,
    salt,
    sign_in,
    storage,
    time_saved,
    types,
    unknown_keys,
    versions,
)

_MEMBERS = (
    types,
    presence,
    unknown_keys,
    credentials,
    salt,
    debug,
    hosts,
    storage,
    captured_fields,
    filters,
    sign_in,
    permissions,
    time_saved,
    migration,
    versions,
)
RULES: tuple[Rule, ...] = tuple(sorted((rule for each in _MEMBERS for rule in each.RULES), key=lambda rule: rule.code))
