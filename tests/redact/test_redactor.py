"""What leaves instead of a value."""

from collections.abc import Iterator

import pytest

from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.redact.detectors import Detector
from insights_cli.redact.policy import Policy
from insights_cli.redact.pseudonym import Pseudonymiser, PseudonymKey, is_token
from insights_cli.redact.reason import Action
from insights_cli.redact.redactor import Redactor
from insights_cli.redact.roster import Person, Roster
from insights_cli.redact.span import Span
from insights_cli.redact.text import Text

KEY = PseudonymKey(bytes(range(32)))
ANY_PROSE = Policy(accepted_prose=frozenset({"*"}))


@pytest.fixture
def redactor() -> Redactor:
    """A redactor with a key that reads prose."""
    return Redactor(ANY_PROSE, pseudonymiser=Pseudonymiser(KEY))


def test_harmless_text_is_sent_as_it_is(redactor: Redactor) -> None:
    """Nothing found, nothing changed, no reason."""
    decided = redactor.redact_value("spec.type", "service", kind="Component")
    assert (decided.value, decided.fate, decided.reasons) == ("service", Fate.SENT, ())


@pytest.mark.parametrize("value", [None, True, False, 5432, 1.5])
def test_harmless_scalars_keep_their_type(redactor: Redactor, value: float | None) -> None:
    """Numbers, truth values and nothing are sent as what they are."""
    decided = redactor.redact_value("spec.x", value)
    assert decided.value is value


def test_text_inside_text_is_masked_in_place(redactor: Redactor) -> None:
    """A short span in a long text is replaced by its type, and the reason holds no part of it."""
    value = "questions about the ledger and its consumers go to jane.doe@example.org"
    decided = redactor.redact_value("metadata.description", value, kind="Component")
    assert decided.value == "questions about the ledger and its consumers go to [EMAIL]"
    (reason,) = decided.reasons
    assert (reason.start, reason.end, reason.action, reason.kind) == (51, 71, Action.MASK, "component")
    assert "jane" not in repr(reason)


def test_mostly_personal_text_is_masked_whole(redactor: Redactor) -> None:
    """When more than half is personal, the rest goes too."""
    assert redactor.redact_value("spec.x", "by jane.doe@example.org").value == "[EMAIL]"


def test_prose_is_dropped_unless_asked_for() -> None:
    """Names in free text are out of reach, so the text stays at home."""
    assert Redactor().redact_value("metadata.description", "harmless words", kind="Component").fate is Fate.DROPPED


def test_user_entities_get_a_pseudonym(redactor: Redactor) -> None:
    """The name of a User entity becomes the token of its ref."""
    named = redactor.redact_value("metadata.name", "jane.doe", kind="User")
    member = redactor.redact_value("spec.members[3]", "user:default/Jane.Doe", kind="Group")
    assert named.value == member.value
    assert is_token(str(named.value))
    assert named.fate is Fate.PSEUDONYMISED


def test_a_namespace_completes_a_short_ref(redactor: Redactor) -> None:
    """The same name in another namespace is another person."""
    one = redactor.redact_value("metadata.name", "jane", kind="User")
    other = redactor.redact_value("metadata.name", "jane", kind="User", namespace="partners")
    assert one.value != other.value


def test_without_a_key_users_are_dropped() -> None:
    """There is no fallback to something weaker."""
    decided = Redactor().redact_value("metadata.name", "jane", kind="User")
    assert (decided.value, decided.fate, decided.reasons[0].rule) == (None, Fate.DROPPED, "no-key")


def test_the_roster_joins_names_and_refs() -> None:
    """A mail address and a login of the same person get the same token."""
    roster = Roster.of([Person(ref="user:default/jdoe", name="Jane Doe", email="jane@example.org")])
    redactor = Redactor(pseudonymiser=Pseudonymiser(KEY), roster=roster)
    mail = redactor.redact_value("spec.owner", "jane@example.org", kind="Component")
    login = redactor.redact_value("metadata.name", "jdoe", kind="User")
    assert mail.value == login.value


@pytest.mark.parametrize("value", ["x" * 8193, "\u00e9" * 4097])
def test_long_values_are_dropped(redactor: Redactor, value: str) -> None:
    """More than 8 kB is not searched."""
    decided = redactor.redact_value("spec.x", value)
    assert (decided.fate, decided.reasons[0].rule) == (Fate.DROPPED, "too-long")


def _fail(text: Text) -> Iterator[Span]:
    raise RecursionError


def test_a_failing_detector_drops_the_value() -> None:
    """An error is no reason to let something leave."""
    redactor = Redactor(detectors=(Detector(name="broken", find=_fail),))
    decided = redactor.redact_value("spec.x", "some words")
    assert (decided.fate, decided.reasons[0].rule) == (Fate.DROPPED, "detector-error")


def test_a_slow_search_drops_the_value() -> None:
    """The budget of a value is checked between detectors."""
    ticks = iter(range(1000))
    redactor = Redactor(clock=lambda: float(next(ticks)))
    decided = redactor.redact_value("spec.x", "some words @ " * 100)
    assert (decided.fate, decided.reasons[0].rule) == (Fate.DROPPED, "out-of-time")


def test_every_leaf_of_a_tree_has_one_outcome(redactor: Redactor) -> None:
    """Lists, objects and keys are walked, and what is dropped is gone from the tree."""
    tree: JsonValue = {
        "a": ["x", {"b": 1}],
        "jane@example.org": "v",
        "metadata": {"description": "mail jane@example.org now"},
    }
    redacted = redactor.redact_tree(tree)
    assert redacted.value == {"a": ["x", {"b": 1}], "metadata": {"description": "[EMAIL]"}}
    assert [path for path, _ in redacted.leaves] == ["a[0]", "a[1].b", "[EMAIL]", "metadata.description"]


def test_deep_trees_end(redactor: Redactor) -> None:
    """Nesting without end is dropped, not followed."""
    tree: JsonValue = "leaf"
    for _ in range(2000):
        tree = [tree]
    assert [leaf.fate for _, leaf in redactor.redact_tree(tree).leaves] == [Fate.DROPPED]


def test_numbers_are_searched_as_text(redactor: Redactor) -> None:
    """A value that YAML made a number is not safe for that, and a harmless one stays a number."""
    assert redactor.redact_value("spec.note", 4111111111111111).value == "[CREDIT_CARD]"
    assert redactor.redact_value("spec.note", 7).value == 7


def test_asking_twice_gives_the_same_answer(redactor: Redactor) -> None:
    """Remembered answers are the answers."""
    assert redactor.redact_value("spec.x", "a@example.org") is redactor.redact_value("spec.x", "a@example.org")


def test_true_and_one_are_kept_apart(redactor: Redactor) -> None:
    """A remembered number does not come back as another type."""
    values = [redactor.redact_value("spec.x", value).value for value in (1, True, 1.0)]
    assert [type(value) for value in values] == [int, bool, float]
