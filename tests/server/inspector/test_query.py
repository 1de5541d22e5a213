"""What may be asked."""

import pytest

from insights_cli.errors import InsightsError
from insights_cli.server.inspector.query import MOST, parse_query


def test_nothing_asked_is_the_newest_of_everything() -> None:
    """All of it has a default."""
    query = parse_query({})
    assert (query.after, query.before, query.most, query.wait_s, query.tag) == (None, None, MOST, 0.0, None)
    assert query.picks({"action": "navigate"})


def test_everything_can_be_asked_at_once() -> None:
    """A match, a cursor, a number, a time to wait and a tag."""
    query = parse_query({"match": "fate=dead", "after": "7", "most": "3", "wait": "20s", "tag": "a"})
    assert (query.after, query.most, query.wait_s) == (7, 3, 20.0)
    assert query.picks({"fate": "dead", "tag": "a"})
    assert not query.picks({"fate": "dead", "tag": "b"})
    assert not query.picks({"fate": "sent", "tag": "a"})


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"match": "action = = a"}, "SV090"),
        ({"after": "-1"}, "SV162"),
        ({"after": "1e3"}, "SV162"),
        ({"after": "\u0661"}, "SV162"),
        ({"after": "9" * 5000}, "SV162"),
        ({"most": "0"}, "SV162"),
        ({"most": "501"}, "SV162"),
        ({"wait": "soon"}, "SV162"),
        ({"wait": "nan"}, "SV162"),
        ({"wait": "61"}, "SV162"),
        ({"wait": "-1"}, "SV162"),
    ],
)
def test_what_is_out_of_bounds_is_refused(given: dict[str, str], code: str) -> None:
    """Nobody can make the server wait for ever or answer without end."""
    with pytest.raises(InsightsError) as refused:
        parse_query(given)
    assert refused.value.code == code
