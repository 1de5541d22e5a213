"""The spools there are, the default first."""

from insights_cli.spools import SpoolKind, memory

SPOOLS: tuple[SpoolKind, ...] = (memory.KIND,)
