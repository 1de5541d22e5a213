"""Which proxy a request goes through, by the variables that curl and Python share; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from urllib.parse import unquote, urlsplit

_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proxy:
    """A proxy, the *variable* that names it, and the user and password for it (never shown)."""

    scheme: str
    host: str
    port: int
    variable: str
    credentials: tuple[str, str] | None = None

    def __str__(self) -> str:
        return f"{self.scheme}://{self.host}:{self.port} ({self.variable})"


def proxy_for(scheme: str, host: str, port: int, environ: Mapping[str, str]) -> Proxy | None:
    """Find the proxy for that target in `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, unless `NO_PROXY` excepts it.

    Lower case wins, as in curl. Raises ValueError for a value that is no URL.
    """
    if _is_excepted(host, port, _first(environ, "NO_PROXY")[1]):
        return None
    for name in (f"{scheme.upper()}_PROXY", "ALL_PROXY"):
        variable, value = _first(environ, name)
        if value:
            return _parse(value, variable)
    return None


def _first(environ: Mapping[str, str], name: str) -> tuple[str, str]:
    for variable in (name.lower(), name):
        if value := environ.get(variable, "").strip():
            return variable, value
    return name, ""


def _parse(value: str, variable: str) -> Proxy:
    try:
        parts = urlsplit(value if "://" in value else f"http://{value}")
        host, port = parts.hostname, parts.port
    except ValueError:
        # The value can hold a password: neither it nor the error goes further.
        host, port, parts = None, None, urlsplit("")
    if not host:
        message = f"{variable} is no URL"
        raise ValueError(message)
    credentials = (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
    return Proxy(
        scheme=parts.scheme,
        host=host,
        port=port or _DEFAULT_PORTS.get(parts.scheme, 1080),
        variable=variable,
        credentials=credentials,
    )


def _is_excepted(host: str, port: int, exceptions: str) -> bool:
    return any(_matches(host.lower(), port, entry.strip().lower()) for entry in exceptions.split(","))


def _matches(host: str, port: int, entry: str) -> bool:
    if entry in ("", "*"):
        return entry == "*"
    if "/" in entry:
        return _is_inside(host, entry)
    name, colon, number = entry.rpartition(":")
    if colon and number.isdigit() and (":" not in name or name.startswith("[")):
        if int(number) != port:
            return False
        entry = name
    entry = entry.strip("[]").removeprefix("*").lstrip(".")
    return host == entry or host.endswith(f".{entry}")


def _is_inside(host: str, network: str) -> bool:
    try:
        return ip_address(host) in ip_network(network, strict=False)
    except ValueError:
        return False
