"""What a command line says about the catalog, as values."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenOptions:
    """Where the command line says that the token for a live catalog is; at most one of them."""

    file: str | None = None
    env: str | None = None
    command: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogOptions:
    """What the command line says about the catalog; *timeout_s* is for one question to a live one, None the default."""

    url: str | None = None
    entities: Sequence[str] = ()
    token: TokenOptions = TokenOptions()
    timeout_s: float | None = None
