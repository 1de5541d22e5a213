"""Who may look."""

import pytest

from insights_cli.model.secret import Secret
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.inspector.session import Asked, Session

KEY = "abc123"
HOST = "127.0.0.1:7331"
COOKIE = f"insights_inspector_7331={KEY}"
SESSION = Session(key=Secret(KEY), port=7331)
JSON = "application/json"


def _refusal(method: str, **headers: str) -> str | None:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        SESSION.admit(Asked(method=method, headers={"host": HOST, **named}))
    except RefusedError as refused:
        return refused.code
    return None


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"cookie": COOKIE}, None),
        ({"cookie": f"theme=dark; {COOKIE}; other=1"}, None),
        ({"x_insights_key": KEY}, None),
        ({"cookie": COOKIE, "origin": f"http://{HOST}", "sec_fetch_site": "same-origin"}, None),
        ({"cookie": COOKIE, "sec_fetch_site": "none"}, None),
        ({}, "SV160"),
        ({"cookie": "insights_inspector_7331=wrong"}, "SV160"),
        ({"cookie": "insights_inspector_7331="}, "SV160"),
        ({"cookie": f"insights_inspector_7332={KEY}"}, "SV160"),
        ({"cookie": "\x00;;;=,"}, "SV160"),
        ({"x_insights_key": "wrong", "cookie": COOKIE}, "SV160"),
        ({"x_insights_key": "\u00e9\ud800"}, "SV160"),
        ({"cookie": COOKIE, "origin": "http://127.0.0.1:3000"}, "SV131"),
        ({"cookie": COOKIE, "origin": "http://localhost:7331"}, "SV131"),
        ({"cookie": COOKIE, "origin": "https://evil.example.com"}, "SV131"),
        ({"cookie": COOKIE, "origin": "null"}, "SV131"),
        ({"cookie": COOKIE, "sec_fetch_site": "cross-site"}, "SV131"),
        ({"cookie": COOKIE, "sec_fetch_site": "same-site"}, "SV131"),
    ],
)
def test_reading_needs_the_key_and_our_own_page(headers: dict[str, str], code: str | None) -> None:
    """The key comes in the cookie or the header, and no page of another origin may use it."""
    assert _refusal("GET", **headers) == code


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"x_insights_key": KEY, "content_type": JSON}, None),
        ({"x_insights_key": KEY, "content_type": "Application/JSON; charset=utf-8"}, None),
        ({"cookie": COOKIE, "content_type": JSON}, "SV160"),
        ({"cookie": COOKIE, "x_insights_key": KEY, "content_type": "text/plain"}, "SV107"),
        ({"x_insights_key": KEY}, "SV107"),
        ({"x_insights_key": KEY, "content_type": "text/plain; a=application/json"}, "SV107"),
        ({"x_insights_key": KEY, "content_type": JSON, "origin": "http://localhost:3000"}, "SV131"),
    ],
)
def test_changing_needs_the_key_in_a_header_and_json(headers: dict[str, str], code: str | None) -> None:
    """A form or a beacon of another page can do neither."""
    assert _refusal("POST", **headers) == code


def test_the_cookie_is_for_the_page_alone() -> None:
    """Scripts do not see it, other sites do not send it, and it ends with the browser."""
    parts = SESSION.set_cookie().split("; ")
    assert parts == [COOKIE, "Path=/_insights", "HttpOnly", "SameSite=Strict"]
