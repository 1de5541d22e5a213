"""Every rule survives every value at every key."""

import itertools
import json
from pathlib import Path

import pytest

from insights_cli.app_config.keys import OURS
from tests.conftest import Insights

VALUES = (
    "null",
    "true",
    "12",
    ".nan",
    "''",
    "a",
    "'${UNSET}'",
    "[]",
    "{}",
    "[null, 1, {a: b}, [c]]",
    "{a: null, b: [1]}",
)
BACKSTAGE = (
    "app",
    "app.baseUrl",
    "app.analytics.backstageInsights",
    "auth.providers",
    "auth.providers.guest",
    "auth.providers.guest.userEntityRef",
    "auth.providers.guest.dangerouslyAllowOutsideDevelopment",
    "auth.providers.github.production.signIn.resolvers",
    "backend.actions.pluginSources",
    "backend.auth.externalAccess",
    "backend.cors.origin",
    "backend.database.client",
    "backend.database.connection",
    "catalog",
    "catalog.locations",
    "catalog.providers",
    "catalog.providers.gitlab",
    "permission",
    "permission.enabled",
    "permission.permissionedPlugins",
    "proxy",
    "proxy.endpoints",
    "spotify",
    "backstageInsights",
)
KEYS = (*BACKSTAGE, *(".".join(map(str, path)) for path in OURS))


def nested(key: str, value: str) -> str:
    """A configuration in flow style with *value* at *key*, and Insights set up."""
    top, *below = key.split(".")
    text = value
    for step in reversed(below):
        text = f"{{{step}: {text}}}"
    others = {
        "spotify": "{apiToken: abc.def}",
        "backstageInsights": "{salt: abc}",
        "app": "{baseUrl: https://p.example.com}",
    }
    return "".join(f"{name}: {held}\n" for name, held in {**others, top: text}.items())


@pytest.mark.parametrize("key", KEYS)
def test_no_value_is_a_surprise(insights: Insights, tmp_path: Path, key: str) -> None:
    """Any value at *key* ends in an answer, lax or not, alone or over a production file."""
    for value, flags in itertools.product(VALUES, ((), ("--lax",))):
        (tmp_path / "app-config.yaml").write_text(nested(key, value))
        (tmp_path / "app-config.production.yaml").write_text(nested(key, "x"))
        result = insights("check-config", "--json", *flags)
        assert (result.code in (0, 1), value) == (True, value)
        for found in json.loads(result.out)["findings"]:
            assert found["location"]["line"] >= 1
