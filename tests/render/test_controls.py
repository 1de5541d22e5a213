"""What keys do to a live view."""

import pytest

from insights_cli.filters.expression import Comparison, Everything
from insights_cli.render.controls import HELP, Controls


class Pressed:
    """Controls that remember what they led to."""

    def __init__(self, keys: str) -> None:
        self.done: list[str] = []
        self.controls = Controls(
            details=lambda: self.done.append("details"), quit=lambda: self.done.append("quit"), say=self.done.append
        )
        for key in keys:
            self.controls.press(key)


@pytest.mark.parametrize(
    ("keys", "done"), [("\n", ["details"]), ("\r", ["details"]), ("q", ["quit"]), ("?", list(HELP)), ("xyz\x1b", [])]
)
def test_a_key_does_what_the_help_says(keys: str, done: list[str]) -> None:
    """Others do nothing."""
    assert Pressed(keys).done == done


def test_space_pauses_and_goes_on() -> None:
    """The line says so."""
    assert all(line.startswith("PAUSED") for line in Pressed(" ").controls.lines)
    assert not Pressed("  ").controls.is_paused


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ("/action=click\n", "action=click"),
        ("/action=clickx\x7f\n", "action=click"),
        ("/wrong\x15action=click\r", "action=click"),
        ("/action=click\n/x\x1b", "action=click"),
        ("/q?\n", "q?"),
        ("/a\n/\x7f\n", ""),
    ],
)
def test_a_filter_is_typed_and_applied(keys: str, text: str) -> None:
    """Keys are text meanwhile; escape keeps what was."""
    pressed = Pressed(keys)
    assert (pressed.controls.text, pressed.controls.typed, pressed.done) == (text, None, [])
    assert isinstance(pressed.controls.match, Comparison if text else Everything)


def test_a_filter_that_is_not_understood_can_be_mended() -> None:
    """What is wrong is said, and what was typed stays."""
    pressed = Pressed("/a =\n")
    assert (pressed.controls.typed, pressed.controls.text) == ("a =", "")
    assert "column" in pressed.done[0]
    assert pressed.done[-2:] == ["1 | a =", "  |    ^"]
    assert all(line.startswith("filter: a =_") for line in pressed.controls.lines)


def test_a_field_that_no_event_has_is_pointed_out() -> None:
    """The filter counts all the same, and shows nothing."""
    pressed = Pressed("/acton=click\n")
    assert pressed.controls.text == "acton=click"
    assert pressed.done == ['no event has a field "acton"; likely action is meant']
