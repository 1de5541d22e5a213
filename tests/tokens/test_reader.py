"""The reader of the current token."""

import pytest

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens import CurrentToken
from insights_cli.tokens.reader import CachingReader


class Source:
    """A source that counts how often it is asked, and a clock that is set by hand."""

    def __init__(self) -> None:
        self.asked = 0
        self.now_s = 0.0
        self.fails = False

    def resolve(self) -> CurrentToken:
        """The next token."""
        if self.fails:
            raise InsightsError("TK202", "locked")
        self.asked += 1
        return CurrentToken(secret=Secret(f"t{self.asked}"), source="test")


def read(reader: CachingReader, *, fresh: bool = False) -> str:
    """The token's text."""
    found = reader.read(fresh=fresh)
    return found.secret.reveal() if found else ""


def test_a_token_is_kept_for_a_while() -> None:
    """Within the time the source is asked once; after it, or when a fresh one is wanted, again."""
    source = Source()
    reader = CachingReader(source.resolve, keep_s=10, clock=lambda: source.now_s)
    assert [read(reader), read(reader), read(reader, fresh=True), read(reader)] == ["t1", "t1", "t2", "t2"]
    source.now_s = 10
    assert read(reader) == "t3"


def test_a_failure_is_not_kept() -> None:
    """As soon as the source works again, so does the reader."""
    source = Source()
    reader = CachingReader(source.resolve, keep_s=10, clock=lambda: source.now_s)
    source.fails = True
    for _ in range(2):
        with pytest.raises(InsightsError, match="TK202"):
            read(reader)
    source.fails = False
    assert read(reader) == "t1"
