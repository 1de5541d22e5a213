"""A short name for a token that says nothing about it: tells two apart, on this machine only."""

import os
from collections.abc import Callable
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.safe_file import locked, read_safely, write_safely

Fingerprint = Callable[[Secret], str | None]


def fingerprint(token: Secret, key: bytes) -> str:
    """Eight hex digits as `7f3a-91c2`; the same token and *key* give the same, without the key nothing can be tried."""
    import hmac  # as costly here as in `Secret`, and needed only where there is a token

    digest = hmac.digest(key, token.reveal().encode(errors="surrogatepass"), "sha256").hex()
    return f"{digest[:4]}-{digest[4:8]}"


def fingerprints_of_this_machine(folder: Path) -> Fingerprint:
    """A function that gives fingerprints with the key kept in *folder*; None where no key can be kept."""
    keys: list[bytes | None] = []

    def one(token: Secret) -> str | None:
        if not keys:
            keys.append(_key(folder / "fingerprint.key"))
        return fingerprint(token, keys[0]) if keys[0] else None

    return one


def _key(path: Path) -> bytes | None:
    try:
        text = read_safely(path)
        if text is None:
            with locked(path):
                text = read_safely(path) or os.urandom(32).hex()
                write_safely(path, text)
        return text.strip().encode() or None
    except InsightsError:
        # A read-only home, as in containers: tokens work there, they only have no fingerprint.
        return None
