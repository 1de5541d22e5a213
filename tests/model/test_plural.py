"""Numbers and words agree."""

import pytest

from insights_cli.model.plural import plural


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 events"), (1, "1 event"), (2, "2 events"), (20_000, "20,000 events")]
)
def test_one_is_singular(number: int, words: str) -> None:
    """Everything else is plural, none too."""
    assert plural(number, "event") == words


def test_a_plural_may_be_given() -> None:
    """Where an s is not enough."""
    assert (plural(1, "leaf", "leaves"), plural(3, "leaf", "leaves")) == ("1 leaf", "3 leaves")
