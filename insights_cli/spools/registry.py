"""The spools there are, the default first; `codes` is no member but explains what members raise."""

from insights_cli.spools import SpoolKind, memory

SPOOLS: tuple[SpoolKind, ...] = (memory.KIND,)
