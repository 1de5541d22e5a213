"""What of an event may leave."""

import pytest

from insights_cli.model.event import AnalyticsEvent
from insights_cli.pipeline.entity_of import entity_of
from insights_cli.pipeline.privacy import SEARCH_TERM, RedactedEvent
from tests.server.parts import event_redactor

ALICE = "p1-"


def redact(event: AnalyticsEvent, *, keeps_search_terms: bool = False) -> RedactedEvent:
    """The event as it may leave."""
    return event_redactor(keeps_search_terms=keeps_search_terms).redact(event, entity_of(event))


def test_a_harmless_event_stays_as_it_is() -> None:
    """Nothing is hidden that need not be."""
    event = AnalyticsEvent(
        action="navigate",
        subject="/catalog/default/component/petstore",
        value=3,
        attributes={"kind": "component", "name": "petstore", "n": 1, "b": True, "z": None},
        context={"pluginId": "catalog", "entityRef": "component:default/petstore"},
    )
    redacted = redact(event)
    assert (redacted.subject, redacted.attributes, redacted.context) == (event.subject, event.attributes, event.context)
    assert redacted.redactions == {}


def test_the_page_of_a_user_names_nobody() -> None:
    """In subject, attributes and context the same pseudonym stands for the same person."""
    event = AnalyticsEvent(
        action="navigate",
        subject="/catalog/default/user/alice/overview",
        attributes={"kind": "user", "namespace": "default", "name": "alice", "to": "/catalog/default/user/alice"},
        context={"entityRef": "User:default/Alice"},
    )
    redacted = redact(event)
    token = str(redacted.context["entityRef"]).partition("/")[2]
    assert token.startswith(ALICE)
    assert redacted.subject == f"/catalog/default/user/{token}/overview"
    assert redacted.attributes["name"] == token
    assert redacted.attributes["to"] == f"/catalog/default/user/{token}"
    assert "alice" not in f"{redacted}".lower()


@pytest.mark.parametrize("key", ["userName", "userId", "user", "userRef", "user_entity_ref"])
def test_a_modules_own_copy_of_the_user_does_not_leave(key: str) -> None:
    """Who it was is told by the token, as a pseudonym."""
    redacted = redact(AnalyticsEvent(action="click", subject="x", context={key: "alice", "pluginId": "catalog"}))
    assert (redacted.context, redacted.redactions) == ({"pluginId": "catalog"}, {"field": 1})


def test_search_terms_stay_here() -> None:
    """Neither as subject nor in the URL of the search page."""
    search = redact(AnalyticsEvent(action="search", subject="salary of jane", value=3))
    visit = redact(AnalyticsEvent(action="navigate", subject="/search?types[]=techdocs&query=salary%20of%20jane#top"))
    assert (search.subject, search.value, search.redactions) == (SEARCH_TERM, 3, {"search-term": 1})
    assert visit.subject == f"/search?types[]=techdocs&query={SEARCH_TERM}#top"


def test_search_terms_that_may_leave_are_redacted_like_all_else() -> None:
    """`--keep-search-terms` keeps the words, not an address among them."""
    words, mail = ("how to deploy", "who is jane.doe@corp.example")
    subjects = [
        redact(AnalyticsEvent(action="search", subject=term), keeps_search_terms=True).subject or ""
        for term in (words, mail)
    ]
    assert subjects[0] == words
    assert "jane" not in subjects[1]


@pytest.mark.parametrize(
    "subject",
    [
        "/docs?mail=jane.doe@corp.example&page=2",
        "/docs/jane.doe@corp.example/5",
        "/docs#jane.doe@corp.example",
        "https://jane:hunter2secret@github.com/example/repo/pull/17",
        "jane.doe@corp.example",
    ],
)
def test_personal_data_in_a_url_is_found_in_every_part(subject: str) -> None:
    """Looking at parts misses nothing."""
    redacted = redact(AnalyticsEvent(action="navigate", subject=subject))
    assert "jane" not in (redacted.subject or "")
    assert sum(redacted.redactions.values()) >= 1


def test_the_parts_of_a_url_come_together_again() -> None:
    """Every separator stays where it was."""
    for subject in ("/a/b?c=d&e=f#g", "/?", "/??&&##", "/a?x=1&&y=2", "/page/7?page=12&tab=x#l-5"):
        assert redact(AnalyticsEvent(action="navigate", subject=subject)).subject == subject


def test_a_key_can_say_too_much() -> None:
    """A field whose name is personal data does not leave."""
    redacted = redact(AnalyticsEvent(action="a", subject="b", attributes={"jane.doe@corp.example": True}))
    assert (redacted.attributes, redacted.redactions) == ({}, {"field": 1})
