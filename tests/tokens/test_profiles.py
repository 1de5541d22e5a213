"""What is remembered about stored tokens."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from insights_cli.model.json import JsonValue
from insights_cli.tokens.profiles import ProfileBook, ProfileRecord, parse_record, record_json

RECORD = ProfileRecord(
    name="ci",
    store="file",
    created_at=datetime(2026, 1, 2, tzinfo=UTC),
    fingerprint="7f3a-91c2",
    expires_at=datetime(2026, 4, 2, tzinfo=UTC),
    label="build",
)


def test_a_record_is_read_as_it_was_written() -> None:
    """Writing and reading are inverse."""
    assert parse_record("ci", record_json(RECORD)) == RECORD


def test_the_book_remembers_and_forgets(tmp_path: Path) -> None:
    """Records come back by name, in order."""
    book = ProfileBook(tmp_path)
    other = ProfileRecord(name="a", store="keyring", created_at=RECORD.created_at)
    book.remember(RECORD)
    book.remember(other)
    assert book.records() == (other, RECORD)
    assert (book.find("ci"), book.forget("ci"), book.find("ci")) == (RECORD, True, None)


@pytest.mark.parametrize("entry", [None, "x", [], {}, {"store": 1}])
def test_an_entry_that_is_none_of_ours_is_no_record(entry: JsonValue) -> None:
    """Foreign entries are left alone."""
    assert parse_record("x", entry) is None


def test_damaged_times_are_unknown() -> None:
    """A record with a broken date still names its store."""
    found = parse_record("x", {"store": "file", "created_at": "soon", "expires_at": "2026-01-01T00:00:00"})
    assert found is not None
    assert (found.store, found.expires_at) == ("file", None)
