"""The stores, the safest first."""

from insights_cli.tokens.stores import StoreKind, command, environment, file, keyring, memory

STORES: tuple[StoreKind, ...] = (keyring.STORE, file.STORE, command.STORE, environment.STORE, memory.STORE)
