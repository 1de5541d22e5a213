"""Tokens are taken or refused as the auth service of a real backend does it, to the second.

Needs Node and the packages of `tests/live/backend`, or INSIGHTS_LIVE_MODULES, the `node_modules` of another install.
"""

import hmac
import json
import os
import shutil
import subprocess
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from insights_cli.errors import InsightsError
from insights_cli.identity.checks import Question
from insights_cli.identity.claims import read_token
from insights_cli.identity.keys import KeySet
from insights_cli.identity.signature import verify
from insights_cli.identity.verdict import judge
from tests.identity.tokens import KID, NOW, encode, private_key, public_jwk

HERE = Path(__file__).parent
MODULES = Path(os.environ.get("INSIGHTS_LIVE_MODULES", HERE.parent / "live" / "backend" / "node_modules"))
MANY = settings(max_examples=1500, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(scope="module")
def service() -> Iterator["subprocess.Popen[str]"]:
    """Start Node once for all questions."""
    node = shutil.which("node")
    if not node or not (MODULES / "@backstage" / "backend-defaults").is_dir():
        pytest.skip("Node or the backend's packages are absent: npm ci --prefix tests/live/backend")
    argv = [node, str(HERE / "tokens.js"), str(MODULES.resolve())]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        yield process
        assert process.stdin
        process.stdin.close()


def sign_bytes(algorithm: str, signed: str) -> bytes:
    """Sign with the real key of *algorithm*, or with its public key as a shared secret."""
    from jwt.algorithms import get_default_algorithms

    if algorithm in ("ES256", "RS256", "EdDSA"):
        return get_default_algorithms()[algorithm].sign(signed.encode(), private_key(algorithm, KID))
    return (
        b"" if algorithm == "none" else hmac.digest(json.dumps(public_jwk("ES256")).encode(), signed.encode(), "sha256")
    )


def build(
    header: Mapping[str, object], claims: Mapping[str, object], *, signed_with: str, change: int, mark: str = ""
) -> str:
    """A token with any header over any claims after *mark*; *change* flips that character of the signature."""
    signed = f"{encode(header)}.{encode(mark + json.dumps(claims))}"
    signature = urlsafe_b64encode(sign_bytes(signed_with, signed)).decode().rstrip("=")
    if change < len(signature):
        signature = f"{signature[:change]}{'A' if signature[change] != 'A' else 'B'}{signature[change + 1 :]}"
    return f"{signed}.{signature}"


def mostly(usual: object, *others: object) -> st.SearchStrategy[Any]:
    """*usual* in half of the cases."""
    return st.just(usual) | st.sampled_from(others)


LATER, EARLIER = NOW + 100, NOW - 100
USERS = (
    "vnd.backstage.user",
    "vnd.backstage.plugin",
    "vnd.backstage.limited-user",
    "JWT",
    "VND.BACKSTAGE.USER",
    None,
    5,
)
ALGORITHMS = st.sampled_from(["ES256", "RS256", "EdDSA"])
HEADERS = st.fixed_dictionaries(
    {},
    optional={
        "typ": mostly(*USERS) | st.just("application/vnd.backstage.user"),
        "kid": mostly(KID, "other", None, 5, ""),
        "crit": st.sampled_from([["exp"], [], True, None]),
    },
)
CLAIMS = st.fixed_dictionaries(
    {"sub": mostly("user:default/alice", "catalog", "", None, 5, "a b", 0, [], "jane", "Catalog_1", "é")},
    optional={
        "iss": mostly("http://x/api/auth", 5),
        "aud": mostly("backstage", "events", ["backstage"], ["events", "x"], "", None, 5),
        "iat": mostly(EARLIER, LATER, NOW, None, "1", True, 1.5),
        "exp": mostly(LATER, EARLIER, NOW, NOW + 1, NOW + 0.5, None, "5", 0, True),
        "nbf": mostly(EARLIER, LATER, NOW, NOW + 1, None, "1"),
    },
)
WHOLE = {"sub": "user:default/alice", "aud": "backstage", "iat": EARLIER, "exp": LATER}
KEYS = st.lists(
    st.sampled_from(
        [
            *(public_jwk(name) for name in ("ES256", "RS256", "EdDSA")),
            public_jwk("ES256", "other"),
            public_jwk("ES256", use="enc"),
            public_jwk("ES256", alg="RS256"),
            public_jwk("RS256", alg="PS256"),
        ]
    ),
    max_size=3,
)


@MANY
@given(
    header=HEADERS,
    algorithm=ALGORITHMS,
    lies=st.none() | st.none() | st.sampled_from(["none", "HS256", "XX", "ES256", 5]),
    claims=CLAIMS | CLAIMS.map(lambda changes: {**WHOLE, **dict(list(changes.items())[1:])}),
    keys=KEYS | st.just([public_jwk(name) for name in ("ES256", "RS256", "EdDSA")]),
    change=st.just(10_000) | st.just(10_000) | st.integers(0, 80),
    mark=st.sampled_from(["", "", "", "\ufeff", " \n", "\u00a0", "x"]),
)
def test_a_token_is_taken_by_both_or_by_neither(
    service: "subprocess.Popen[str]",
    header: Any,
    algorithm: str,
    lies: Any,
    claims: Any,
    keys: Any,
    change: int,
    mark: str,
) -> None:
    """Every token gets the answer that the backend gives, whatever its header, claims, keys and signature."""
    signed_with = lies if lies in ("none", "HS256") else algorithm
    token = build({"alg": lies or algorithm, **header}, claims, signed_with=signed_with, change=change, mark=mark)
    assert _takes(token, keys) is _ask(service, token, keys)


@pytest.mark.parametrize("algorithm", ["ES256", "RS256", "EdDSA"])
def test_a_usual_token_is_taken_by_both(service: "subprocess.Popen[str]", algorithm: str) -> None:
    """The question is asked rightly: what a backend issues is taken."""
    header = {"typ": "vnd.backstage.user", "alg": algorithm, "kid": KID}
    token = build(header, WHOLE, signed_with=algorithm, change=10_000)
    keys = [public_jwk(algorithm)]
    assert _ask(service, token, keys)
    assert _takes(token, keys)


def _ask(service: "subprocess.Popen[str]", token: str, keys: list[dict[str, Any]]) -> bool:
    assert service.stdin
    assert service.stdout
    service.stdin.write(json.dumps([NOW, keys, token]) + "\n")
    service.stdin.flush()
    return bool(json.loads(service.stdout.readline()))


def _takes(token: str, keys: list[dict[str, Any]]) -> bool:
    try:
        read = read_token(token)
    except InsightsError:
        return False
    signature = verify(read, KeySet(keys=tuple(keys), source="keys"))
    accepted = judge(Question(token=read, at=datetime.fromtimestamp(NOW, UTC), signature=signature)).is_accepted
    assert accepted is not None
    return accepted
