"""The address of a NATS spool: `nats://[user:password@]host[:port][,host...][/name][?option=value...]`."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote

from insights_cli.errors import UsageError
from insights_cli.model.secret import Secret

DEFAULT_NAME = "insights"
DEFAULT_LEASE_S = 30.0
_FORM = re.compile(r"(nats|tls)://(?:([^@/?]*)@)?([^@/?]+)(?:/([^?]*))?(?:\?(.*))?", re.DOTALL)
_HOST = re.compile(r"(\[[0-9A-Fa-f:.%]+\]|[A-Za-z0-9_.-]+)(?::(\d{1,5}))?")
# What may stand in the name of a stream and in a token of a subject.
_NAME = re.compile(r"[A-Za-z0-9_-]{1,32}")
_FILES = ("creds", "nkey", "ca", "cert", "key")
_OPTIONS = (*_FILES, "lease", "monitor")
_EXAMPLE = "nats://host1,host2,host3/insights?creds=FILE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where the spool is and how to be let in.

    *servers* are URLs without credentials; *name* begins the names of its streams and subjects; *lease_s* is how long
    the cluster waits for a process that fell silent before it gives what that one held to another; *monitors* are the
    HTTP addresses of the servers' monitoring, where their sync_interval can be read.
    """

    servers: tuple[str, ...]
    name: str = DEFAULT_NAME
    user: str | None = None
    password: Secret | None = None
    token: Secret | None = None
    files: dict[str, str] = field(default_factory=dict)
    is_tls: bool = False
    lease_s: float = DEFAULT_LEASE_S
    monitors: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """The address without anything secret."""
        hosts = ",".join(server.partition("://")[2] for server in self.servers)
        return f"{'tls' if self.is_tls else 'nats'}://{hosts}/{self.name}"


def parse_address(address: str) -> Address:
    """Take *address* apart; raises UsageError SP112, which does not repeat what may be secret."""
    found = _FORM.fullmatch(address)
    if found is None:
        raise _wrong("it is not of the form nats://host1,host2/name")
    scheme, login, hosts, name, query = found.groups()
    if name and not _NAME.fullmatch(name):
        raise _wrong(f"{name!r} cannot be the name of a stream; it takes up to 32 letters, digits, - and _")
    options = _options(query or "")
    user, password, token = _login(login)
    return Address(
        servers=tuple(f"{scheme}://{_host(host)}" for host in hosts.split(",")),
        name=name or DEFAULT_NAME,
        user=user,
        password=password,
        token=token,
        files={key: options[key] for key in _FILES if key in options},
        is_tls=scheme == "tls" or bool({"ca", "cert"} & set(options)),
        lease_s=_lease(options.get("lease")),
        monitors=tuple(each for each in options.get("monitor", "").split(",") if each),
    )


def shown(address: str) -> str:
    """*address* without anything secret; what is not understood is not shown."""
    try:
        return parse_address(address).shown
    except UsageError:
        return "nats:"


def _options(query: str) -> dict[str, str]:
    try:
        options = dict(parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query)))
    except ValueError as error:
        raise _wrong("what follows the question mark is not option=value") from error
    if unknown := set(options) - set(_OPTIONS):
        raise _wrong(f"{min(unknown)!r} means nothing in it; there are {', '.join(_OPTIONS)}")
    if ("cert" in options) != ("key" in options):
        raise _wrong("cert and key go together")
    return options


def _login(login: str | None) -> tuple[str | None, Secret | None, Secret | None]:
    if not login:
        return None, None, None
    user, colon, password = login.partition(":")
    if not colon:
        return None, None, Secret(unquote(user))
    return unquote(user), Secret(unquote(password)), None


def _host(text: str) -> str:
    found = _HOST.fullmatch(text.strip())
    if found is None or not 0 < int(found[2] or 4222) < 65536:
        raise _wrong(f"{text.strip()!r} is no host")
    return f"{found[1]}:{found[2] or 4222}"


def _lease(text: str | None) -> float:
    if text is None:
        return DEFAULT_LEASE_S
    found = re.fullmatch(r"(\d{1,4})s?", text)
    if found is None or not 2 <= int(found[1]) <= 3600:
        raise _wrong(f"lease={text} is not between 2s and 3600s")
    return float(found[1])


def _wrong(why: str) -> UsageError:
    return UsageError("SP112", f"the address of the NATS spool is not understood: {why}", fix=f"such as {_EXAMPLE}")
