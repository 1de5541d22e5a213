"""Which source of the token wins, and what it shadows; pure."""

from collections.abc import Iterable
from enum import StrEnum

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.model.value import value


class SourceKind(StrEnum):
    """Where a token can come from, the strongest first; the value is its name for people and programs."""

    TOKEN_FILE = "--token-file"
    INSIGHTS_TOKEN = "INSIGHTS_TOKEN"
    SPOTIFY_BACKSTAGE_API_TOKEN = "SPOTIFY_BACKSTAGE_API_TOKEN"
    TOKEN_FILE_VARIABLE = "INSIGHTS_TOKEN_FILE"
    APP_CONFIG = "app-config"
    PROFILE = "profile"


TOKEN_VARIABLES = (SourceKind.INSIGHTS_TOKEN, SourceKind.SPOTIFY_BACKSTAGE_API_TOKEN)


@value
class Candidate:
    """A source that is configured. *words* name it; *value* is None while a stored profile has not been read.

    *failure* says why it cannot be read: it still counts, since falling back to another token would surprise.
    *removed* and *doubts* are what cleaning said about the value.
    """

    kind: SourceKind
    words: str
    value: Secret | None = None
    failure: InsightsError | None = None
    removed: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@value
class Resolution:
    """The source that counts (None: nothing is configured) and those it hides, in order."""

    winner: Candidate | None
    shadowed: tuple[Candidate, ...] = ()


def decide(candidates: Iterable[Candidate]) -> Resolution:
    """Let the strongest candidate win; of the same kind, the first."""
    order = tuple(SourceKind)
    ranked = sorted(candidates, key=lambda each: order.index(each.kind))
    return Resolution(winner=ranked[0] if ranked else None, shadowed=tuple(ranked[1:]))
