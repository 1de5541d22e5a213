"""Tokens of chat bots are found by their three parts."""

import pytest

from insights_cli.redact.redactor import Redactor
from insights_cli.redact.span import SpanType

TOKEN = "MTA4Zk3Vb9Qw7Lm2Xc8Rt5Yp1" + ".GhTrQa." + "Zk3Vb9Qw7Lm2Xc8Rt5Yp1Hn6Gd4Js0FaBeCuDi"


@pytest.mark.parametrize("around", ["{}", "bot {} posts", "https://x.example.org/?t={}"])
def test_bot_tokens_are_found_wherever_they_stand(around: str) -> None:
    """One span, as a token of a chat."""
    value = around.format(TOKEN)
    (span,) = Redactor().spans("metadata.description", value)
    assert (value[span.start : span.end], span.type) == (TOKEN, SpanType.CHAT_TOKEN)


@pytest.mark.parametrize("value", [TOKEN[1:].lower(), TOKEN.replace(".", "-"), "x" + TOKEN, TOKEN[:50]])
def test_other_names_with_dots_are_none(value: str) -> None:
    """Another first letter, no dots, a longer word or a shorter last part."""
    assert Redactor().spans("metadata.description", value) == ()
