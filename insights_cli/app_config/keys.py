"""The keys of Backstage Insights and the types that their public schema gives them.

From the configuration schema of `@spotify/backstage-plugin-insights-backend` 0.8.1; `debug` is documented with the
analytics module, `licenseKey` with the bundle.
"""

from enum import Enum
from functools import cache
from typing import Final

from insights_cli.app_config.deployments import SECTION
from insights_cli.yaml12.nodes import Path


class Kind(Enum):
    """What a key holds; the value says it in words."""

    TEXT = "a text"
    TEXTS = "a list of texts"
    FILTER = "an object of texts or lists of texts"
    FLAG = "true or false"


SECTION_KEYS: Final[dict[str, Kind]] = {
    "captureEntityFields": Kind.TEXTS,
    "captureIdentityFields": Kind.TEXTS,
    "captureIdentityGroupsFilter": Kind.FILTER,
    "totalUsersEntityQueryFilter": Kind.FILTER,
    "envOverride": Kind.TEXT,
    "salt": Kind.TEXT,
    "hostFilter": Kind.TEXT,
    "debug": Kind.FLAG,
    "experimentalFlags": Kind.TEXTS,
}
SPOTIFY_KEYS: Final[dict[str, Kind]] = {"apiToken": Kind.TEXT, "licenseKey": Kind.TEXT}
SECTIONS: Final[dict[str, dict[str, Kind]]] = {"spotify": SPOTIFY_KEYS, SECTION: SECTION_KEYS}
CAPTURE_LISTS: Final = ("captureEntityFields", "captureIdentityFields")
FILTERS: Final = ("captureIdentityGroupsFilter", "totalUsersEntityQueryFilter")
OURS: Final[dict[Path, Kind]] = {(top, key): kind for top, keys in SECTIONS.items() for key, kind in keys.items()}
"""Every key with its full path."""


@cache
def nearest(word: str, known: tuple[str, ...]) -> str | None:
    """The one of *known* that *word* was likely meant to be: equal but for case and separators, else few edits away."""
    bare = _bare(word)
    bares = {each: _bare(each) for each in known}
    for each, its in bares.items():
        if its == bare:
            return each
    most = max(1, len(bare) // 4)
    edits = {each: _edits(bare, its) for each, its in bares.items() if _least_edits(bare, its) <= most}
    best = min(edits, key=edits.__getitem__, default=None)
    return best if best is not None and edits[best] <= most else None


def _bare(word: str) -> str:
    return "".join(char for char in word[:80].lower() if char.isalnum())


def _least_edits(left: str, right: str) -> int:
    """How many edits it takes at least, without counting them: each letter that only one of the two has is one."""
    ours, others = set(left), set(right)
    return max(abs(len(left) - len(right)), len(ours - others), len(others - ours))


def _edits(left: str, right: str) -> int:
    """The number of letters to insert, delete or replace (Levenshtein)."""
    row = list(range(len(right) + 1))
    for row_number, one in enumerate(left, 1):
        above, row[0] = row[0], row_number
        for column, other in enumerate(right, 1):
            above, row[column] = row[column], min(row[column] + 1, row[column - 1] + 1, above + (one != other))
    return row[-1]
