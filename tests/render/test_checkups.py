"""A check-up as text: folded for a terminal, whole for a pipe, and its fix always as it is to be copied."""

from xml.etree.ElementTree import fromstring

import pytest

from insights_cli.model.checkup import Cause, CheckResult, Checkup, State
from insights_cli.render.checkups.registry import BY_NAME
from insights_cli.render.checkups.text import result_lines, summary_lines
from insights_cli.render.style import PLAIN, Style

UNKNOWN = CheckResult(code="DR501", group="token", title="is it <there>?", state=State.UNKNOWN, summary="no |\x1b[1m")

FIX = "yarn --cwd packages/backend add @example/a-package-with-a-long-name\nthen a second line"
RESULT = CheckResult(
    code="DR102",
    group="versions",
    title="t",
    state=State.FAIL,
    summary="a summary that is longer than the half of a narrow terminal",
    fix=FIX,
    notes=(("also", "a note with quite a number of words in it"),),
)


def test_a_pipe_gets_whole_lines() -> None:
    """Without a terminal nothing is folded; a fix of two lines has two."""
    assert result_lines(RESULT, PLAIN).splitlines() == [
        f"[fail] DR102  versions   {RESULT.summary}",
        "       = also: a note with quite a number of words in it",
        "       = fix: yarn --cwd packages/backend add @example/a-package-with-a-long-name",
        "           then a second line",
    ]


def test_a_terminal_gets_folded_lines_and_a_whole_fix() -> None:
    """What is read is folded under its beginning, what is copied is not."""
    lines = result_lines(RESULT, Style(color=False, width=50)).splitlines()
    assert lines == [
        "[fail] DR102  versions   a summary that is longer",
        "                         than the half of a narrow",
        "                         terminal",
        "       = also: a note with quite a number of words",
        "               in it",
        f"       = fix: {FIX.splitlines()[0]}",
        "           then a second line",
    ]


@pytest.mark.parametrize("state", [State.OK, State.SKIP])
def test_what_is_well_has_one_line(state: State) -> None:
    """No place and no fix below it."""
    found = CheckResult(code="DR101", group="versions", title="t", state=state, summary="s", fix="f")
    assert result_lines(found, PLAIN).count("\n") == 1


def test_the_likely_reason_is_folded_too() -> None:
    """It hangs below itself."""
    cause = Cause(code="DR102", check="DR102", summary="one two three four five", fix=None)
    text = summary_lines(Checkup(results=(RESULT,), causes=(cause,)), Style(color=False, width=40))
    assert text.splitlines()[2:] == ["most likely reason: DR102 one two three", "                    four five"]


def test_a_symptom_without_a_cause_is_said() -> None:
    """Silence would look like health; what was not asked may be it."""
    skipped = CheckResult(code="DR601", group="backstage", title="t", state=State.SKIP, summary="offline")
    assert summary_lines(Checkup(results=(skipped,), symptom="one-user"), PLAIN).splitlines()[-1] == (
        "nothing that was found explains one-user; 1 question without an answer: -v lists them"
    )
    assert summary_lines(Checkup(results=(), symptom="one-user"), PLAIN).endswith("explains one-user\n")


def test_markdown_is_a_table_in_which_nothing_is_markup() -> None:
    """Every result is a row, also one without a fix, and the likeliest reason stands above."""
    cause = Cause(code="DR102", check="DR102", summary="a `reason`", fix=None)
    text = BY_NAME["md"].render(Checkup(results=(RESULT, UNKNOWN), causes=(cause, cause)), PLAIN)
    lines = [line for line in text.splitlines() if line]
    assert lines[:3] == ["## insights doctor", "1 fail, 1 unknown", "**Likely reason:** `DR102` a \\`reason\\`"]
    assert lines[3:5] == ["| state | check | what | fix |", "| --- | --- | --- | --- |"]
    assert lines[5:] == [
        f"| fail | DR102 versions | {RESULT.summary} | {FIX.replace(chr(10), ' ')} |",
        "| unknown | DR501 token | no \\|\\x1b[1m |  |",
    ]


def test_build_servers_get_failures_and_errors() -> None:
    """A failure fails, what could not be told is an error, and the XML can be read whatever was found."""
    suite = fromstring(BY_NAME["junit"].render(Checkup(results=(RESULT, UNKNOWN), took_s=1.5), PLAIN).encode())
    assert {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "2",
        "failures": "1",
        "errors": "1",
        "skipped": "0",
        "time": "1.500",
    }
    failure, error = (case[0] for case in suite)
    assert (failure.tag, failure.text) == ("failure", f"{RESULT.summary}\nfix: {FIX}")
    assert (error.tag, error.get("message")) == ("error", "no |?[1m")


def test_annotations_leave_out_what_is_well() -> None:
    """A failure is an error, what could not be told a notice."""
    fine = CheckResult(code="DR101", group="versions", title="t", state=State.OK, summary="s")
    lines = BY_NAME["github"].render(Checkup(results=(fine, RESULT, UNKNOWN)), PLAIN).splitlines()
    assert [line.split(" ", 1)[0].split("::")[1] for line in lines] == ["error", "notice"]
