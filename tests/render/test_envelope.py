"""JSON for people and programs."""

import json

from insights_cli.render.envelope import dump_json


def test_half_a_character_is_escaped() -> None:
    """What cannot be written as UTF-8 is written as an escape; everything else as it is."""
    assert json.loads(dump_json({"a": "\ud800é"}).encode()) == {"a": "\ud800é"}
    assert "é" in dump_json({"a": "é"})
