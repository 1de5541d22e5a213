"""Room kept on the disk, so that delivering and deleting still work when it is full."""

import os
from contextlib import suppress
from dataclasses import dataclass

_CHUNK = bytes(1 << 16)


@dataclass(slots=True)
class Reserve:
    """A file of *size* bytes beside the spool; given up when a write finds no room, taken again before an append."""

    path: str
    size: int
    held: bool = False
    _given_up: bool = False

    def hold(self) -> bool:
        """Take the room, if it is there; says whether it is held."""
        if not self.held:
            self.held = self._is_worth_trying() and self._written()
        return self.held

    def _is_worth_trying(self) -> bool:
        # Taking and giving it up again for every append would write it each time; so wait for more room than it needs.
        if not self._given_up:
            return True
        room = os.statvfs(os.path.dirname(self.path) or ".")
        return room.f_bavail * room.f_frsize >= self.size + self.size // 2

    def _written(self) -> bool:
        try:
            with open(self.path, "wb", buffering=0, opener=_private) as file:
                # Written, not seeked over: a hole reserves nothing.
                for _ in range(0, self.size, len(_CHUNK)):
                    if file.write(_CHUNK) < len(_CHUNK):
                        raise OSError(self.path)
        except OSError:
            self.release()
            return False
        return True

    def release(self) -> None:
        """Give the room up."""
        self._given_up = self._given_up or self.held
        self.held = False
        with suppress(OSError):
            os.unlink(self.path)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
