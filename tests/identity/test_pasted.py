"""A whole paste is understood, and the token that is meant is chosen."""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.identity.pasted import decode_text, read_paste
from tests.identity.tokens import NOW, claims, forge, sign

TOKEN = sign(claims())
OLD = sign(claims(iat=NOW - 9000))
FOREIGN = forge({"alg": "RS256", "typ": "JWT"}, {"sub": "00u1", "iss": "https://idp", "iat": NOW})
ANSWER = {
    "providerInfo": {"accessToken": FOREIGN, "idToken": FOREIGN},
    "backstageIdentity": {"token": TOKEN, "identity": {"userEntityRef": "user:default/alice"}},
}


def record(*entries: dict[str, object]) -> str:
    """A HAR recording."""
    return json.dumps({"log": {"version": "1.2", "entries": list(entries)}})


def request(token: str, name: str = "Authorization") -> dict[str, object]:
    """A recorded request with a token in a header."""
    return {"request": {"url": "http://x", "headers": [{"name": name, "value": f"Bearer {token}"}]}}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (json.dumps(ANSWER), "backstageIdentity.token"),
        (json.dumps({"token": TOKEN}), "token"),
        (json.dumps({"data": [{"deep": TOKEN}]}), "data.0.deep"),
        (json.dumps({"store": json.dumps(ANSWER)}), "store.backstageIdentity.token"),
        (f"\ufeff {json.dumps({'token': f'Bearer {TOKEN}'})}", "token"),
    ],
)
def test_json_gives_the_sign_in_token(text: str, place: str) -> None:
    """The sign-in token of an answer is preferred, and its path is told."""
    (found,) = read_paste(text).tokens
    assert (found.compact.reveal(), found.place) == (TOKEN, place)


def test_what_is_left_out_is_told_without_the_token() -> None:
    """Tokens beside the one that is meant are named by their path only."""
    paste = read_paste(json.dumps(ANSWER))
    assert paste.left_out == ("providerInfo.accessToken: another token", "providerInfo.idToken: another token")


@pytest.mark.parametrize(
    "entries",
    [
        (request(OLD), request(TOKEN), request(FOREIGN)),
        (request(TOKEN, "authorization"), request(OLD)),
        (request(OLD), {"response": {"content": {"text": json.dumps(ANSWER)}}}),
        ({"response": {"content": {"text": b64encode(json.dumps(ANSWER).encode()).decode(), "encoding": "base64"}}},),
    ],
)
def test_a_recording_gives_the_newest_backstage_token(entries: tuple[dict[str, object], ...]) -> None:
    """Of all tokens in a HAR the Backstage token that was issued last is taken."""
    (found,) = read_paste(record(*entries)).tokens
    assert found.compact.reveal() == TOKEN
    assert "recorded request" in found.place


@pytest.mark.parametrize(
    "entry",
    [
        {"request": {"url": f"http://x/cb?token={TOKEN}", "headers": []}},
        {"response": {"headers": [{"name": "Set-Cookie", "value": f"backstage-auth={TOKEN}; Path=/"}]}},
        {"_webSocketMessages": [{"type": "send", "data": json.dumps({"t": TOKEN})}]},
    ],
    ids=["address", "cookie that is set", "message"],
)
def test_a_recording_is_searched_elsewhere_when_no_usual_place_has_a_token(entry: dict[str, object]) -> None:
    """Addresses, answers' headers and messages are looked at, too."""
    (found,) = read_paste(record(entry)).tokens
    assert found.compact.reveal() == TOKEN


@pytest.mark.parametrize("mark", ["\u200b", "\u00ad", "\u2060", "\ufeff"])
def test_invisible_characters_do_not_cut_a_token(mark: str) -> None:
    """Chat programs put them into long words."""
    (found,) = read_paste(f"{TOKEN[:60]}{mark}{TOKEN[60:]}{mark}").tokens
    assert found.compact.reveal() == TOKEN


@pytest.mark.parametrize(
    "document", ["{}", "[]", '{"log": {"entries": [null, 5, {"request": 5}]}}', '{"a": 1', "[" * 99_999]
)
def test_documents_without_a_token_give_none(document: str) -> None:
    """No token is found where none is, however odd the document."""
    assert read_paste(document).tokens == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_shells_write_is_decoded(encoding: str) -> None:
    """UTF-8 with or without a mark and UTF-16 are read."""
    (found,) = read_paste(decode_text(f"Bearer {TOKEN}\n".encode(encoding))).tokens
    assert found.compact.reveal() == TOKEN


@given(st.binary())
def test_any_bytes_can_be_read(raw: bytes) -> None:
    """Arbitrary bytes never crash the reader."""
    read_paste(decode_text(raw))
