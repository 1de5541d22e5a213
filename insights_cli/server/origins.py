"""Who may ask from a browser, and under which names this server is known; pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

_LOOPBACK = re.compile(r"localhost|[a-z0-9-]+\.localhost|127(?:\.[0-9]{1,3}){3}|\[::1\]|::1")
_NAME = re.compile(r"(\[[0-9a-f:.]+\]|[^:\[\]/?#@\s]+)(?::[0-9]*)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """The rules of one server.

    *allowed* are origins as in `backend.cors.origin`, where `*` stands for a part of a name; *hosts* are the names that
    Host may have beside those of this machine, None when any will do, as every request needs a token anyway.
    *any_loopback* lets every page that this machine serves send events.
    """

    allowed: Collection[str]
    hosts: Collection[str] | None = ()
    any_loopback: bool = True

    def knows_host(self, host: bytes | None) -> bool:
        """Whether a request with this Host header was really meant for this server."""
        if self.hosts is None:
            return True
        return host is not None and _knows_host(host, tuple(self.hosts))

    def allows(self, origin: bytes) -> bool:
        """Whether a page of *origin* may send events and read answers."""
        return _allows(origin, tuple(self.allowed), self.any_loopback)


def is_loopback(name: str) -> bool:
    """Whether *name* (a host name or an address) is this machine itself."""
    return _LOOPBACK.fullmatch(name.lower().rstrip(".")) is not None


def host_of(url: str) -> str | None:
    """The host name in *url*; None when there is none."""
    try:
        return urlsplit(url).hostname
    except ValueError:
        return None


def origin_of(url: str) -> str | None:
    """The origin of a page at *url*, as browsers send it; None when it has none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return None
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    is_usual = port is None or port == {"http": 80, "https": 443}[parts.scheme]
    return f"{parts.scheme}://{host}" if is_usual else f"{parts.scheme}://{host}:{port}"


@lru_cache(maxsize=256)
def _knows_host(host: bytes, names: Sequence[str]) -> bool:
    found = _NAME.fullmatch(host.decode("latin-1").lower())
    if found is None:
        return False
    name = found[1].rstrip(".")
    return is_loopback(name) or name in names


@lru_cache(maxsize=256)
def _allows(origin: bytes, allowed: Sequence[str], any_loopback: bool) -> bool:
    text = origin.decode("latin-1").lower()
    if any(_pattern(each).fullmatch(text) for each in allowed):
        return True
    host = host_of(text)
    return any_loopback and host is not None and is_loopback(host) and origin_of(text) == text


@lru_cache(maxsize=64)
def _pattern(allowed: str) -> "re.Pattern[str]":
    return re.compile("[^/]*".join(re.escape(part) for part in allowed.lower().rstrip("/").split("*")))
