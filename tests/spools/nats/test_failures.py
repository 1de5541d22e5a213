"""What JetStream's refusals mean."""

import pytest

from insights_cli.spools import SpoolAwayError, SpoolFullError
from insights_cli.spools.nats.failures import ApiError, translated


@pytest.mark.parametrize(
    ("error", "code", "kind"),
    [
        (ApiError(10077, 400, "maximum bytes exceeded"), "SP101", SpoolFullError),
        (ApiError(10077, 503, "maximum messages exceeded"), "SP101", SpoolFullError),
        (ApiError(10008, 503, "JetStream system temporarily unavailable"), "SP145", SpoolAwayError),
        (ApiError(10009, 503, "insufficient resources"), "SP145", SpoolAwayError),
        (ApiError(10076, 503, "JetStream not enabled"), "SP143", Exception),
        (ApiError(10039, 503, "JetStream not enabled for account"), "SP143", Exception),
        (ApiError(10052, 400, "invalid configuration"), "SP147", Exception),
    ],
)
def test_refusals_have_their_code(error: ApiError, code: str, kind: type[Exception]) -> None:
    """Full, away, without JetStream, and the rest with its cause."""
    found = translated(error, "nats://h:4222/insights")
    assert (found.code, isinstance(found, kind)) == (code, True)
    assert error.words in str(found.notes)
