"""Where the catalog of a Backstage backend answers."""

from urllib.parse import urlsplit, urlunsplit

from insights_cli.errors import UsageError

_MOUNT = "/api/catalog"


def catalog_url(text: str) -> str:
    """The base of the catalog API for *text*, which may be the backend's base URL or the catalog's own.

    Raises UsageError EN206 for what is no http(s) URL, and for credentials in it, which would show in process lists.
    """
    try:
        parts = urlsplit(text.strip())
        port = parts.port
    except ValueError as error:
        raise UsageError("EN206", f"{text!r} is no URL: {error}", fix=_EXAMPLE) from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError("EN206", f"{text!r} is no http or https URL", fix=_EXAMPLE)
    if parts.username is not None or parts.password is not None:
        raise UsageError("EN206", "the catalog URL holds credentials", fix="leave them out; see --token-env")
    path = parts.path.rstrip("/")
    cut = path.find(_MOUNT)
    path = path[: cut + len(_MOUNT)] if cut >= 0 else path.removesuffix("/api") + _MOUNT
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return urlunsplit((parts.scheme, f"{host}:{port}" if port else host, path, "", ""))


_EXAMPLE = "give the backend's address, such as --catalog http://localhost:7007"
