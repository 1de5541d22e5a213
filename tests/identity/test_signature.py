"""Signatures are verified with the key that a backend would choose, and with no other."""

import hmac
import json
from base64 import urlsafe_b64encode
from collections.abc import Sequence

import pytest

from insights_cli.identity.checks import Status
from insights_cli.identity.claims import read_token
from insights_cli.identity.keys import KeySet
from insights_cli.identity.signature import verify
from tests.identity.tokens import KID, USER, claims, encode, forge, key_set, public_jwk, sign

ALGORITHMS = ("ES256", "RS256", "PS384", "EdDSA")


def check(token: str, *jwks: dict[str, object]) -> tuple[Status, str | None, str]:
    """Verify *token* with *jwks*: status, code and words."""
    found = verify(read_token(token), KeySet(keys=tuple(jwks), source="keys.json"))  # type: ignore[arg-type]  # JSON values
    return found.status, found.code, found.summary


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_good_signature_is_verified(algorithm: str) -> None:
    """Each algorithm verifies with its own public key."""
    status, code, words = check(sign(claims(), algorithm=algorithm), public_jwk(algorithm))
    assert (status, code) == (Status.OK, None)
    assert words == f"verified: {algorithm} with kid {KID} from keys.json"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_changed_claims_fail(algorithm: str) -> None:
    """A token with another subject under the same signature fails."""
    header, _, signature = sign(claims(), algorithm=algorithm).split(".")
    tampered = f"{header}.{encode(claims(sub='user:default/eve'))}.{signature}"
    assert check(tampered, public_jwk(algorithm))[:2] == (Status.FAIL, "ID501")


@pytest.mark.parametrize("place", [0, 1, 40, 84])
def test_a_changed_signature_fails(place: int) -> None:
    """One other character in the signature is enough."""
    head, _, signature = sign(claims()).rpartition(".")
    other = "B" if signature[place] == "A" else "A"
    tampered = f"{head}.{signature[:place]}{other}{signature[place + 1 :]}"
    assert check(tampered, public_jwk("ES256"))[0] is Status.FAIL


@pytest.mark.parametrize("kept", [0, 1, 40, 85])
def test_a_cut_signature_fails_without_looking_for_keys(kept: int) -> None:
    """A signature that is too short is called cut off."""
    head, _, signature = sign(claims()).rpartition(".")
    assert check(f"{head}.{signature[:kept]}", public_jwk("ES256"))[:2] == (Status.FAIL, "ID507")


@pytest.mark.parametrize("name", ["none", "None", "NONE", "nOnE"])
def test_no_algorithm_is_refused(name: str) -> None:
    """A token that says it needs no signature is refused in every spelling."""
    for signature in ("", "A" * 86):
        assert check(forge({"typ": USER, "alg": name}, claims(), signature), public_jwk("ES256"))[1] == "ID502"


@pytest.mark.parametrize("jwk", [public_jwk("RS256"), public_jwk("ES256"), {"kty": "oct", "k": "c2VjcmV0", "kid": KID}])
def test_a_public_key_is_never_a_shared_secret(jwk: dict[str, object]) -> None:
    """HS256 with a public key, or with a secret in the key set, is refused."""
    signed = f"{encode({'typ': USER, 'alg': 'HS256', 'kid': KID})}.{encode(claims())}"
    secret = json.dumps(jwk).encode()
    signature = urlsafe_b64encode(hmac.digest(secret, signed.encode(), "sha256")).decode().rstrip("=")
    assert check(f"{signed}.{signature}", jwk)[:2] == (Status.FAIL, "ID503")


OTHER = public_jwk("ES256", "other")
CHOICES: dict[str, tuple[str, Sequence[dict[str, object]], str | None]] = {
    "no kid, one key": (sign(claims(), kid=...), (public_jwk("ES256"),), None),
    "no kid, one key of the kind": (sign(claims(), kid=...), (public_jwk("RS256"), public_jwk("ES256")), None),
    "no kid, two keys": (sign(claims(), kid=...), (public_jwk("ES256"), OTHER), "ID506"),
    "kid among many": (sign(claims()), (OTHER, public_jwk("ES256")), None),
    "same kid twice": (sign(claims()), (public_jwk("ES256"), public_jwk("ES256")), "ID506"),
    "unknown kid": (sign(claims()), (OTHER,), "ID505"),
    "no keys": (sign(claims()), (), "ID505"),
    "key for another algorithm": (sign(claims()), (public_jwk("ES256", alg="ES384"),), "ID505"),
    "key of another type": (sign(claims()), (public_jwk("RS256"),), "ID505"),
    "key without alg": (sign(claims()), (public_jwk("ES256", alg=None),), None),
    "key for signing": (sign(claims()), (public_jwk("ES256", use="sig"),), None),
    "key for encryption": (sign(claims()), (public_jwk("ES256", use="enc"),), "ID505"),
    "key that may verify": (sign(claims()), (public_jwk("ES256", key_ops=["verify"]),), None),
    "key that may only sign": (sign(claims()), (public_jwk("ES256", key_ops=["sign"]),), "ID505"),
    "another curve": (sign(claims()), (public_jwk("ES256", crv="P-384"),), "ID505"),
    "another person's key": (sign(claims(), name="other", kid=KID), (public_jwk("ES256"),), "ID501"),
    "broken key": (sign(claims()), (public_jwk("ES256", x="AAAA"),), "ID508"),
    "key without numbers": (sign(claims()), ({"kty": "EC", "kid": KID, "crv": "P-256"},), "ID508"),
    "small RSA key": (
        forge({"typ": USER, "alg": "RS256", "kid": KID}, claims(), "A" * 342),
        ({"kty": "RSA", "kid": KID, "n": "sXch" + "A" * 168, "e": "AQAB"},),
        "ID508",
    ),
}


@pytest.mark.parametrize(("token", "jwks", "code"), CHOICES.values(), ids=CHOICES)
def test_the_one_fitting_key_is_chosen(token: str, jwks: Sequence[dict[str, object]], code: str | None) -> None:
    """Exactly one key may fit by type, kid, algorithm, use, operations and curve."""
    status, found, words = check(token, *jwks)
    assert found == code
    assert status is (Status.FAIL if code else Status.OK)
    assert words.startswith("failed" if code else "verified")


def test_no_words_hold_the_token() -> None:
    """Neither the token nor its parts are in what is said of it."""
    token = sign(claims())
    for jwks in ((public_jwk("ES256"),), (OTHER,), ()):
        words = check(token, *jwks)[2]
        assert not any(part in words for part in token.split("."))
    assert key_set(OTHER)
