"""One report in every format."""

import json

import pytest

from insights_cli.model.diagnostic import Diagnostic, Location, Report, Severity, Skipped
from insights_cli.model.explanation import Explanation
from insights_cli.render.formats import Answer
from insights_cli.render.formats.registry import NAMES, format_called
from insights_cli.render.style import PLAIN

FOUND = Diagnostic(
    code="CL001",
    severity=Severity.ERROR,
    summary="bad: 100%, really",
    location=Location(path="app,config.yaml", line=3, column=5, end_line=3, end_column=9),
    fix="write it so",
)
RULE = Explanation(code="CL001", title="t", severity=Severity.ERROR, why="w", fix="f")


def answer(*found: Diagnostic, failure: Diagnostic | None = None) -> Answer:
    """An answer that found *found*."""
    report = Report(command="check-config", diagnostics=found, skipped=(Skipped(code="CL002", reason="no file"),))
    return Answer(
        report=report, exit_code=1 if found else 0, failure=failure, explanations=lambda: (RULE,), version="1"
    )


def test_names_are_unique() -> None:
    """A format is found by its name."""
    assert len({format_called(name).title for name in NAMES}) == len(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_report_ends_with_a_newline_or_is_empty(name: str) -> None:
    """No format leaves the prompt on its own line."""
    text = format_called(name).render(answer(), PLAIN)
    assert text == "" or text.endswith("\n")


@pytest.mark.parametrize("name", NAMES)
def test_nothing_that_was_read_steers_the_terminal(name: str) -> None:
    """Control characters of file names, summaries and headings are shown, in every format."""
    evil = "a\x1b[2J\r\x07"
    found = Diagnostic(
        code="CL001", severity=Severity.ERROR, summary=evil, location=Location(path=evil, line=1, column=1), fix=evil
    )
    report = Report(command="check-config", diagnostics=(found,), headline=(("checked", evil),))
    whole = Answer(report=report, exit_code=1, explanations=lambda: (RULE,), version="1")
    assert not {"\x1b", "\r", "\x07"} & set(format_called(name).render(whole, PLAIN))


def test_concise_is_one_line_a_finding() -> None:
    """Editors can jump to it."""
    assert format_called("concise").render(answer(FOUND), PLAIN) == (
        "app,config.yaml:3:5: error[CL001] bad: 100%, really\n"
    )


def test_text_counts_what_was_not_checked() -> None:
    """A skipped question is never silent."""
    assert "1 error, 0 warnings, 0 info (1 not checked)" in format_called("text").render(answer(FOUND), PLAIN)


def test_json_carries_everything() -> None:
    """Findings, counts, skipped questions and the fingerprint."""
    document = json.loads(format_called("json").render(answer(FOUND), PLAIN))
    assert document["schema"] == "insights.check-config/1"
    assert document["summary"] == {"error": 1, "warning": 0, "info": 0, "skipped": 1, "suppressed": 0}
    assert document["findings"][0]["fingerprint"] == FOUND.fingerprint


def test_github_escapes_and_caps() -> None:
    """Nine annotations a level and a roll-up; separators inside values are escaped."""
    lines = format_called("github").render(answer(*[FOUND] * 12), PLAIN).splitlines()
    assert len(lines) == 10
    properties, text = lines[0].removeprefix("::error ").split("::")
    assert properties == "title=CL001,file=app%2Cconfig.yaml,line=3,col=5,endLine=3,endColumn=9"
    assert text == "bad: 100%25, really%0Afix: write it so"
    assert "3 more" in lines[9]


def test_sarif_says_when_the_run_failed() -> None:
    """A run that could not finish is not a successful execution."""
    failed = Diagnostic(code="CL002", severity=Severity.ERROR, summary="no file")
    run = json.loads(format_called("sarif").render(answer(failure=failed), PLAIN))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False


def test_fingerprints_survive_moved_lines() -> None:
    """The place is not part of a fingerprint; the key and the identity are."""
    moved = Diagnostic(
        code="CL001", severity=Severity.ERROR, summary="other words", location=Location(path="b", line=99)
    )
    other = Diagnostic(code="CL001", severity=Severity.ERROR, summary="s", identity="x")
    assert FOUND.fingerprint == moved.fingerprint != other.fingerprint
