"""The pseudonym key on disk: read it, or make it on first use so that only its owner can read it."""

import os
import secrets
import stat
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.private_file import made_beside, make_private_folder

KEY_VARIABLE = "INSIGHTS_PSEUDONYM_KEY"
KEY_FILE_VARIABLE = "INSIGHTS_PSEUDONYM_KEY_FILE"
KEY_FILE = "pseudonym.key"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_MOST_BYTES = 4096


def read_key_file(path: Path) -> bytes | None:
    """Give the content of the key file at *path*, None when there is none.

    Raises InsightsError RD003 when it cannot be read, RD004 when its mode lets anybody but its owner in.
    """
    try:
        with path.open("rb") as file:
            if os.name == "posix" and os.fstat(file.fileno()).st_mode & _OTHERS:
                raise InsightsError("RD004", f"others can read the pseudonym key in {path}", fix=f"chmod 600 {path}")
            return file.read(_MOST_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise _failed("read", path, error) from error


def read_or_make_key_file(path: Path) -> bytes:
    """Give the content of the key file at *path*; when there is none, make 32 random bytes in hex with mode 0600.

    Two that start at once agree: the file is made whole under another name and linked into place only if none is there.
    """
    found = read_key_file(path)
    if found is not None:
        return found
    content = secrets.token_hex(32).encode() + b"\n"
    try:
        make_private_folder(path.parent)
        with made_beside(path, content) as aside:
            os.link(aside, path)
    except FileExistsError as error:
        found = read_key_file(path)
        if found is None:
            # A link that leads nowhere is there and cannot be read; a key that is not kept would be another next time.
            raise _failed("make", path, error) from error
        return found
    except OSError as error:
        raise _failed("make", path, error) from error
    return content


def _failed(verb: str, path: Path, error: OSError) -> InsightsError:
    return InsightsError(
        "RD003",
        f"cannot {verb} the pseudonym key file {path}",
        fix="name a file that the user of insights may write, or set INSIGHTS_PSEUDONYM_KEY",
        notes=(("cause", error.strerror or type(error).__name__),),
    )
