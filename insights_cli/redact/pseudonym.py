"""Keyed, stable stand-ins for users: the same person gets the same token for as long as the key lives.

A token is `user:default/p1-` and 26 lower-case base32 characters: the first 16 bytes of HMAC-SHA-256 over
`v1`, a NUL, the domain, a NUL and the text. `p1` says which key made it. It stays personal data for whoever holds the
key.
"""

import base64
import re
import unicodedata

from insights_cli.errors import InsightsError
from insights_cli.model.entity import DEFAULT_NAMESPACE, EntityRef
from insights_cli.redact.regex import regex

KEY_BYTES = 32
TOKEN = regex(r"(?:user:default/)?p[0-9]{1,3}-[a-z2-7]{26}(?![a-z0-9._-])", re.IGNORECASE)
# The end of a token, to see quickly that there is none.
TOKEN_TAIL = regex(r"-[A-Za-z2-7]{26}")
_HEX_KEY = regex(rb"(?:[0-9a-fA-F]{2}){32,}")
_KEY_ID = regex(r"p[0-9]{1,3}")
_KEPT_MOST = 16_384
# The key that stands in examples; nobody may rely on it.
SAMPLE_KEY = b"insights-sample-key-never-use-it"


class PseudonymKey:
    """At least 32 random bytes, and the id that every token made with them carries; never shows the bytes."""

    __slots__ = ("_secret", "id")

    def __init__(self, secret: bytes, *, key_id: str = "p1") -> None:
        problem = _problem(secret)
        if problem:
            raise InsightsError(
                "RD001",
                f"the pseudonym key cannot be used: {problem}",
                fix="make one: python -c 'import secrets; print(secrets.token_hex(32))'",
            )
        if not _KEY_ID.fullmatch(key_id):
            raise InsightsError(
                "RD002", f"the pseudonym key id {key_id!r} is not p and a number", fix="use p1, then p2 after a change"
            )
        self._secret = secret
        self.id = key_id

    def __repr__(self) -> str:
        return f"PseudonymKey(***, id={self.id!r})"

    def digest(self, message: bytes) -> bytes:
        """HMAC-SHA-256 of *message*."""
        import hmac  # OpenSSL's bindings cost milliseconds, and many a run makes no token

        return hmac.digest(self._secret, message, "sha256")


def parse_key(content: bytes, *, key_id: str = "p1") -> PseudonymKey:
    """Read a key as a file or a variable holds it: 64 or more hex digits, or else the bytes as they stand.

    White space around is no part of the key. Raises InsightsError RD001 for a key that is short, constant or published.
    """
    text = content.strip()
    return PseudonymKey(bytes.fromhex(text.decode()) if _HEX_KEY.fullmatch(text) else text, key_id=key_id)


def _problem(secret: bytes) -> str:
    if len(secret) < KEY_BYTES:
        return f"it has {len(secret)} bytes, {KEY_BYTES} are needed"
    if len(set(secret)) == 1:
        return "all its bytes are equal"
    return "it is a sample key that everybody knows" if secret == SAMPLE_KEY else ""


class Pseudonymiser:
    """Make tokens with one key; remembers the last ones, as the same people come again and again."""

    __slots__ = ("_key", "_made")

    def __init__(self, key: PseudonymKey) -> None:
        self._key = key
        self._made: dict[tuple[str, str], str] = {}

    @property
    def key_id(self) -> str:
        """The id of the key, as it stands in every token."""
        return self._key.id

    def user_ref(self, ref: str) -> str:
        """The token of a user *ref* in any spelling; a token is returned as it is."""
        return self._made.get(("user-ref", ref)) or self._make("user-ref", ref)

    def login(self, login: str) -> str:
        """The token of a *login* that belongs to no known ref; never equal to the token of a ref of the same name."""
        return self._made.get(("login", login)) or self._make("login", login)

    def _make(self, domain: str, text: str) -> str:
        if TOKEN.fullmatch(text):
            return text
        canonical = canonical_user_ref(text) if domain == "user-ref" else unicodedata.normalize("NFC", text).lower()
        digest = self._key.digest(f"v1\0{domain}\0{canonical}".encode(errors="surrogatepass"))
        token = f"user:default/{self._key.id}-{base64.b32encode(digest[:16]).decode().lower().rstrip('=')}"
        if len(self._made) >= _KEPT_MOST:
            self._made.clear()
        self._made[domain, text] = token
        return token


def canonical_user_ref(text: str, *, namespace: str = DEFAULT_NAMESPACE) -> str:
    """Spell a user ref the one way that counts: kind `user`, namespace filled in, NFC, lower case."""
    kind, found, rest = text.rpartition(":") if ":" in text.partition("/")[0] else ("user", "", text)
    place, slash, name = rest.partition("/")
    ref = EntityRef(
        kind=kind if found else "user", namespace=place if slash else namespace, name=name if slash else rest
    )
    return unicodedata.normalize("NFC", str(ref)).lower()


def is_token(text: str) -> bool:
    """Whether *text* is a pseudonym, by its shape."""
    return TOKEN.fullmatch(text) is not None
