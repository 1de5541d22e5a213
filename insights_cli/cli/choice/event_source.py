"""What events say they are from."""

from urllib.parse import urlsplit

from insights_cli.app_config.document import Document
from insights_cli.server.origins import origin_of

DEFAULT_APP = "http://localhost:3000"


def source_of(document: Document | None) -> str:
    """The base URL of the app, without the credentials and the query that it may have."""
    base = document.get("app.baseUrl") if document else None
    origin = origin_of(base) if isinstance(base, str) else None
    return f"{origin}{urlsplit(str(base)).path.rstrip('/')}" if origin else DEFAULT_APP
