"""The token in this process's environment, as CI systems and containers give it: read only."""

from collections.abc import Mapping

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.sources import TOKEN_VARIABLES, SourceKind
from insights_cli.tokens.stores import Readiness, StoreKind, StoreState, Surroundings
from insights_cli.tokens.token_file import read_token_file

_READ_ONLY_FIX = "set the variable where this process is started, or name another --store"


class EnvironmentStore:
    """One token for every profile, out of the first variable that is set."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def probe(self, *, start: bool = False) -> StoreState:
        """Which variables are set."""
        names = [name for name in (*TOKEN_VARIABLES, SourceKind.TOKEN_FILE_VARIABLE) if self._environ.get(name)]
        if not names:
            every = ", ".join((*TOKEN_VARIABLES, SourceKind.TOKEN_FILE_VARIABLE))
            return StoreState(readiness=Readiness.EMPTY, detail=f"not set: {every}")
        return StoreState(readiness=Readiness.READ_ONLY, detail=f"set: {', '.join(names)}")

    def read(self, profile: str) -> Secret | None:
        """The token of the environment."""
        for name in TOKEN_VARIABLES:
            if value := self._environ.get(name, "").strip():
                return Secret(value)
        path = self._environ.get(SourceKind.TOKEN_FILE_VARIABLE)
        return read_token_file(path, named_by=SourceKind.TOKEN_FILE_VARIABLE) if path else None

    def write(self, profile: str, entry: Secret) -> None:
        """Not possible: the environment belongs to whoever started this process."""
        raise InsightsError("TK208", f"the environment cannot keep the token of {profile!r}", fix=_READ_ONLY_FIX)

    def delete(self, profile: str) -> bool:
        """Not possible, as `write`."""
        raise InsightsError("TK208", f"the environment cannot forget the token of {profile!r}", fix=_READ_ONLY_FIX)


def _open(surroundings: Surroundings) -> EnvironmentStore:
    return EnvironmentStore(surroundings.environ)


STORE = StoreKind(name="environment", title="variables of this process", open=_open, is_writable=False)
