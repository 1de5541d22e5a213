"""Filters are understood as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.errors import UsageError
from insights_cli.filters.expression import matches
from insights_cli.filters.parse import parse_filter
from insights_cli.model.json import JsonValue

EVENT: dict[str, JsonValue] = {
    "action": "search",
    "subject": "[EMAIL] api docs",
    "fate": "delivered",
    "status": 202,
    "redacted": 1,
    "data": {"attributes": {"to": "/docs/a"}, "value": 12.0, "context": {"a.b/c": "x"}, "flag": True},
    "groups": ["group:default/a", "group:default/b"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("  ", True),
        ("action=search", True),
        ("ACTION=search", False),
        ("action=SEARCH", True),
        ("action!=search", False),
        ("action = navigate", False),
        ("status>=500", False),
        ("status>200 and status<=202", True),
        ("status=202.0", True),
        ('subject~"[EMAIL]"', True),
        ("subject!~email", False),
        ("docs", True),
        ("zebra", False),
        ("api fate=delivered", True),
        ("not fate=delivered", False),
        ("not not fate=delivered", True),
        ("action=x or action=y or action=search", True),
        ("(action=x or action=search) and fate=dead", False),
        ("action=x and fate=dead or status=202", True),
        ("attributes.to~/docs", True),
        ("data.value>10", True),
        ("context.a.b/c=x", True),
        ("flag=true", True),
        ("groups=group:default/b", True),
        ("nothing=x", False),
        ("nothing!=x", True),
        ("nothing>1", False),
        ("action>1", False),
        ('"and"', False),
        ('subject="[email] API docs"', True),
        ("redacted>0", True),
    ],
)
def test_what_a_filter_picks(text: str, expected: bool) -> None:
    """Each form picks what it says."""
    assert matches(parse_filter(text), EVENT) is expected


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("action=", 8),
        ("=x", 1),
        ("(action=x", 10),
        ("action=x)", 9),
        ("action==x", 8),
        ("action=x and", 13),
        ('subject~"open', 9),
        ("not", 4),
        ("()", 2),
        ("(" * 100, 101),
        ("not " * 100 + "x", 402),
        ("x" * 3000, 2001),
    ],
)
def test_a_wrong_filter_names_the_column(text: str, column: int) -> None:
    """What is not understood is a usage error that says where."""
    with pytest.raises(UsageError, match=rf"column {column}\b"):
        parse_filter(text)


def test_a_wrong_filter_is_shown_with_a_caret() -> None:
    """Under all of what does not fit, and no further."""
    with pytest.raises(UsageError) as wrong:
        parse_filter("action >= >= click")
    place = wrong.value.location
    assert place is not None
    assert (wrong.value.excerpt, place.column, place.end_column) == ("action >= >= click", 11, 13)


@given(st.text(alphabet='ab =!~<>()"\\andort. ', max_size=40))
def test_any_text_is_a_filter_or_a_usage_error(text: str) -> None:
    """Nothing else comes out, and a filter answers for every event."""
    try:
        expression = parse_filter(text)
    except UsageError:
        return
    assert matches(expression, EVENT) in (True, False)


@given(st.sampled_from(["action=search", "fate=dead", "status>1"]), st.sampled_from(["docs", "groups~b", "value=1"]))
def test_not_and_or_follow_de_morgan(left: str, right: str) -> None:
    """Not (a and b) is not a or not b."""
    one, other = f"not ({left} and {right})", f"not {left} or not {right}"
    assert matches(parse_filter(one), EVENT) is matches(parse_filter(other), EVENT)
