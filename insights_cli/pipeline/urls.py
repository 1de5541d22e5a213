"""What only the shape of a URL tells: the page of a user, a user ref, a search term."""

import re
from collections.abc import Callable
from urllib.parse import unquote

from insights_cli.model.event import Scalar
from insights_cli.model.fate import Fate
from insights_cli.pipeline.notes import Notes, leaf_of
from insights_cli.redact.pseudonym import is_token

SEARCH_TERM = "[SEARCH TERM]"
TERMS_STAY = "search terms stay here without --keep-search-terms"
_USER_PAGE = re.compile(r"((?:^|/)catalog/)([^/?#]+)(/user/)([^/?#]+)", re.IGNORECASE)
# A filter of the catalog page is a key in brackets, encoded or not.
_TERM_IN_URL = re.compile(
    r"([?&#](?:[^=&#]{0,40}(?:\[|%5b))?(?:query|q|search|search_?term|term|text)(?:\]|%5d)?=)[^&#]+", re.IGNORECASE
)
_QUERY = re.compile(r"[?&#]")
_REF_IN_URL = re.compile(r"(?<![a-z0-9])(user(?::|%3a))([a-z0-9._-]+)(/|%2f)([a-z0-9._-]+)", re.IGNORECASE)
_USER_LINK = re.compile(r"(?:^|/)catalog/[^/?#]+/user/[^/?#]+/?(?:[?#]|$)", re.IGNORECASE)


class UrlRedactor:
    """Takes users and, without *keeps_search_terms*, search terms out of URLs; *stand_in* gives a user's pseudonym."""

    def __init__(self, stand_in: Callable[[str], str], *, keeps_search_terms: bool) -> None:
        self._stand_in = stand_in
        self._keeps_search_terms = keeps_search_terms

    def redact(self, path: str, text: str, notes: Notes) -> str:
        """*text* without the users and search terms that only the shape of a URL tells."""
        lower = text.lower()
        if "/user/" in lower:
            marked = _USER_PAGE.sub(r"\1[USER_REF]", text)
            text, found = _USER_PAGE.subn(self._page, text)
            if found:
                notes.say(leaf_of(path, marked, text, "the page of a user", fate=Fate.PSEUDONYMISED), "user-ref", found)
        if "user:" in lower or "user%3a" in lower:
            marked = _REF_IN_URL.sub(r"\1[USER_REF]", text)
            text, found = _REF_IN_URL.subn(self._ref, text)
            if found:
                notes.say(leaf_of(path, marked, text, "a user ref", fate=Fate.PSEUDONYMISED), "user-ref", found)
        if not self._keeps_search_terms and _may_hold_term(lower):
            text, found = _TERM_IN_URL.subn(rf"\1{SEARCH_TERM}", text)
            if found:
                notes.say(leaf_of(path, text, text, TERMS_STAY), "search-term", found)
        return text

    def _page(self, page: "re.Match[str]") -> str:
        namespace, name = self._parts(unquote(page[2]), unquote(page[4]))
        return f"{page[1]}{namespace}{page[3]}{name}"

    def _ref(self, found: "re.Match[str]") -> str:
        if is_token(f"user:{found[2]}/{found[4]}"):
            return found[0]
        namespace, name = self._parts(found[2], found[4])
        return f"{found[1]}{namespace}{found[3]}{name}"

    def _parts(self, namespace: str, name: str) -> tuple[str, str]:
        """The namespace and the name of the stand-in of a user."""
        stand_in = self._stand_in(f"user:{namespace}/{name}").partition(":")[2]
        return stand_in.partition("/")[0], stand_in.partition("/")[2]


def _may_hold_term(lower: str) -> bool:
    """Whether _TERM_IN_URL may find something in a text in lower case; a quick no, not a sure yes."""
    start = _QUERY.search(lower) if "=" in lower else None
    if start is None:
        return False
    query = lower[start.start() :]
    # Letters that are alike without regard to case, such as the long s, leave these alone.
    return "q" in query or "te" in query or "earch" in query


def links_to_user(to: Scalar) -> bool:
    """Whether *to* leads to the page of a user."""
    return isinstance(to, str) and "/user/" in to.lower() and _USER_LINK.search(to) is not None
