"""Tokens of a real auth backend are judged as that backend judges them."""

import json
from typing import Any

import pytest

from insights_cli.identity.claims import read_token
from tests.conftest import Insights
from tests.identity.tokens import encode
from tests.live.conftest import Backend

pytestmark = pytest.mark.live


def judge(insights: Insights, backend: Backend, token: str, *argv: str) -> Any:
    """What decode-token says of *token*, a second after it was issued."""
    issued = read_token(token).claims.get("iat")
    result = insights("decode-token", "--backstage", backend.url, "--json", "--at", str(issued), *argv, stdin=token)
    (found,) = json.loads(result.out)["tokens"]
    return found


def limited(token: str) -> str:
    """The limited user token that a backend makes of a user token."""
    source = read_token(token)
    header = {"typ": "vnd.backstage.limited-user", "alg": source.algorithm, "kid": source.key_id}
    claims = {name: source.claims[name] for name in ("sub", "iat", "exp")}
    compact = [encode(json.dumps(part, separators=(",", ":"))) for part in (header, claims)]
    return ".".join([*compact, str(source.claims["uip"])])


def test_a_fresh_token_is_verified_with_the_keys_of_its_backend(insights: Insights, backend: Backend) -> None:
    """The signature, the issuer and the default absence of ent are as documented."""
    found = judge(insights, backend, backend.token(sub="user:default/alice"))
    assert found["type"] == "user token"
    assert found["accepted_by_backend"] is True
    assert "ent" not in found["claims"]
    assert [check for check in found["checks"] if check["code"]] == []


def test_the_answer_of_a_sign_in_is_understood_as_it_is(insights: Insights, backend: Backend) -> None:
    """What the browser gets can be pasted whole."""
    answer = backend.sign_in(sub="user:default/alice").text
    result = insights("decode-token", "--require", "sub", stdin=answer)
    assert (result.code, "found" in result.out) == (0, True)
    assert "backstageIdentity.token" in result.out


@pytest.mark.parametrize(
    ("sub", "code"),
    [
        ("user:default/alice", None),
        ("user:jane", "ID205"),
        ("User:Default/Jane", "ID206"),
        ("group:default/x", "ID204"),
        ("auth0|123:abc", "ID203"),
        ("a:b:c", "ID203"),
        ("user:default/a b", "ID203"),
        ("user:default/bob@example.com", "ID203"),
    ],
)
def test_what_the_backend_issues_and_takes_is_still_told_apart(
    insights: Insights, backend: Backend, sub: str, code: str | None
) -> None:
    """A backend issues and takes nearly any sub; the verdict says which one is a user's ref."""
    token = backend.token(sub=sub)
    found = judge(insights, backend, token)
    assert backend.takes(token)
    assert found["accepted_by_backend"] is True
    assert code in [check["code"] for check in found["checks"] if check["about"] == "sub"]


@pytest.mark.parametrize("sub", ["jane", ""])
def test_what_the_backend_does_not_issue_is_no_ref(backend: Backend, sub: str) -> None:
    """The issuer refuses a sub that its parser refuses."""
    assert backend.sign_in(sub=sub).status_code >= 400


def test_the_guest_is_recognised(insights: Insights, backend: Backend) -> None:
    """The guest provider's default user is told as a warning."""
    found = judge(insights, backend, backend.guest())
    assert "ID207" in [check["code"] for check in found["checks"]]


def test_a_limited_token_has_a_good_signature_and_is_refused_as_bearer(insights: Insights, backend: Backend) -> None:
    """The proof in uip signs the limited token, which a backend does not take as a bearer."""
    token = limited(backend.token(sub="user:default/alice"))
    found = judge(insights, backend, token)
    assert found["signature"]["status"] == "verified"
    assert not backend.takes(token)
    assert found["accepted_by_backend"] is False


@pytest.mark.parametrize("part", [0, 1, 2])
def test_a_changed_token_is_refused_by_both(insights: Insights, backend: Backend, part: int) -> None:
    """Any changed part makes the token worthless."""
    parts = backend.token(sub="user:default/alice").split(".")
    header, claims = read_token(".".join(parts)).header, read_token(".".join(parts)).claims
    changed = (
        encode({**header, "kid": "another"}),
        encode({**claims, "sub": "user:default/eve"}),
        parts[2][:20] + ("A" if parts[2][20] != "A" else "B") + parts[2][21:],
    )
    token = ".".join(changed[index] if index == part else each for index, each in enumerate(parts))
    assert not backend.takes(token)
    assert judge(insights, backend, token)["accepted_by_backend"] is False


def test_the_app_s_address_is_explained(insights: Insights, backend: Backend) -> None:
    """A path without keys gives exit code 3 and the right advice."""
    token = backend.token(sub="user:default/alice")
    result = insights("decode-token", "--backstage", f"{backend.url}/portal", stdin=token)
    assert result.code == 3
    assert "backend.baseUrl" in result.err


@pytest.mark.parametrize(("sub", "exists"), [("user:default/alice", True), ("user:default/nobody", False)])
def test_the_real_catalog_knows_its_users(insights: Insights, backend: Backend, sub: str, exists: bool) -> None:
    """Whether sub exists is what the catalog says."""
    token = backend.token(sub=sub)
    argv = ("decode-token", "--catalog", backend.url, "--json", "--require", "catalog")
    result = insights(*argv, stdin=token, INSIGHTS_CATALOG_TOKEN=token)
    assert json.loads(result.out)["tokens"][0]["subject"]["exists"] is exists
    assert result.code == (0 if exists else 1)
