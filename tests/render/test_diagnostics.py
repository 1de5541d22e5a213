"""A diagnostic looks like a compiler's."""

import pytest

from insights_cli.model.diagnostic import Diagnostic, Location, Severity
from insights_cli.render.diagnostics import full
from insights_cli.render.style import PLAIN


def shown(
    source: str, column: int, end_column: int | None, label: str = "", *, end_line: int | None = None
) -> list[str]:
    """The caret lines of a diagnostic at that place."""
    place = Location(path="a.yaml", line=7, column=column, end_line=end_line, end_column=end_column)
    found = Diagnostic(
        code="CL001", severity=Severity.ERROR, summary="wrong", location=place, excerpt=source, label=label
    )
    return full(found, PLAIN).splitlines()


def test_the_whole_picture() -> None:
    """Place, code, summary, source, caret run, notes, why and fix."""
    found = Diagnostic(
        code="CL001",
        severity=Severity.WARNING,
        summary="salt is a number",
        location=Location(path="app-config.yaml", line=14, column=9, end_column=17),
        excerpt="  salt: 20240101",
        label="YAML reads this as a number",
        why="a text is required",
        fix='salt: "20240101"',
        notes=(("trace", "set here"),),
    )
    assert full(found, PLAIN) == "\n".join(
        [
            "app-config.yaml:14:9: warning[CL001] salt is a number",
            "   |",
            "14 |   salt: 20240101",
            "   |         ^^^^^^^^ YAML reads this as a number",
            "  = trace: set here",
            "  = why:   a text is required",
            '  = fix:   salt: "20240101"',
        ]
    )


def test_tabs_and_wide_characters_keep_the_caret_in_place() -> None:
    """The caret stands below the value whatever comes before it."""
    assert shown("\tk: v", 5, 6)[3].endswith("\t   ^")
    assert shown("日: v", 4, 5)[3] == "  |     ^"


@pytest.mark.parametrize(
    ("end_line", "end_column", "carets"),
    [(None, 5, "^"), (7, 6, "^^"), (8, 5, "^^^^^"), (None, None, "^^^^^"), (7, 4, "^")],
    ids=["one letter", "two letters", "on to the next line", "no end", "nothing at all"],
)
def test_the_carets_end_where_the_place_does(end_line: int | None, end_column: int | None, carets: str) -> None:
    """What goes on below, or has no end, is marked to the end of its line."""
    assert shown("k: value  ", 4, end_column, end_line=end_line)[3] == f"  |    {carets}"


def test_a_long_line_is_cut_around_the_caret() -> None:
    """A line of thousands of characters shows the part that matters."""
    lines = shown("x" * 5000 + "HERE" + "y" * 5000, 5001, 5005)
    assert "HERE" in lines[2]
    assert max(map(len, lines)) < 200


def test_control_characters_cannot_steer_the_terminal() -> None:
    """Escape sequences out of a file are shown, not obeyed."""
    found = Diagnostic(code="CL001", severity=Severity.ERROR, summary="bad \x1b[31mred\nnext")
    assert full(found, PLAIN) == "error[CL001] bad \\x1b[31mred\\nnext"
