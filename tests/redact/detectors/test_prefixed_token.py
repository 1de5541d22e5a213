"""Tokens of vendors that nobody listed are told from names by how their characters alternate."""

import pytest

from insights_cli.redact.redactor import Redactor
from insights_cli.redact.span import SpanType

BODY = "Zk3Vb9Qw7Lm2Xc8Rt5Yp1Hn6Gd4Js0Fa"
HEX = "0123456789abcdef0f1e2d3c4b5a6978"


@pytest.mark.parametrize(
    "token",
    [
        "acme_" + BODY,
        "acme_live_" + BODY,
        "ACME_" + BODY.upper(),
        "key-" + HEX,
        HEX + "-us12",
        "SK" + HEX,
        "API-" + BODY.upper()[:26],
        "s." + BODY[:24],
        "sha256~" + BODY + BODY[:11],
        "pat" + BODY[:14] + "." + HEX * 2,
    ],
)
@pytest.mark.parametrize("around", ["{}", "deploy with {} until Friday", '"{}"', "https://x.example.org/?t={}"])
def test_tokens_are_found_wherever_they_stand(token: str, around: str) -> None:
    """One span for the token and nothing around it."""
    value = around.format(token)
    (span,) = Redactor().spans("metadata.description", value)
    assert (value[span.start : span.end], span.type) == (token, SpanType.CLOUD_KEY)


@pytest.mark.parametrize(
    "value",
    [
        "resource_01HZX3K5V8N2Q7M4T6W9Y1B3D5",
        "app_kubernetesDeploymentControllerManager2",
        "price_1MoBy5LkdIwHu7ixZhnattbh",
        "sha512_" + HEX,
        "this.some_" + BODY,
        "monkey-" + HEX,
        HEX + "-use1",
        "MONGO_ATLAS_CLUSTER_M10_EU_WEST_1_PRODUCTION_2",
        "s.toLowerCaseLocale2Upper1",
    ],
)
def test_ids_and_names_are_none(value: str) -> None:
    """One kind of letters, camel case, a short body, a longer word before."""
    assert Redactor().spans("metadata.description", value) == ()
