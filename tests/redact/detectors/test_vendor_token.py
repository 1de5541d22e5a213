"""Tokens of vendors are found by prefix, alphabet and length; examples in documentation are none."""

import pytest

from insights_cli.redact.redactor import Redactor
from insights_cli.redact.span import SpanType

LETTERS = "Zk3Vb9Qw7Lm2Xc8Rt5Yp1Hn6Gd4Js0FaBeCuDiEo"
HEX = "0123456789abcdef0f1e2d3c4b5a69788796a5b4"

FOUND = [
    ("ghp_" + LETTERS[:36], SpanType.VCS_TOKEN),
    ("github_pat_" + LETTERS[:22] + "_" + LETTERS + LETTERS[:19], SpanType.VCS_TOKEN),
    ("ghs_" + LETTERS * 13, SpanType.VCS_TOKEN),
    ("glpat-" + LETTERS[:20], SpanType.VCS_TOKEN),
    ("npm_" + LETTERS[:36], SpanType.VCS_TOKEN),
    ("xoxb-123456789012-1234567890123-" + LETTERS[:24], SpanType.CHAT_TOKEN),
    ("https://hooks.slack.com/services/T0AAAAAA1/B0BBBBBB2/" + LETTERS[:24], SpanType.CHAT_TOKEN),
    ("https://discord.com/api/webhooks/123456789012345678/" + LETTERS + LETTERS[:28], SpanType.CHAT_TOKEN),
    ("AKIA" + "IOSFODNN7Q2W3E4R"[:8] + "ABCDEFG2", SpanType.CLOUD_KEY),
    ("AIzaSy" + LETTERS[:33], SpanType.CLOUD_KEY),
    ("hvs." + LETTERS, SpanType.CLOUD_KEY),
    ("dop_v1_" + HEX + HEX[:24], SpanType.CLOUD_KEY),
    ("sk_live_" + LETTERS[:24], SpanType.CLOUD_KEY),
    ("sgp_" + HEX[:16] + "_" + HEX, SpanType.VCS_TOKEN),
    ("sqp_" + HEX, SpanType.VCS_TOKEN),
    ("GR1348941" + LETTERS[:20], SpanType.VCS_TOKEN),
    ("xai-" + LETTERS * 2, SpanType.CLOUD_KEY),
    ("HRKU-AA" + LETTERS + LETTERS[:18], SpanType.CLOUD_KEY),
    ("waka_01234567-89ab-4cde-8f01-23456789abcd", SpanType.CLOUD_KEY),
    ("mlsn." + HEX + HEX[:24], SpanType.CLOUD_KEY),
    ("shippo_live_" + HEX, SpanType.CLOUD_KEY),
]


@pytest.mark.parametrize(("token", "kind"), FOUND, ids=lambda value: str(value)[:12])
@pytest.mark.parametrize("around", ["{}", "uses {} for releases", "https://x.example.org/?t={}"])
def test_tokens_are_found_wherever_they_stand(token: str, kind: SpanType, around: str) -> None:
    """A vendor's token is one span of its type."""
    value = around.format(token)
    (span,) = Redactor().spans("metadata.description", value)
    assert (value[span.start : span.end], span.type) == (token, kind)


@pytest.mark.parametrize(
    "value",
    [
        "AKIAIOSFODNN7EXAMPLE",
        "ghp_" + "x" * 36,
        "ghp_short",
        "sha256:" + HEX,
        "glpat-<token>",
        "risk-engine-service-2024-stable",
    ],
)
def test_examples_and_names_are_no_tokens(value: str) -> None:
    """What stands in documentation, digests and names is left alone."""
    assert Redactor().spans("metadata.description", value) == ()
