"""Tokens in one file that only its owner can read, in plain text."""

from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.private_map import PrivateMap
from insights_cli.tokens.safe_file import problem_of
from insights_cli.tokens.stores import Readiness, StoreKind, StoreState, Surroundings

_SYNCED = ("Dropbox", "OneDrive", "iCloud", "Mobile Documents", "Google Drive", "Nextcloud")


class FileStore:
    """`credentials.json` in our own folder, mode 0600 in a folder of mode 0700."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "credentials.json"
        self._tokens = PrivateMap(self._path)

    def probe(self, *, start: bool = False) -> StoreState:
        """Usable unless what is there belongs to somebody else or is open to others."""
        if problem := problem_of(self._path):
            return StoreState(readiness=Readiness.UNSAFE, detail=problem)
        verb = "is" if self._path.exists() else "would be"
        return StoreState(
            readiness=Readiness.USABLE,
            detail=f"{self._path}, plain text, {verb} readable by you only{_exposure(self._path)}",
        )

    def read(self, profile: str) -> Secret | None:
        """The token kept under *profile*."""
        found = self._tokens.read().get(profile)
        return Secret(found) if isinstance(found, str) else None

    def write(self, profile: str, entry: Secret) -> None:
        """Keep *entry*."""
        try:
            entry.reveal().encode()
        except UnicodeEncodeError:
            # The error carries the text, and with it the token: it goes no further.
            raise InsightsError("TK103", "the token is not valid text", fix="copy it again from its origin") from None
        self._tokens.put(profile, entry.reveal())

    def delete(self, profile: str) -> bool:
        """Forget it."""
        return self._tokens.remove(profile)


def _exposure(path: Path) -> str:
    if any((parent / ".git").exists() for parent in path.parents):
        return "; it is inside a git work tree"
    if any(part.startswith(_SYNCED) for part in path.parts):
        return "; it is inside a synced folder"
    return ""


def _open(surroundings: Surroundings) -> FileStore:
    return FileStore(surroundings.folder)


STORE = StoreKind(name="file", title="a file only you can read, in plain text", open=_open)
