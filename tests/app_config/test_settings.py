"""The keys of Insights, typed."""

import pytest

from insights_cli.app_config.settings import FilterTerm, read_settings
from insights_cli.errors import InsightsError
from tests.app_config.building import loaded

FULL = """\
app: {baseUrl: https://portal.example.org}
spotify: {apiToken: "${T}", licenseKey: abc}
backstageInsights:
  salt: pepper
  debug: false
  hostFilter: portal.example.org
  captureEntityFields: [spec.system]
  captureIdentityGroupsFilter: {spec.type: [team, tribe]}
  totalUsersEntityQueryFilter: {metadata.namespace: default}
"""


def test_every_key_arrives_typed() -> None:
    """Secrets are wrapped, filters become terms, absent keys are empty."""
    settings = read_settings(loaded(FULL, environment={"T": " secret "}))
    assert settings.api_token is not None
    assert settings.api_token.reveal() == "secret"
    assert settings.capture_entity_fields == ("spec.system",)
    assert settings.identity_groups_filter == (FilterTerm(key="spec.type", values=("team", "tribe")),)
    assert settings.total_users_filter == (FilterTerm(key="metadata.namespace", values=("default",)),)
    assert (settings.debug, settings.host_filter, settings.env_override) == (False, "portal.example.org", None)
    assert settings.experimental_flags == ()


def test_nothing_set_is_nothing() -> None:
    """An empty configuration gives empty settings."""
    assert read_settings(loaded("app: {}")).api_token is None


@pytest.mark.parametrize("text", ["salt: 12", "captureIdentityGroupsFilter: {a: 1}", "captureEntityFields: x"])
def test_a_wrong_type_is_refused_with_its_place(text: str) -> None:
    """The error says where the value stands."""
    with pytest.raises(InsightsError, match="IN019") as caught:
        read_settings(loaded(f"backstageInsights:\n  {text}"))
    assert caught.value.location is not None
    assert caught.value.location.line == 2
