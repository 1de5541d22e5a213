"""Whole screens of `preview-entity` on the sample project; INSIGHTS_GOLDEN=write writes them anew."""

import os
from pathlib import Path

import pytest

from tests.conftest import Insights
from tests.preview.sample import KEY, write_sample

FOLDER = Path(__file__).parent / "preview_entity"

SCREENS: dict[str, list[str]] = {
    "entity_and_user": ["component:petstore", "--as", "alice"],
    "all_fields": ["component:petstore", "--all", "--plugin-version", "0.1.0"],
    "values_shown": ["component:petstore", "--values", "show"],
    "values_hidden": ["component:petstore", "--values", "hide"],
    "what_if": ["api:petstore", "--field", "spec.definition", "--field", "spec.definitoin"],
    "no_key": ["component:petstore", "--as", "alice", "--no-pseudonym-key"],
    "explained": ["component:petstore", "--explain", "spec.owner"],
    "explained_uncaptured": ["component:petstore", "--explain", "metadata.annotations"],
    "explained_absent": ["component:petstore", "--explain", "spec.tier"],
    "coverage": ["--coverage"],
    "coverage_of_components": ["--coverage", "--kind", "component", "--all"],
    "concise": ["component:petstore", "--as", "alice", "--format", "concise"],
    "event": ["component:petstore", "--as", "alice", "--event"],
    "json": ["api:petstore", "--json"],
    "explained_json": ["component:petstore", "--explain", "metadata.annotations", "--json"],
    "explained_absent_json": ["component:petstore", "--explain", "spec.tier", "--json"],
    "coverage_of_users": ["--coverage", "--kind", "user", "--limit", "1"],
    "in_colour": ["component:petstore", "--as", "alice", "--color", "always"],
}


@pytest.mark.parametrize("name", SCREENS)
def test_screen(name: str, insights: Insights, tmp_path: Path) -> None:
    """The screen is the one that was agreed on."""
    write_sample(tmp_path)
    result = insights("preview-entity", *SCREENS[name], INSIGHTS_PSEUDONYM_KEY=KEY)
    assert (result.code, result.err) == (0, "")
    text = _without_ids(result.out)
    path = FOLDER / f"{name}.txt"
    if os.environ.get("INSIGHTS_GOLDEN") == "write":
        path.write_text(text)
    assert text == path.read_text()


def _without_ids(text: str) -> str:
    """The text with event ids, which are random, made equal."""
    return "\n".join('  "id": "(id)",' if line.startswith('  "id": "') else line for line in text.split("\n"))
