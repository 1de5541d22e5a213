"""A file that holds one token, as mounted secrets do."""

from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret

MOST_BYTES = 64 * 1024


def read_token_file(path: str | Path, *, named_by: str) -> Secret:
    """Read the token in *path*; *named_by* is the flag or variable that names it.

    Links and permissions are left to whoever mounted the file: Kubernetes mounts secrets as links that all can read.
    """
    fix = f"let {named_by} name a file that holds the token"
    try:
        with open(path, "rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as failure:
        reason = failure.strerror or type(failure).__name__
        raise InsightsError("TK102", f"cannot read the token file {path} ({named_by}): {reason}", fix=fix) from failure
    if len(content) > MOST_BYTES:
        raise InsightsError("TK102", f"the file {path} ({named_by}) is too large to be a token", fix=fix)
    text = decode(content)
    if not text or not text.strip():
        what = "is empty" if text is not None else "is not text"
        raise InsightsError("TK102", f"the token file {path} ({named_by}) {what}", fix=fix)
    return Secret(text)


def decode(content: bytes) -> str | None:
    """The text of *content*: UTF-8, or UTF-16 with its mark as PowerShell's `>` writes it; None for anything else."""
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None
