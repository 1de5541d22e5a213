"""A field that no event has is likely misspelt."""

import json
from pathlib import Path

import pytest

import insights_cli.render
from insights_cli.filters.fields import FIELDS, doubts
from insights_cli.filters.parse import parse_filter


@pytest.mark.parametrize(
    ("text", "likely"),
    [
        ("acton=click", "action"),
        ("not (fate=dead or Entity~a)", "entity"),
        ("pluginId=catalog", "plugin"),
        ("routeRef=x", "context.routeRef"),
        ("to~/docs", "attributes.to"),
    ],
)
def test_a_misspelt_field_is_named_with_what_was_likely_meant(text: str, likely: str) -> None:
    """Wherever it stands in the filter."""
    (line,) = doubts(parse_filter(text))
    assert line.endswith(f"likely {likely} is meant")


@pytest.mark.parametrize("text", ["", "word", "text~a", "attributes.any.thing=1", *(f"{name}=1" for name in FIELDS)])
def test_fields_that_events_have_raise_no_doubt(text: str) -> None:
    """Nor do words and paths into what differs from event to event."""
    assert doubts(parse_filter(text)) == ()


def test_the_fields_are_those_of_the_published_schema() -> None:
    """All that every event has, and nothing else."""
    schema = Path(insights_cli.render.__file__).parent / "schemas" / "seen-event.json"
    assert sorted(FIELDS) == sorted(json.loads(schema.read_text(encoding="utf-8"))["required"])
