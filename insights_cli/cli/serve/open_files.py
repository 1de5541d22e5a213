"""How many connections this process may hold."""

from contextlib import suppress
from dataclasses import replace

from insights_cli.server.guard import ConnectionLimits

_SPARE_FILES = 256
_WANTED_FILES = 8192


def connection_limits() -> ConnectionLimits:
    """As many connections as this process may have files open for, at most the default."""
    default = ConnectionLimits()
    try:
        import resource
    except ImportError:
        return default
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < _WANTED_FILES:
        wanted = _WANTED_FILES if hard == resource.RLIM_INFINITY else min(_WANTED_FILES, hard)
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return replace(default, most=max(16, min(default.most, soft - _SPARE_FILES)))
