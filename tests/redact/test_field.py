"""What a path says about its value."""

import pytest

from insights_cli.redact.field import Trait, field_of, split_words


@pytest.mark.parametrize(
    ("path", "kind", "trait"),
    [
        ("spec.owner", "Component", Trait.OWNER),
        ("spec.members[12]", "Group", Trait.MEMBERS),
        ("metadata.annotations.example.com/tech-lead", "Component", Trait.AGENT),
        ("spec.techLead", "Component", Trait.PERSON),
        ("metadata.annotations.example.com/db-password", "Component", Trait.SECRET),
        ("spec.connection.clientSecret", "Component", Trait.SECRET),
        ("metadata.annotations.pagerduty.com/integration-key", "Component", Trait.INTEGRATION_KEY),
        ("spec.profile.telephone", "User", Trait.PHONE),
        ("metadata.name", "User", Trait.LOGIN),
        ("metadata.annotations.graph.microsoft.com/user-id", "User", Trait.USER_ID),
    ],
)
def test_paths_say_what_they_hold(path: str, kind: str, trait: int) -> None:
    """Words of the key in any spelling, and the kind of the entity, tell."""
    assert field_of(path, kind).has(trait)


@pytest.mark.parametrize(
    ("path", "kind", "trait"),
    [
        ("metadata.annotations.example.com/token-ttl", "Component", Trait.SECRET),
        ("metadata.annotations.vault.io/secrets-path", "Component", Trait.SECRET),
        ("metadata.name", "Component", Trait.LOGIN),
        ("metadata.annotations.graph.microsoft.com/tenant-id", "User", Trait.USER_ID),
        ("metadata.annotations.example.com/author-service", "Component", Trait.PERSON),
    ],
)
def test_keys_about_a_thing_are_not_the_thing(path: str, kind: str, trait: int) -> None:
    """The last word decides what a key is about."""
    assert not field_of(path, kind).has(trait)


@pytest.mark.parametrize("key", ["techLead", "tech-lead", "TECH_LEAD", "tech.lead"])
def test_words_are_the_same_in_every_spelling(key: str) -> None:
    """Camel case, dashes, underscores and dots part words."""
    assert split_words(key) == ("tech", "lead")
