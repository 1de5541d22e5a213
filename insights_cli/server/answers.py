"""What the server says: a status, header lines and a body; errors have one shape and a stable code."""

from collections.abc import Sequence
from functools import lru_cache

import msgspec

from insights_cli.errors import InsightsError
from insights_cli.pipeline.intake import Receipt
from insights_cli.pipeline.refusal import RefusedError, Rejection
from insights_cli.spools import SpoolFullError, SpoolUnavailableError

HeaderLines = Sequence[tuple[bytes, bytes]]

_STATUS = {
    "SV101": 400,
    "SV102": 400,
    "SV103": 413,
    "SV104": 413,
    "SV105": 413,
    "SV106": 413,
    "SV107": 415,
    "SV108": 415,
    "SV109": 400,
    "SV110": 400,
    "SV120": 401,
    "SV121": 401,
    "SV122": 403,
    "SV123": 503,
    "SV130": 403,
    "SV131": 403,
    "SV140": 404,
    "SV141": 405,
    "SV150": 429,
    "SV152": 503,
    "SV153": 503,
    "SV154": 408,
    "SV155": 431,
    "SV156": 400,
    "SV160": 401,
    "SV161": 404,
    "SV162": 400,
    "SV090": 400,
    "SV199": 500,
}
_RETRY_AFTER_S = {429: b"1", 503: b"5"}
# After these the rest of the request is not worth reading.
_CLOSING = frozenset({408, 413, 431})
_JSON = (b"content-type", b"application/json")
_CHALLENGE = (b"www-authenticate", b'Bearer realm="backstage"')


class Answer(msgspec.Struct, frozen=True):
    """One whole response, without `content-length`."""

    status: int
    headers: HeaderLines
    body: bytes


def taken(receipt: Receipt) -> Answer:
    """202 with what was accepted and rejected; 400 with all rejections when nothing was valid."""
    if not receipt.accepted and receipt.rejected:
        return _with_rejections(receipt.rejected)
    if not receipt.rejected:
        return _all_taken(receipt.accepted)
    body = {"accepted": receipt.accepted, "rejected": [_rejection(each) for each in receipt.rejected]}
    return Answer(202, (_JSON,), msgspec.json.encode(body))


@lru_cache(maxsize=1024)
def _all_taken(accepted: int) -> Answer:
    return Answer(202, (_JSON,), b'{"accepted":%d,"rejected":[]}' % accepted)


def refused(failure: InsightsError) -> Answer:
    """The error shape for *failure*."""
    full = isinstance(failure, SpoolFullError | SpoolUnavailableError)
    status = 503 if full else _STATUS.get(failure.code, 500)
    error: dict[str, object] = {"code": failure.code, "message": failure.summary}
    if failure.fix:
        error["fix"] = failure.fix
    if failure.location:
        error["column"] = failure.location.column
    if isinstance(failure, RefusedError) and failure.index is not None:
        error["index"] = failure.index
    return Answer(status, _error_headers(status), msgspec.json.encode({"error": error}))


def _with_rejections(rejected: Sequence[Rejection]) -> Answer:
    first = rejected[0]
    error = {"code": "SV110", "message": f"no event is valid; event {first.index}: {first.message}"}
    body = {"error": error, "accepted": 0, "rejected": [_rejection(each) for each in rejected]}
    return Answer(400, _error_headers(400), msgspec.json.encode(body))


def _rejection(found: Rejection) -> dict[str, object]:
    return {"index": found.index, "code": found.code, "message": found.message, "path": found.path}


def _error_headers(status: int) -> HeaderLines:
    headers = [_JSON]
    if status in _RETRY_AFTER_S:
        headers.append((b"retry-after", _RETRY_AFTER_S[status]))
    if status == 401:
        headers.append(_CHALLENGE)
    if status in _CLOSING:
        headers.append((b"connection", b"close"))
    return headers
