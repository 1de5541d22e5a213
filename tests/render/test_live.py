"""Lines above a footer."""

from insights_cli.render.live import LiveLines
from tests.conftest import Terminal


def test_lines_scroll_above_the_footer() -> None:
    """The footer is taken away, lines are written, the footer comes back; nothing is written when nothing changed."""
    out = Terminal()
    footer = ["one", "two"]
    live = LiveLines(out, lambda width: footer, left_out=str)
    live.redraw()
    live.add("event 1")
    live.redraw()
    seen = out.getvalue()
    live.redraw()
    assert out.getvalue() == seen == "one\ntwo\r\x1b[1A\x1b[Jevent 1\none\ntwo"


def test_the_end_leaves_no_footer() -> None:
    """What was not written yet is."""
    out = Terminal()
    live = LiveLines(out, lambda width: ["foot"], left_out=str)
    live.redraw()
    live.add("last")
    live.finish()
    assert out.getvalue() == "foot\r\x1b[Jlast\n"


def test_a_flood_is_summed_up() -> None:
    """Nobody reads a thousand lines a second."""
    out = Terminal()
    live = LiveLines(out, lambda width: [], left_out=lambda count: f"{count} more")
    for at in range(1000):
        live.add(str(at))
    live.redraw()
    assert out.getvalue().splitlines()[-1] == "800 more"
