"""The people of a catalog, by login, address and name."""

import pytest

from insights_cli.redact.redactor import Redactor
from insights_cli.redact.roster import Person, Roster

JANE = Person(ref="user:default/jdoe", name="Jane Doe", email="Jane@example.org")


@pytest.mark.parametrize("text", ["jdoe", "JDOE", "jane@EXAMPLE.org", "Jane Doe", "jane  doe", "Doe Jane", "Doe, Jane"])
def test_a_person_is_known_by_any_of_them(text: str) -> None:
    """Case, spaces and the order of names do not matter."""
    assert Roster.of([JANE]).find_ref(text) == JANE.ref


def test_strangers_are_not_known() -> None:
    """Part of a name is nobody."""
    assert Roster.of([JANE]).find_ref("Jane") is None


def test_known_names_are_found_in_any_prose() -> None:
    """No announcing word is needed for somebody of the roster."""
    value = "the ledger was jane doe's idea"
    (span,) = Redactor(roster=Roster.of([JANE])).spans("metadata.description", value)
    assert value[span.start : span.end] == "jane doe"


def test_a_known_name_may_begin_with_a_double_name() -> None:
    """Words of a text hold no dashes, names do."""
    roster = Roster.of([Person(ref="user:default/jp", name="Jean-Pierre Doe")])
    (span,) = Redactor(roster=roster).spans("metadata.description", "the ledger was jean-pierre doe's idea")
    assert (span.start, span.end) == (15, 30)


def test_a_known_login_owns() -> None:
    """One word in spec.owner is a group unless a user has that login."""
    assert Redactor().spans("spec.owner", "jdoe") == ()
    assert len(Redactor(roster=Roster.of([JANE])).spans("spec.owner", "jdoe")) == 1
