"""Who may look: the key of this run, as a cookie of the page and, for what changes something, in a header too."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

from insights_cli.model.secret import Secret
from insights_cli.pipeline.refusal import RefusedError

KEY_HEADER = "x-insights-key"
_WHERE = "open the link that insights serve printed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What counts of a request; header names in lower case."""

    method: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """The key of one run of the server; the cookie carries the *port*, as cookies do not tell ports apart."""

    key: Secret
    port: int

    @property
    def cookie(self) -> str:
        """The name of the cookie."""
        return f"insights_inspector_{self.port}"

    def set_cookie(self) -> str:
        """The header that opens the session: not for scripts, not for other sites, gone with the browser."""
        return f"{self.cookie}={self.key.reveal()}; Path=/_insights; HttpOnly; SameSite=Strict"

    def is_key(self, given: str) -> bool:
        """Whether *given* is the key, compared in constant time."""
        return hmac.compare_digest(given.encode(errors="replace"), self.key.reveal().encode())

    def admit(self, asked: Asked) -> None:
        """Let a call of the API through or raise RefusedError; what changes something needs more than the cookie."""
        self._same_origin(asked.headers)
        header = asked.headers.get(KEY_HEADER, "")
        if not self.is_key(header or self._from_cookie(asked.headers.get("cookie", ""))):
            raise RefusedError("SV160", "the key of the inspector is missing or wrong", fix=_WHERE)
        if asked.method in ("GET", "HEAD"):
            return
        if not self.is_key(header):
            raise RefusedError("SV160", f"what changes something needs the key in the header {KEY_HEADER}", fix=_WHERE)
        if asked.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
            raise RefusedError("SV107", "the body must be application/json")

    def _same_origin(self, headers: Mapping[str, str]) -> None:
        """Pages of any other origin are refused, also those that may send events."""
        origin, host = headers.get("origin"), headers.get("host", "")
        if origin is not None and origin.partition("://")[2] != host:
            raise RefusedError("SV131", "only the inspector's own page may ask here")
        if headers.get("sec-fetch-site", "none") not in ("same-origin", "none"):
            raise RefusedError("SV131", "only the inspector's own page may ask here")

    def _from_cookie(self, text: str) -> str:
        try:
            found = SimpleCookie(text).get(self.cookie)
        except CookieError:
            return ""
        return found.value if found else ""
