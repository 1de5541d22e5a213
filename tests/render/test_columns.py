"""Columns fit the terminal, and nothing of a cell is lost."""

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.render.columns import columns
from insights_cli.render.diagnostics import width_of
from insights_cli.render.style import PLAIN, Style

HEAD = ("fate", "path", "value")
ROW = ("sent", "metadata.annotations.example.com/tier", "a value of several words that is long")


def test_in_a_pipe_columns_are_as_wide_as_they_like() -> None:
    """One line a row."""
    assert columns(HEAD, [ROW], PLAIN).split("\n")[1] == "  ".join(ROW)


def test_a_narrow_terminal_folds_cells_between_words() -> None:
    """The widest columns give way, and the rest of a cell goes on below its beginning."""
    assert columns(("a", "value"), [("x", "one two three")], Style(width=12)) == "a  value\nx  one two\n   three\n"


def test_a_standing_cell_stays_whole() -> None:
    """It has a line of its own, as long as it is, and takes no room from the column that others share."""
    text = columns(HEAD, [ROW, ("sent", "kind", "API")], Style(width=40), standing=1)
    assert text.split("\n")[1:] == [
        "sent  metadata.annotations.example.com/tier",
        "            a value of several words",
        "            that is long",
        "sent  kind  API",
        "",
    ]


def test_wide_letters_take_two_columns() -> None:
    """What stands behind them is aligned."""
    lines = columns(("a", "b"), [("日本", "x"), ("abcd", "y")], PLAIN).split("\n")
    assert lines[1:3] == ["日本  x", "abcd  y"]


def test_only_cells_are_painted() -> None:
    """Padding has no colour, and a cell without a colour no codes."""
    painted = columns(("a", "b"), [("x", "y")], Style(color=True), paint=lambda row, column: () if column else ("red",))
    assert painted.split("\n")[1] == "\x1b[31mx\x1b[0m  y"


TEXTS = st.text(st.sampled_from("ab /.日\u0301\x1b"), max_size=40)


@given(rows=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=3), width=st.integers(1, 60))
def test_nothing_is_lost_and_nothing_too_wide(rows: list[tuple[str, str, str]], width: int) -> None:
    """Every letter of every cell is there, whatever the width; lines are only too wide where no width would do."""
    text = columns(("", "", ""), rows, Style(width=width))
    assert text.count("日") == sum(cell.count("日") for row in rows for cell in row)
    assert text.count("a") == sum(cell.count("a") for row in rows for cell in row)
    assert all(width_of(line) <= max(width, 3 * 8 + 4) for line in text.split("\n"))
