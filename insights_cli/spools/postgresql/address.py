"""The address of a PostgreSQL spool: libpq's own, with a few words of ours in its query."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from insights_cli.errors import UsageError
from insights_cli.model.secret import Secret

SCHEMES = ("postgresql", "postgres")
_SCHEMA = "insights_schema"
_ALLOW_ASYNC = "insights_allow_async_commit"
_OURS = (_SCHEMA, _ALLOW_ASYNC)
_SECRET = ("password", "sslpassword")
# libpq waits for ever where nothing is said; these end it.
_DEFAULTS = {
    "connect_timeout": "5",
    "keepalives_idle": "10",
    "keepalives_interval": "5",
    "keepalives_count": "3",
    "tcp_user_timeout": "15000",
    "fallback_application_name": "insights",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Where the spool is: what libpq is given, and the schema in that database.

    *shown* is the address without passwords. *allows_async_commit* says that the operator knows that acknowledged
    events may be lost when PostgreSQL crashes.
    """

    conninfo: Secret
    shown: str
    schema: str
    allows_async_commit: bool

    def scrubbed(self, text: str) -> str:
        """*text*, such as a message of libpq, on one line and without the words that are secret."""
        for _, value in _secrets(self.conninfo.reveal()):
            text = text.replace(value, "***") if value else text
        return " ".join(text.split())


def parse_target(address: str) -> Target:
    """Take *address* apart; raises UsageError SP112."""
    try:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query))
    except ValueError as error:
        raise _not_understood(address) from error
    if parts.scheme not in SCHEMES or not address.partition(":")[2].startswith("//"):
        raise _not_understood(address)
    ours = {key: value for key, value in query if key.startswith("insights_")}
    if unknown := set(ours) - set(_OURS):
        raise UsageError("SP112", f"{min(unknown)} means nothing in an address", fix=f"there are: {', '.join(_OURS)}")
    theirs = [(key, value) for key, value in query if key not in ours]
    options = urlencode(_completed(theirs, parts.netloc), quote_via=quote)
    return Target(
        # An empty host, as for a socket, keeps its slashes only when they are written here.
        conninfo=Secret(f"{parts.scheme}://{parts.netloc}{parts.path}?{options}"),
        shown=shown(address),
        schema=_named(ours.get(_SCHEMA, "insights_spool")),
        allows_async_commit=ours.get(_ALLOW_ASYNC, "0") in ("1", "true", "yes"),
    )


def _completed(theirs: list[tuple[str, str]], netloc: str) -> list[tuple[str, str]]:
    given = dict(theirs)
    several = "," in netloc.rpartition("@")[2] or "," in given.get("host", "")
    defaults = {**_DEFAULTS, **({"target_session_attrs": "read-write"} if several else {})}
    return [*theirs, *((key, value) for key, value in defaults.items() if key not in given)]


def _named(schema: str) -> str:
    # PostgreSQL cuts names at 63 bytes, and a channel of the same name is listened to.
    if not schema.isidentifier() or not schema.isascii() or schema != schema.lower() or len(schema) > 50:
        raise UsageError("SP112", f"{schema!r} cannot be the name of a schema", fix=f"{_SCHEMA}=insights_spool")
    return schema


def shown(address: str) -> str:
    """*address* without passwords; something that is no address at all is not shown."""
    try:
        parts = urlsplit(address)
        query = parse_qsl(parts.query, keep_blank_values=True)
    except ValueError:
        return f"{SCHEMES[0]}://..."
    user, at, hosts = parts.netloc.rpartition("@")
    name, colon, _ = user.partition(":")
    query = [(key, "***" if key in _SECRET else value) for key, value in query]
    netloc = f"{name}{':***' if colon else ''}{at}{hosts}"
    return f"{parts.scheme}://{netloc}{parts.path}{'?' if query else ''}{urlencode(query, quote_via=quote, safe='/*,')}"


def _secrets(conninfo: str) -> list[tuple[str, str]]:
    parts = urlsplit(conninfo)
    user, _, _ = parts.netloc.rpartition("@")
    found = [("password", user.partition(":")[2])]
    found += [(key, value) for key, value in parse_qsl(parts.query) if key in _SECRET]
    return found


def _not_understood(address: str) -> UsageError:
    fix = "postgresql://user@host:5432/database (the password in PGPASSWORD or ~/.pgpass)"
    return UsageError("SP112", f"the address {shown(address)} is not understood", fix=fix)
