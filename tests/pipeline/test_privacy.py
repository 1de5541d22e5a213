"""What of an event may leave."""

import pytest

from insights_cli.model.event import AnalyticsEvent, Scalar
from insights_cli.pipeline.entity_of import entity_of
from insights_cli.pipeline.privacy import EventRedactor, RedactedEvent
from insights_cli.pipeline.urls import SEARCH_TERM
from insights_cli.redact.pseudonym import Pseudonymiser, parse_key
from insights_cli.redact.redactor import Redactor
from insights_cli.redact.roster import Person, Roster
from tests.preview.sample import KEY
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


def test_what_is_remembered_of_a_field_holds_nothing_that_was_hidden_later() -> None:
    """A URL is looked at for users, then for terms, then for all else; in between it is still half in clear."""
    url = "/catalog/default/user/alice?mail=jane.doe@corp.example&q=salary"
    redacted = redact(AnalyticsEvent(action="navigate", subject=url, attributes={"to": url}))
    assert [leaf.path for leaf in redacted.hidden] == ["subject", "attributes.to"]
    assert not {word for word in ("alice", "jane", "salary") if word in f"{redacted}"}


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


USER_PAGE = "/catalog/default/user/alice"


@pytest.mark.parametrize("subject", ["Alice Petrova", "alice", "A. Petrova (she/her)"])
@pytest.mark.parametrize("action", ["click", "discover"])
def test_the_words_of_a_link_to_a_user_stay_here(action: str, subject: str) -> None:
    """They are the name of the user, whether or not it looks like one."""
    redacted = redact(AnalyticsEvent(action=action, subject=subject, attributes={"to": USER_PAGE}))
    assert redacted.subject == "[PERSON]"
    assert "alice" not in f"{redacted}".lower()


def test_the_words_of_other_links_are_kept() -> None:
    """A tab of the page of a user is no name."""
    redacted = redact(AnalyticsEvent(action="click", subject="Overview", attributes={"to": f"{USER_PAGE}/overview"}))
    assert redacted.subject == "Overview"


@pytest.mark.parametrize("text", ["jane.doe", "Jane Doe", "DOE JANE", "jane_doe"])
def test_the_user_that_an_event_is_about_is_not_named(text: str) -> None:
    """In whatever spelling of the login, as subject and as attribute."""
    context: dict[str, Scalar] = {"entityRef": "user:default/jane.doe"}
    redacted = redact(AnalyticsEvent(action="click", subject=text, attributes={"label": text}, context=context))
    token = str(redacted.context["entityRef"]).partition("/")[2]
    assert (redacted.subject, redacted.attributes["label"]) == (token, token)


@pytest.mark.parametrize("key", ["user", "userId", "user_name", "login"])
def test_a_bare_login_in_a_field_for_users_is_a_pseudonym(key: str) -> None:
    """The same that stands for the user elsewhere."""
    redacted = redact(AnalyticsEvent(action="click", subject=USER_PAGE, attributes={key: "alice"}))
    assert str(redacted.subject).endswith(f"/{redacted.attributes[key]}")
    assert "alice" not in f"{redacted}"


@pytest.mark.parametrize(
    "url", ["/profile/user:default/alice", "/x?filters[owners]=user:default/alice", "/a/User%3Adefault%2Falice"]
)
def test_a_user_ref_in_a_url_is_a_pseudonym(url: str) -> None:
    """Wherever it stands, encoded or not."""
    redacted = redact(AnalyticsEvent(action="navigate", subject=url))
    assert "alice" not in f"{redacted}".lower()
    assert ALICE in str(redacted.subject)


@pytest.mark.parametrize("part", ["filters%5Btext%5D", "filters[text]", "searchTerm", "q"])
def test_terms_of_filters_stay_here(part: str) -> None:
    """The catalog page writes its search field into the URL."""
    redacted = redact(AnalyticsEvent(action="navigate", subject=f"/catalog?filters[kind]=api&{part}=salaries"))
    assert redacted.subject == f"/catalog?filters[kind]=api&{part}={SEARCH_TERM}"


@pytest.mark.parametrize("part", ["attributes", "context"])
def test_terms_in_fields_stay_here(part: str) -> None:
    """A module may send them beside the subject."""
    fields: dict[str, Scalar] = {"query": "salaries", "search-term": "salaries", "types": "docs"}
    is_context = part == "context"
    event = AnalyticsEvent(
        action="search", subject="x", attributes={} if is_context else fields, context=fields if is_context else {}
    )
    redacted = redact(event)
    kept = redacted.context if is_context else redacted.attributes
    assert kept == {"query": SEARCH_TERM, "search-term": SEARCH_TERM, "types": "docs"}


@pytest.mark.parametrize(("value", "kept"), [(12.5, True), (86_400, True), (4111111111111111, False), (None, True)])
def test_a_value_that_is_the_number_of_a_card_does_not_leave(value: float | None, kept: bool) -> None:
    """Numbers that count something do."""
    redacted = redact(AnalyticsEvent(action="click", subject="x", value=value))
    assert redacted.value == (value if kept else None)


@pytest.mark.parametrize("key", ["displayName", "email", "login", "actor"])
def test_who_sent_it_does_not_leave_under_other_names(key: str) -> None:
    """The context knows the sender under many keys."""
    assert redact(AnalyticsEvent(action="click", subject="x", context={key: "Jo Bloggs"})).context == {}


def test_users_that_become_known_are_hidden_from_then_on() -> None:
    """As a whole subject or attribute; what was found to be harmless before is asked anew."""
    pseudonymiser = Pseudonymiser(parse_key(KEY.encode()))
    redactor = Redactor(pseudonymiser=pseudonymiser)
    events = EventRedactor(redactor, pseudonymiser)
    event = AnalyticsEvent(action="click", subject="zoltan", attributes={"a": "Zoltan"}, context={"b": "zoltan"})
    before = events.redact(event, None)
    redactor.learn(Roster.of([Person(ref="user:default/zoltan")]))
    events.forget()
    after = events.redact(event, None)
    assert (before.subject, before.redactions) == ("zoltan", {})
    assert after.redactions == {"user-ref": 3}
    assert "zoltan" not in f"{after}".lower()
