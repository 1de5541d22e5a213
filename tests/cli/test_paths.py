"""Our folders follow the variables people set."""

from pathlib import Path

import pytest

from insights_cli.cli.paths import paths_of


@pytest.mark.parametrize(
    ("environ", "platform", "config", "decided_by"),
    [
        ({"HOME": "/h"}, "linux", "/h/.config/insights", ""),
        ({"HOME": "/h"}, "darwin", "/h/.config/insights", ""),
        ({"HOME": "/h", "XDG_CONFIG_HOME": "/x"}, "linux", "/x/insights", "XDG_CONFIG_HOME"),
        ({"HOME": "/h", "XDG_CONFIG_HOME": "relative"}, "linux", "/h/.config/insights", ""),
        (
            {"HOME": "/h", "INSIGHTS_CONFIG_DIR": "/own", "XDG_CONFIG_HOME": "/x"},
            "linux",
            "/own",
            "INSIGHTS_CONFIG_DIR",
        ),
        ({"APPDATA": "/roaming"}, "win32", "/roaming/insights", "APPDATA"),
    ],
    ids=["default", "macos", "xdg", "xdg-relative", "own", "windows"],
)
def test_the_config_folder(environ: dict[str, str], platform: str, config: str, decided_by: str) -> None:
    """The most specific variable decides, and is named."""
    paths = paths_of(environ, platform=platform)
    assert (paths.config, paths.decided_by["config"]) == (Path(config), decided_by)
