"""Make sign-in tokens: signed with real keys, or put together by hand for what no library would write."""

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from functools import cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

NOW = 1_795_435_200
"""2026-11-23 12:00:00 UTC, when the in-memory runtime stands still."""

KID = "6f1c0c9e-1111-4222-8333-444455556666"
USER = "vnd.backstage.user"


@cache
def private_key(algorithm: str, name: str = KID) -> Any:
    """One key per algorithm and name, for all tests of a run."""
    match algorithm:
        case "ES256":
            return ec.generate_private_key(ec.SECP256R1())
        case "EdDSA":
            return ed25519.Ed25519PrivateKey.generate()
        case _:
            return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def public_jwk(algorithm: str, name: str = KID, **changes: object) -> dict[str, object]:
    """The public half as Backstage lists it."""
    makers: dict[str, Any] = {"ES256": ECAlgorithm, "EdDSA": OKPAlgorithm}
    public = private_key(algorithm, name).public_key()
    jwk = json.loads(makers.get(algorithm, RSAAlgorithm).to_jwk(public))
    jwk.pop("key_ops", None)
    return {**jwk, "kid": name, "alg": algorithm, **changes}


def key_set(*jwks: Mapping[str, object]) -> str:
    """A JSON Web Key Set."""
    return json.dumps({"keys": jwks})


def claims(**changes: object) -> dict[str, object]:
    """The claims of a user token that is good for 42 more minutes; a claim set to `...` is left out."""
    usual = {
        "iss": "http://localhost:7007/api/auth",
        "sub": "user:default/alice",
        "aud": "backstage",
        "iat": NOW - 1080,
        "exp": NOW + 2520,
    }
    return {name: value for name, value in {**usual, **changes}.items() if value is not ...}


def sign(content: Mapping[str, object], *, algorithm: str = "ES256", name: str = KID, **header: object) -> str:
    """Sign *content* for real; a header field set to `...` is left out."""
    fields = {"typ": USER, "kid": name, **header}
    chosen = {key: value for key, value in fields.items() if value is not ...}
    if "typ" not in chosen:
        chosen["typ"] = None
    return jwt.api_jws.PyJWS().encode(
        json.dumps(content).encode(), private_key(algorithm, name), algorithm=algorithm, headers=chosen
    )


def forge(header: object, content: object, signature: str = "A" * 86) -> str:
    """Put a token together without signing it; texts are taken as they are."""
    return f"{encode(header)}.{encode(content)}.{signature}"


def encode(value: object) -> str:
    """Base64url without padding, of JSON or of a text as it is."""
    text = value if isinstance(value, str) else json.dumps(value)
    return urlsafe_b64encode(text.encode("utf-8", "surrogatepass")).decode().rstrip("=")
