"""What a handshake says, in words."""

import ssl
from datetime import UTC, datetime

import pytest

from insights_cli.tokens.certificates import certificate_words, tls_failure
from insights_cli.tokens.trial import StepState

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
ISSUER = ((("countryName", "SE"),), (("organizationName", "Corp Root CA"),))


@pytest.mark.parametrize(
    ("until", "state", "words"),
    [
        ("Feb 20 12:00:00 2027 GMT", StepState.OK, "valid until 2027-02-20"),
        ("Dec  1 12:00:00 2026 GMT", StepState.WARN, "valid until 2026-12-01, which is soon"),
    ],
)
def test_a_certificate_is_described(until: str, state: StepState, words: str) -> None:
    """Protocol, issuer, last day; the last fortnight is a warning."""
    step = certificate_words({"issuer": ISSUER, "notAfter": until}, "TLSv1.3", "tls", NOW)
    assert (step.state, step.text) == (state, f"TLSv1.3, certificate by Corp Root CA, {words}")


def test_a_handshake_without_a_certificate_is_fine() -> None:
    """Nothing is invented."""
    assert certificate_words({}, "TLSv1.2", "tls", NOW).text == "TLSv1.2"


@pytest.mark.parametrize(
    ("error", "words", "retryable"),
    [
        (ssl.SSLError(1, "[SSL: WRONG_VERSION_NUMBER] wrong version number"), "does not speak TLS", False),
        (ssl.SSLError(1, "[SSL: TLSV1_ALERT_PROTOCOL_VERSION]"), "handshake failed", False),
        (ssl.SSLEOFError(8, "EOF"), "closed the connection", True),
        (ConnectionResetError(104, "reset"), "closed the connection", True),
        (ValueError("label too long"), "no name", False),
    ],
)
def test_a_failed_handshake_has_its_words(error: Exception, words: str, retryable: bool) -> None:
    """A wrong port, a refusal, a break and a bad name are told apart."""
    step = tls_failure("h.example", error, "tls").step
    assert (words in step.text, step.is_retryable, step.state) == (True, retryable, StepState.FAIL)
