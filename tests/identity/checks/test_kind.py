"""A token is taken for what a backend takes it for, and a foreign one says what gave it away."""

from datetime import UTC, datetime
from typing import Any

import pytest

from insights_cli.identity.checks import Check, Question
from insights_cli.identity.checks.kind import CHECK
from insights_cli.identity.claims import read_token
from tests.identity.tokens import NOW, claims, forge


def checked(typ: object, **changes: object) -> Check:
    """What is said of a token with that header type."""
    header: dict[str, Any] = {"alg": "ES256", "kid": "k"} | ({} if typ is ... else {"typ": typ})
    token = read_token(forge(header, claims(**changes)))
    (found,) = CHECK(Question(token=token, at=datetime.fromtimestamp(NOW, UTC)))
    return found


FOREIGN: dict[str, tuple[object, dict[str, object], str]] = {
    "a list of the right audience": ("JWT", {"aud": ["backstage"]}, "aud is a list"),
    "a list of another audience": ("JWT", {"aud": ["portal"]}, 'typ "JWT", an issuer of its own'),
    "a list of several": ("JWT", {"aud": ["backstage", "portal"]}, 'typ "JWT", an issuer of its own'),
    "no issuer": ("JWT", {"aud": "portal", "iss": ...}, 'typ "JWT", no issuer'),
    "no type": (..., {"aud": "portal"}, "typ missing, an issuer of its own"),
    "an endless type": ("x" * 61, {"aud": "portal"}, "typ no short text, an issuer of its own"),
}


@pytest.mark.parametrize(("typ", "changes", "seen"), FOREIGN.values(), ids=FOREIGN)
def test_a_foreign_token_says_what_was_seen(typ: object, changes: dict[str, object], seen: str) -> None:
    """It is refused, likely the identity provider's own."""
    found = checked(typ, **changes)
    assert (found.code, found.refused) == ("ID101", True)
    assert [text[: len(seen)] for _, text in found.notes] == [seen]
