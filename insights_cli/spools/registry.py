"""The spools there are, the default first; `codes` is no member but explains what members raise."""

from insights_cli.spools import SpoolKind, memory, nats, postgresql, sqlite

SPOOLS: tuple[SpoolKind, ...] = (sqlite.KIND, memory.KIND, postgresql.KIND, nats.KIND)
