"""Every way a run can end has its exit code and its words."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from insights_cli.cli import main as main_module
from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.runtime import this_process
from insights_cli.errors import InsightsError, NoCredentialsError, UsageError
from insights_cli.model.value import replace
from tests.conftest import Insights

PROGRAM = [sys.executable, "-m", "insights_cli"]


@pytest.mark.parametrize(
    ("failure", "code"),
    [
        (InsightsError("CL001", "x"), ExitCode.UNKNOWN),
        (UsageError("CL001", "x"), ExitCode.USAGE),
        (NoCredentialsError("CL001", "x"), ExitCode.NO_CREDENTIALS),
    ],
    ids=["unknown", "usage", "no-credentials"],
)
def test_failures_have_exit_codes(failure: InsightsError, code: ExitCode) -> None:
    """Each kind of failure ends with its own code."""
    assert main_module.exit_code_of(failure) is code


def test_an_unknown_command_is_a_usage_error_with_a_hint(insights: Insights) -> None:
    """A misspelt command names the likely one."""
    result = insights("explian")
    assert (result.code, result.out) == (2, "")
    assert "no such command 'explian'; did you mean 'explain'?" in result.err


@pytest.mark.parametrize(
    ("argv", "command", "summary"),
    [
        (["check-config", "--bogus", "--json"], "check-config", "there is no flag --bogus"),
        (["check-config", "--format", "json", "--select"], "check-config", "option '--select' requires an argument"),
        (["-C", "nowhere", "doctor", "--json"], "doctor", "invalid value for '-C': 'nowhere' is not a folder"),
        (["spool", "migrate", "--json"], "spool migrate", "missing option '--from'"),
        (["events", "lst", "--json"], "events", "no such command 'lst'; did you mean 'list'?"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_a_wrong_command_line_is_json_too(insights: Insights, argv: list[str], command: str, summary: str) -> None:
    """What is wrong may stand before --json: the envelope names the command, and the fix is its help."""
    result = insights(*argv)
    answer = json.loads(result.out)
    assert (result.code, result.err, answer["command"], answer["exit_code"]) == (2, "", command, 2)
    assert answer["error"]["summary"].startswith(summary)
    assert answer["error"]["fix"] == f"see: insights {command} --help"


def test_the_json_flag_of_another_program_is_none_of_ours(insights: Insights) -> None:
    """What stands behind `--` asks us for nothing."""
    result = insights("token", "run", "--bogus", "--", "program", "--json")
    assert (result.code, result.out) == (2, "")
    assert "there is no flag --bogus" in result.err


@pytest.mark.parametrize("closed", [0, 1, 2])
@pytest.mark.parametrize("arguments", [["--version"], ["explain", "CL001"]], ids=" ".join)
def test_a_stream_that_was_closed_before_is_no_bug(closed: int, arguments: list[str]) -> None:
    """Without one of the three streams the program answers on the others."""
    run = subprocess.run(
        ["sh", "-c", f'exec "$@" {closed}>&-', "sh", *PROGRAM, *arguments], capture_output=True, check=False
    )
    assert (run.returncode, run.stderr, bool(run.stdout)) == (0, b"", closed != 1)


def test_a_failure_is_json_where_json_was_asked(insights: Insights) -> None:
    """With --json a failure is an envelope on standard output."""
    result = insights("explain", "NOPE", "--json")
    answer = json.loads(result.out)
    assert (result.code, answer["ok"], answer["exit_code"], answer["error"]["code"]) == (2, False, 2, "CL002")


def test_a_folder_that_is_not_there_is_refused(insights: Insights) -> None:
    """`-C` takes a folder."""
    assert insights("-C", "nowhere", "explain").code == 2
    assert insights("-C", "n" * 300, "check-config").code == 2


def test_the_folder_of_a_link_is_where_it_leads(insights: Insights, tmp_path: Path) -> None:
    """`-C LINK/..` is the folder above the one that the link leads to, as it is for any program started there."""
    (tmp_path / "real" / "inner").mkdir(parents=True)
    (tmp_path / "real" / "app-config.yaml").write_text("app: {title: here}\n")
    (tmp_path / "link").symlink_to(tmp_path / "real" / "inner")
    assert insights("-C", "link/..", "check-config", "--print-effective").out == "app:\n  title: here\n"


def test_no_arguments_show_the_help(insights: Insights) -> None:
    """Without a command the help goes to standard error and the code is usage."""
    result = insights()
    assert (result.code, result.out) == (2, "")
    assert "Commands:" in result.err


def test_a_bug_becomes_one_line_and_a_report_without_values(
    insights: Insights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A crash report holds places and types, and no message, value or argument."""
    app = new_app()

    @app.command()
    def broken(_ctx: typer.Context, _value: str) -> int:
        raise RuntimeError("s3cret-message")

    monkeypatch.setattr("insights_cli.cli.explain.app", app)
    result = insights("explain", "s3cret-argument")
    assert result.code == 70
    (report,) = (tmp_path / ".local/state/insights").glob("crash-*.txt")
    assert report.stat().st_mode & 0o777 == 0o600
    assert "RuntimeError" in report.read_text()
    assert "s3cret" not in report.read_text() + result.err + result.out


def test_a_bug_without_a_home_is_still_reported(
    insights: Insights, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no report can be written it goes to standard error."""
    app = new_app()

    @app.command()
    def broken() -> int:
        raise RuntimeError

    monkeypatch.setattr("insights_cli.cli.explain.app", app)
    (tmp_path / "file").write_text("")
    result = insights("explain", XDG_STATE_HOME=str(tmp_path / "file"))
    assert result.code == 70
    assert "insights_cli/cli/main.py" in result.err


@pytest.mark.parametrize("argv", [["explain"], ["completion", "bash"], ["--help"]], ids=lambda argv: argv[0])
def test_a_closed_pipe_is_quiet(argv: list[str]) -> None:
    """A reader that goes away ends the program with 141 and without a word."""
    program = subprocess.Popen([*PROGRAM, *argv], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert program.stdout
    assert program.stderr
    program.stdout.close()
    words = program.stderr.read()
    program.stderr.close()
    assert (program.wait(), words) == (141, b"")


@pytest.mark.parametrize("argv", [["explain"], ["completion", "bash"], ["--help"], ["--version"]], ids=" ".join)
def test_a_full_disk_under_the_answer_is_said(argv: list[str]) -> None:
    """`> file` on a full disk is no bug of the program and no success."""
    with open("/dev/full", "wb") as full:
        program = subprocess.run([*PROGRAM, *argv], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert program.returncode == 3
    assert program.stderr.splitlines() == ["error[CL003] the answer could not be written: No space left on device"]


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("stderr", "said"), [(io.StringIO(), ""), (_Terminal(), "\n")], ids=["pipe", "terminal"])
def test_an_interruption_leaves_the_line_on_a_terminal(stderr: io.StringIO, said: str) -> None:
    """The shell's prompt stands on a line of its own, and a pipe gets nothing."""

    def interrupt() -> str:
        raise KeyboardInterrupt

    stdin = io.StringIO()
    stdin.read = lambda *_: interrupt()  # type: ignore[method-assign]  # stands for a read that somebody ends
    runtime = replace(this_process(), stdin=stdin, stderr=stderr)
    assert main_module.run(["decode-token", "-"], runtime) == ExitCode.INTERRUPTED
    assert stderr.getvalue() == said
