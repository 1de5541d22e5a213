"""The packages of a project: where each is, and which part it plays."""

import os
import re
from collections.abc import Iterable
from typing import Final

from insights_cli.model.value import value

_ROLE: Final = r'"role"\s*:\s*"([^"\n]*)"'
BACKEND_ROLE: Final = "backend"
FRONTEND_ROLE: Final = "frontend"


@value
class Workspace:
    """A package of the project; *role* is what `backstage.role` says in its package.json, empty without one."""

    folder: str
    role: str


def role_in(text: str) -> str:
    """The role that the *text* of a package.json gives."""
    found = re.search(_ROLE, text)
    return found[1] if found else ""


def folder_of(workspaces: Iterable[Workspace], role: str, *, usual: str) -> str:
    """Where the package with *role* is: *usual*, or what plays that part where nothing is there."""
    if os.path.isfile(os.path.join(usual, "package.json")):
        return usual
    return next((each.folder for each in workspaces if each.role == role), usual)
