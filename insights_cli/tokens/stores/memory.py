"""Tokens in memory, for tests and the demo: gone with the process."""

from insights_cli.model.secret import Secret
from insights_cli.tokens.stores import Readiness, StoreKind, StoreState, Surroundings


class MemoryStore:
    """A store that forgets."""

    def __init__(self) -> None:
        self._tokens: dict[str, Secret] = {}

    def probe(self, *, start: bool = False) -> StoreState:
        """Always usable."""
        return StoreState(readiness=Readiness.USABLE, detail="forgotten when this process ends")

    def read(self, profile: str) -> Secret | None:
        """The token kept under *profile*."""
        return self._tokens.get(profile)

    def write(self, profile: str, entry: Secret) -> None:
        """Keep *entry*."""
        self._tokens[profile] = entry

    def delete(self, profile: str) -> bool:
        """Forget it."""
        return self._tokens.pop(profile, None) is not None


def _open(_surroundings: Surroundings) -> MemoryStore:
    return MemoryStore()


STORE = StoreKind(name="memory", title="memory of this process", open=_open)
