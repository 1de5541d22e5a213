"""Colour follows the terminal and the variables people set."""

import pytest

from insights_cli.render.style import ColorChoice, Style, wants_color


@pytest.mark.parametrize(
    ("choice", "environ", "is_terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"CLICOLOR_FORCE": "0"}, False, False),
        ("auto", {"CLICOLOR": "0"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_about_colour(choice: str, environ: dict[str, str], is_terminal: bool, expected: bool) -> None:
    """The flag wins, then NO_COLOR, then the forcing variables, then the terminal."""
    assert wants_color(ColorChoice(choice), environ, is_terminal=is_terminal) is expected


def test_plain_style_adds_nothing() -> None:
    """Without colour the text is the text."""
    assert Style(color=False).paint("x", "red") == "x"


def test_colour_is_closed_again() -> None:
    """Paint ends with a reset."""
    assert Style(color=True).paint("x", "red", "bold") == "\x1b[31;1mx\x1b[0m"
