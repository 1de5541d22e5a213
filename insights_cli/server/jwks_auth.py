"""Check sign-in tokens as a Backstage backend does, and remember which were good."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from hashlib import blake2b

from insights_cli.errors import InsightsError
from insights_cli.identity.checks import Question
from insights_cli.identity.checks.subject import subject_of
from insights_cli.identity.claims import SignInToken, TokenKind, read_token
from insights_cli.identity.keys import KeySet
from insights_cli.identity.moments import as_number
from insights_cli.identity.signature import verify
from insights_cli.identity.verdict import judge
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.server.auth import Sender

_MOST_KEPT = 10_000
_LONGEST_HEADER = 33_000
# A backend fetches its own keys again as seldom (jose's cool-down and the age of its cache).
_COOL_DOWN_S = 6.0
_MOST_AGE_S = 600.0
# A check of a forged token costs about 0.2 ms; so many a second leave room for those of real users.
_MOST_REFUSALS_A_SECOND = 100.0
_USERS = frozenset({TokenKind.USER, TokenKind.OLDER_USER})


class JwksAuthenticator:
    """Verifies bearer tokens with the keys that *fetch* gets; belongs to one event loop.

    Good tokens are known by a digest of their header, as they may be long, until they expire or the keys change;
    refusals are bounded by rate, so that forged tokens cannot keep the server from known senders.
    """

    def __init__(self, fetch: Callable[[], Awaitable[KeySet]], *, source: str, clock: Callable[[], float]) -> None:
        self._fetch = fetch
        self._clock = clock
        self._source = source
        self._keys: KeySet | None = None
        self._fetched_at = float("-inf")
        self._fetching: asyncio.Task[None] | None = None
        self._trouble: InsightsError | None = None
        self._good: OrderedDict[bytes, tuple[Sender, float]] = OrderedDict()
        self._allowance = _MOST_REFUSALS_A_SECOND
        self._allowed_at = clock()

    @property
    def summary(self) -> str:
        """Where the keys are from."""
        return f"sign-in tokens, keys of {self._source}"

    async def prepare(self) -> str:
        """Fetch the keys."""
        await self._refresh(0.0)
        return self._trouble.summary if self._trouble else ""

    def known(self, header: bytes | None) -> Sender | None:
        """Look it up."""
        if header is None:
            return None
        digest = _digest(header)
        found = self._good.get(digest)
        if found is None:
            return None
        if found[1] <= self._clock():
            del self._good[digest]
            return None
        return found[0]

    async def verify(self, header: bytes | None) -> Sender:
        """Check the token with all rules of a backend."""
        if header is None:
            raise RefusedError("SV120", "no sign-in token was sent", fix="send Authorization: Bearer TOKEN")
        self._spend(0.0)
        try:
            sender, expires_at = await self._check(header)
        except RefusedError as refused:
            if refused.code != "SV123":
                self._spend(1.0)
            raise
        self._good[_digest(header)] = (sender, expires_at)
        if len(self._good) > _MOST_KEPT:
            self._good.popitem(last=False)
        return sender

    async def _check(self, header: bytes) -> tuple[Sender, float]:
        token = _read(header)
        keys = await self._keys_for(token)
        at = datetime.fromtimestamp(self._clock(), UTC)
        verdict = judge(Question(token=token, at=at, signature=verify(token, keys)))
        if verdict.is_accepted is not True:
            why = verdict.refusals[0].summary if verdict.refusals else "its signature cannot be checked"
            raise RefusedError("SV121", f"the sign-in token is not accepted: {why}", fix="sign in again")
        subject = subject_of(token)
        if token.kind not in _USERS or not isinstance(subject, str):
            raise RefusedError("SV122", "the token belongs to no user", fix="send the token of a signed-in user")
        return Sender(subject), as_number(token.claims.get("exp")) or 0.0

    async def _keys_for(self, token: SignInToken) -> KeySet:
        await self._refresh(_MOST_AGE_S)
        if self._keys is not None and not any(key.get("kid") == token.key_id for key in self._keys.keys):
            await self._refresh(_COOL_DOWN_S)
        if self._keys is None:
            cause = self._trouble.summary if self._trouble else "no keys"
            raise RefusedError("SV123", f"tokens cannot be checked now: {cause}")
        return self._keys

    async def _refresh(self, age_s: float) -> None:
        """Fetch the keys unless they are younger than *age_s*; all who need them wait for the same fetch."""
        too_young_s = age_s if self._keys is not None else min(age_s, _COOL_DOWN_S)
        if self._clock() - self._fetched_at < too_young_s:
            return
        if self._fetching is None or self._fetching.done():
            self._fetching = asyncio.ensure_future(self._fetch_once())
        await asyncio.shield(self._fetching)

    async def _fetch_once(self) -> None:
        try:
            keys = await self._fetch()
        except InsightsError as failure:
            self._trouble = failure
        else:
            self._trouble = None
            if self._keys is not None and keys.keys != self._keys.keys:
                self._good.clear()
            self._keys = keys
        self._fetched_at = self._clock()

    def _spend(self, refusals: float) -> None:
        now = self._clock()
        earned = (now - self._allowed_at) * _MOST_REFUSALS_A_SECOND
        self._allowance = min(_MOST_REFUSALS_A_SECOND, self._allowance + max(earned, 0.0)) - refusals
        self._allowed_at = now
        if self._allowance < 0:
            raise RefusedError("SV150", "too many tokens were refused in the last second")


def _digest(header: bytes) -> bytes:
    return blake2b(header, digest_size=32).digest()


def _read(header: bytes) -> SignInToken:
    scheme, _, compact = header.partition(b" ")
    if scheme.lower() != b"bearer" or not compact.strip():
        raise RefusedError(
            "SV120", "the Authorization header holds no bearer token", fix="send Authorization: Bearer TOKEN"
        )
    if len(header) > _LONGEST_HEADER:
        raise RefusedError("SV121", "the sign-in token is too long")
    try:
        return read_token(compact.strip().decode("ascii"))
    except (InsightsError, UnicodeDecodeError) as unreadable:
        raise RefusedError("SV121", "the sign-in token is no JSON Web Token", fix="sign in again") from unreadable
