"""Verify a signature with public keys, choosing the key as a backend does; needs PyJWT, so import it late."""

import warnings
from collections.abc import Mapping, Sequence

from cryptography.exceptions import UnsupportedAlgorithm
from jwt import PyJWK
from jwt.exceptions import InvalidKeyError, PyJWTError

from insights_cli.identity.checks import Show, Signature, Status
from insights_cli.identity.checks.signature import judge_form
from insights_cli.identity.claims import SignInToken, decode_part
from insights_cli.identity.keys import KeySet
from insights_cli.model.json import JsonValue

_KEY_TYPES = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}
_CURVES = {"ES256": "P-256", "ES384": "P-384", "ES512": "P-521"}
_PRIVATE = frozenset(("d", "p", "q", "dp", "dq", "qi", "oth"))
_SMALLEST_RSA_BITS = 2048


def verify(token: SignInToken, keys: KeySet, show: Show = str) -> Signature:
    """Check the signature of *token* with the one key of *keys* that fits it; never raises for what a token holds."""
    refused = judge_form(token)
    if refused is not None:
        return refused
    fitting = [key for key in keys.keys if _fits(key, token)]
    if len(fitting) != 1:
        return _judge_choice(token, keys, len(fitting), show)
    try:
        is_right = _verify_with(fitting[0], token)
    except (PyJWTError, UnsupportedAlgorithm, InvalidKeyError, ValueError, TypeError, KeyError) as error:
        words = f"failed: the key for it in {keys.source} cannot be used ({type(error).__name__})"
        return Signature(
            status=Status.FAIL, code="ID508", summary=words, fix="look at the key set; was it edited by hand?"
        )
    return _say(is_right, token, keys, show)


def _say(is_right: bool, token: SignInToken, keys: KeySet, show: Show) -> Signature:
    kid = f"kid {show(token.key_id)}" if token.key_id is not None else "the only key"
    if is_right:
        words = f"verified: {token.algorithm} with {kid} from {keys.source}"
        return Signature(status=Status.OK, summary=words)
    words = f"failed: {token.algorithm} with {kid} from {keys.source} does not match header and claims"
    return Signature(
        status=Status.FAIL,
        code="ID501",
        summary=words,
        fix="the token was changed or is incomplete: copy it again, and trust nothing in it",
    )


def _fits(key: Mapping[str, JsonValue], token: SignInToken) -> bool:
    algorithm = token.algorithm
    operations = key.get("key_ops")
    return (
        key.get("kty") == _KEY_TYPES[algorithm[:2]]
        and (token.key_id is None or key.get("kid") == token.key_id)
        and (not isinstance(key.get("alg"), str) or key.get("alg") == algorithm)
        and (not isinstance(key.get("use"), str) or key.get("use") == "sig")
        and (not isinstance(operations, list | tuple) or "verify" in operations)
        and (algorithm not in _CURVES or key.get("crv") == _CURVES[algorithm])
        and (algorithm != "EdDSA" or key.get("crv") in ("Ed25519", "Ed448"))
    )


def _judge_choice(token: SignInToken, keys: KeySet, fitting: int, show: Show) -> Signature:
    if fitting:
        words = f"failed: the token has no kid of its own, and {fitting} keys of {keys.source} fit"
        return Signature(status=Status.FAIL, code="ID506", summary=words, fix="issue the token with the kid of its key")
    same_id = [key for key in keys.keys if token.key_id is not None and key.get("kid") == token.key_id]
    if same_id:
        words = f"failed: the key with its kid in {keys.source} is for another algorithm than {token.algorithm}"
        return Signature(
            status=Status.FAIL, code="ID505", summary=words, fix="was the header changed? trust nothing in it"
        )
    kid = f"with kid {show(token.key_id)} " if token.key_id is not None else ""
    words = f"failed: no {token.algorithm} key {kid}in {keys.source} ({_count(keys.keys)})"
    fix = "another portal's token, or keys lost in a restart (in-memory database): sign in again"
    return Signature(status=Status.FAIL, code="ID505", summary=words, fix=fix)


def _count(keys: Sequence[object]) -> str:
    return "1 key" if len(keys) == 1 else f"{len(keys)} keys"


def _verify_with(key: Mapping[str, JsonValue], token: SignInToken) -> bool:
    public = {name: value for name, value in key.items() if name not in _PRIVATE}
    # PyJWT only warns about keys that a backend refuses.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        jwk = PyJWK.from_dict(public, algorithm=token.algorithm)
        if getattr(jwk.key, "key_size", _SMALLEST_RSA_BITS) < _SMALLEST_RSA_BITS and token.algorithm[:2] in (
            "RS",
            "PS",
        ):
            raise InvalidKeyError
        signed, _, signature = token.compact.reveal().rpartition(".")
        return bool(jwk.Algorithm.verify(signed.encode(), jwk.key, decode_part(signature)))
