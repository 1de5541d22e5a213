"""Where our own files are: the XDG folders, on macOS too, and `%APPDATA%` on Windows."""

from collections.abc import Mapping
from pathlib import Path

from insights_cli.cli.invocation import Invocation
from insights_cli.model.value import value


@value
class Paths:
    """The three folders of this program, and which variable decided each (empty: the default)."""

    config: Path
    state: Path
    cache: Path
    decided_by: Mapping[str, str]


def paths_of(environ: Mapping[str, str], *, platform: str) -> Paths:
    """Find the folders by *environ*; *platform* is `sys.platform`. Nothing is created."""
    found = {kind: _folder(environ, kind, platform) for kind in ("config", "state", "cache")}
    return Paths(
        config=found["config"][0],
        state=found["state"][0],
        cache=found["cache"][0],
        decided_by={kind: variable for kind, (_, variable) in found.items()},
    )


def own_paths(invocation: Invocation) -> Paths:
    """The folders of this run."""
    return paths_of(invocation.runtime.environ, platform=invocation.runtime.platform)


_DEFAULTS = {"config": ".config", "state": ".local/state", "cache": ".cache"}


def _folder(environ: Mapping[str, str], kind: str, platform: str) -> tuple[Path, str]:
    own, xdg = f"INSIGHTS_{kind.upper()}_DIR", f"XDG_{kind.upper()}_HOME"
    if environ.get(own):
        return Path(environ[own]), own
    if Path(environ.get(xdg, "")).is_absolute():
        return Path(environ[xdg], "insights"), xdg
    windows = "APPDATA" if kind == "config" else "LOCALAPPDATA"
    if platform == "win32" and environ.get(windows):
        return Path(environ[windows], "insights"), windows
    home = Path(environ["HOME"]) if environ.get("HOME") else Path.home()
    return home / _DEFAULTS[kind] / "insights", ""
