"""Users and search terms are taken out of URLs by the shape of these."""

import pytest

from insights_cli.model.event import Scalar
from insights_cli.model.fate import Fate
from insights_cli.pipeline.notes import Notes
from insights_cli.pipeline.urls import UrlRedactor, links_to_user

CASES = {
    "page of a user": ("/catalog/Default/user/Al.Smith?x=1", "/catalog/default/user/AL.SMITH?x=1", {"user-ref": 1}),
    "behind a base path": ("/portal/catalog/a/user/b", "/portal/catalog/a/user/B", {"user-ref": 1}),
    "encoded name": ("/catalog/a/user/b%20c", "/catalog/a/user/B C", {"user-ref": 1}),
    "page of a component": ("/catalog/a/component/user", "/catalog/a/component/user", {}),
    "ref": ("/x?owner=user:a/b", "/x?owner=user:a/B", {"user-ref": 1}),
    "encoded ref": ("/x?owner=user%3Aa%2Fb", "/x?owner=user%3Aa%2FB", {"user-ref": 1}),
    "two refs": ("/x?a=user:a/b&c=user:a/d", "/x?a=user:a/B&c=user:a/D", {"user-ref": 2}),
    "another word": ("/x?a=superuser:a/b", "/x?a=superuser:a/b", {}),
    "term": ("/search?query=secret+plan&page=1", "/search?query=[SEARCH TERM]&page=1", {"search-term": 1}),
    "term in brackets": ("/c?filters%5Btext%5D=plan", "/c?filters%5Btext%5D=[SEARCH TERM]", {"search-term": 1}),
    "term behind a hash": ("/a?b#q=plan", "/a?b#q=[SEARCH TERM]", {"search-term": 1}),
    "term before the query": ("/a&TERM=plan?x=1", "/a&TERM=[SEARCH TERM]", {"search-term": 1}),
    "term with a long s": ("/a?\u017fearch=plan", "/a?\u017fearch=[SEARCH TERM]", {"search-term": 1}),
    "other parameter": ("/c?queryless=plan", "/c?queryless=plan", {}),
}


def stand_in(ref: str) -> str:
    """A pseudonym that can be read: the name in capitals."""
    kind, _, rest = ref.partition(":")
    namespace, _, name = rest.partition("/")
    return f"{kind}:{namespace.lower()}/{name.upper()}"


@pytest.mark.parametrize(("url", "sent", "counts"), CASES.values(), ids=CASES.keys())
def test_what_leaves_of_a_url(url: str, sent: str, counts: dict[str, int]) -> None:
    """Only what is a user or a term changes, and each is counted."""
    notes = Notes()
    assert UrlRedactor(stand_in, keeps_search_terms=False).redact("attributes.to", url, notes) == sent
    assert notes.counts == counts


def test_what_is_hidden_is_shown_with_a_mark() -> None:
    """The page of a user is told by its pseudonym, and the name is nowhere."""
    notes = Notes()
    UrlRedactor(stand_in, keeps_search_terms=False).redact("subject", "/catalog/a/user/bo", notes)
    (leaf,) = notes.hidden
    assert (leaf.path, leaf.fate, leaf.received) == ("subject", Fate.PSEUDONYMISED, "/catalog/[USER_REF]")
    assert leaf.sent == "/catalog/a/user/BO"


def test_terms_stay_where_they_were_asked_for() -> None:
    """With --keep-search-terms they are left to the detectors."""
    notes = Notes()
    assert UrlRedactor(stand_in, keeps_search_terms=True).redact("subject", "/s?q=plan", notes) == "/s?q=plan"
    assert notes.hidden == ()


@pytest.mark.parametrize(
    ("to", "is_user"),
    [
        ("/catalog/default/user/bo", True),
        ("/catalog/default/USER/bo/?x", True),
        ("/catalog/default/user/bo/docs", False),
        ("/catalog/default/component/user", False),
        (5, False),
        (None, False),
    ],
)
def test_links_to_users_are_known(to: Scalar, is_user: bool) -> None:
    """Their words are a name."""
    assert links_to_user(to) is is_user
