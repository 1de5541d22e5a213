"""What answers say about a token."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.tokens.answers import Answer, clock_step, judge, retry_after_s
from insights_cli.tokens.trial import StepState, Verdict

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


@given(st.integers(100, 999), st.binary(max_size=64), st.text(max_size=20), st.booleans())
def test_only_a_proven_refusal_rejects(status: int, body: bytes, kind: str, proven: bool) -> None:
    """Rejected is 401 or 403 of the service itself; accepted is 2xx; a new token is suggested for rejection alone."""
    verdict, step = judge(Answer(status=status, body=body, content_type=kind, is_proven=proven), NOW)
    assert (verdict is Verdict.REJECTED) is (status in (401, 403) and proven)
    assert verdict is not Verdict.ACCEPTED or 200 <= status < 300
    assert ("new token" in (step.fix or "")) is (verdict is Verdict.REJECTED)
    assert (step.state is StepState.OK) is (verdict is Verdict.ACCEPTED)


@pytest.mark.parametrize("body", [b"<!doctype HTML>", b"\n <html lang=en>", b"<!-- x --><HTML>", b"<head></head>"])
def test_a_page_is_recognised_without_its_type(body: bytes) -> None:
    """The first tag gives a page away."""
    assert Answer(status=200, body=body).is_page


@pytest.mark.parametrize("body", [b"", b"{}", b"<xml/>", b"html", b'{"a": "<html>"}'])
def test_other_bodies_are_no_pages(body: bytes) -> None:
    """JSON, XML and nothing are what a service answers."""
    assert not Answer(status=200, body=body).is_page


@given(st.text())
def test_any_header_text_is_survived(text: str) -> None:
    """Odd dates and waits are unknown, not errors."""
    answer = Answer(status=302, date=text, retry_after=text, location=text)
    assert clock_step(answer, NOW).name == "clock"
    assert (retry_after_s(answer, NOW) or 0) >= 0
    assert judge(answer, NOW)[0] is Verdict.UNVERIFIED


def test_a_redirect_names_the_host_only() -> None:
    """The path of a Location may hold anything."""
    _, step = judge(Answer(status=302, location="https://portal.example/x?secret=1"), NOW)
    assert ("portal.example" in step.text, "secret" in step.text) == (True, False)
