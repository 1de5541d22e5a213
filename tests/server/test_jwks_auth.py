"""Sign-in tokens: who is known, who is verified, who is refused."""

import base64
import json
from collections.abc import Mapping
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from insights_cli.errors import InsightsError
from insights_cli.identity.keys import KeySet
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.jwks_auth import JwksAuthenticator
from tests.server.parts import run

START = 1_795_435_200.0
PRIVATE, OTHER = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())


def jwk(key: ec.EllipticCurvePrivateKey, kid: str) -> Mapping[str, Any]:
    """The public half."""
    return {**json.loads(jwt.algorithms.ECAlgorithm.to_jwk(key.public_key())), "kid": kid, "alg": "ES256"}


def bearer(
    key: ec.EllipticCurvePrivateKey = PRIVATE,
    kid: str = "k1",
    typ: str = "vnd.backstage.user",
    **claims: Any,
) -> bytes:
    """An Authorization header."""
    given = {"sub": "user:default/alice", "iat": START, "exp": START + 3600, "aud": "backstage", **claims}
    payload = {name: value for name, value in given.items() if value is not None}
    return b"Bearer " + jwt.encode(payload, key, algorithm="ES256", headers={"kid": kid, "typ": typ}).encode()


class World:
    """An authenticator with a clock and a backend that can be asked."""

    def __init__(self) -> None:
        self.now = START
        self.keys: tuple[Mapping[str, Any], ...] = (jwk(PRIVATE, "k1"),)
        self.fetches = 0
        self.is_down = False
        self.authenticator = JwksAuthenticator(self._fetch, source="here", clock=lambda: self.now)

    async def _fetch(self) -> KeySet:
        self.fetches += 1
        if self.is_down:
            raise InsightsError("ID005", "the keys could not be fetched")
        return KeySet(keys=self.keys, source="here")

    def user(self, header: bytes | None) -> str | None:
        """Who it is, or the code of the refusal."""
        known = self.authenticator.known(header)
        if known is not None:
            return known.user
        try:
            return run(self.authenticator.verify(header)).user
        except RefusedError as refused:
            return refused.code


def test_a_good_token_is_verified_once() -> None:
    """Then its header is known until it expires."""
    world, header = World(), bearer()
    assert (world.user(header), world.fetches) == ("user:default/alice", 1)
    assert world.authenticator.known(header) is not None
    world.now = START + 3600
    assert world.authenticator.known(header) is None
    assert world.user(header) == "SV121"


def test_long_tokens_are_known_without_being_kept() -> None:
    """What is remembered of one does not grow with it, and another that differs in a character is not known."""
    world, header = World(), bearer(ent=[f"group:default/team-{at}" for at in range(500)])
    world.user(header)
    assert world.authenticator.known(header) is not None
    assert world.authenticator.known(header[:-1] + bytes([header[-1] ^ 1])) is None
    assert [len(known) for known in world.authenticator._good] == [32]


REFUSED = {
    "none": (None, "SV120"),
    "basic": (b"Basic abc", "SV120"),
    "empty": (b"Bearer ", "SV120"),
    "no jwt": (b"Bearer abc", "SV121"),
    "not ascii": (b"Bearer \xff.\xff.\xff", "SV121"),
    "endless": (b"Bearer " + b"a" * 40_000, "SV121"),
    "forged": (bearer(OTHER), "SV121"),
    "foreign": (bearer(OTHER, kid="other"), "SV121"),
    "expired": (bearer(exp=START), "SV121"),
    "not yet": (bearer(nbf=START + 5), "SV121"),
    "no subject": (bearer(sub=None), "SV121"),
    "limited": (bearer(typ="vnd.backstage.limited-user"), "SV121"),
    "plugin": (bearer(typ="vnd.backstage.plugin", sub="catalog", aud="insights"), "SV122"),
    "unsigned": (
        b"Bearer " + base64.urlsafe_b64encode(b'{"alg":"none"}').rstrip(b"=") + b"." + bearer().split(b".")[1] + b".",
        "SV121",
    ),
}


@pytest.mark.parametrize(("header", "code"), REFUSED.values(), ids=REFUSED.keys())
def test_what_a_backend_refuses_is_refused(header: bytes | None, code: str) -> None:
    """With the rules of Backstage's own verifier."""
    assert World().user(header) == code


def test_a_new_key_is_fetched_when_a_token_needs_it() -> None:
    """A restarted backend has a new key; asking for it has a cool-down."""
    world = World()
    world.user(bearer())
    world.keys = (jwk(OTHER, "k2"),)
    assert world.user(bearer(OTHER, kid="k2")) == "SV121"
    world.now += 7
    assert world.user(bearer(OTHER, kid="k2")) == "user:default/alice"
    assert world.fetches == 2
    assert world.user(bearer(OTHER, kid="k3")) == "SV121"
    assert world.fetches == 2


def test_other_keys_forget_who_was_known() -> None:
    """A token whose key is gone must be looked at again."""
    world, header = World(), bearer()
    world.user(header)
    world.keys, world.now = (jwk(OTHER, "k2"),), world.now + 7
    world.user(bearer(OTHER, kid="k2"))
    assert world.authenticator.known(header) is None
    assert world.user(header) == "SV121"


def test_a_backend_that_is_away_is_said_at_the_start_and_is_no_refusal() -> None:
    """Senders may come back; what was known stays known."""
    world = World()
    world.is_down = True
    assert "could not be fetched" in run(world.authenticator.prepare())
    assert world.user(bearer()) == "SV123"
    world.is_down, world.now = False, world.now + 7
    assert world.user(bearer()) == "user:default/alice"
    world.is_down, world.now = True, world.now + 700
    assert world.user(bearer(sub="user:default/bob")) == "user:default/bob"


def test_forged_tokens_at_a_high_rate_are_cut_off_and_known_ones_are_not() -> None:
    """After a hundred refusals in a second nobody unknown is looked at until time passes."""
    world, good = World(), bearer()
    assert world.user(good) == "user:default/alice"
    codes = [world.user(bearer(OTHER, sub=f"user:default/x{at}")) for at in range(150)]
    assert (codes[0], codes[-1], world.fetches) == ("SV121", "SV150", 1)
    assert world.user(good) == "user:default/alice"
    world.now += 1
    assert world.user(bearer(sub="user:default/new")) == "user:default/new"
