"""`insights token get`."""

from pathlib import Path

from tests.cli.token.conftest import OTHER, TOKEN
from tests.conftest import Insights


def test_on_a_terminal_it_wants_to_be_told(insights: Insights) -> None:
    """Without --reveal the screen stays clean."""
    hidden = insights("token", "get", terminal=True, INSIGHTS_TOKEN=TOKEN)
    assert (hidden.code, TOKEN in hidden.out + hidden.err, "--reveal" in hidden.err) == (2, False, True)
    assert insights("token", "get", "--reveal", terminal=True, INSIGHTS_TOKEN=TOKEN).out == f"{TOKEN}\n"


def test_a_pipe_gets_the_token_alone(insights: Insights) -> None:
    """One line, nothing else, and cleaned."""
    done = insights("token", "get", INSIGHTS_TOKEN=f" Bearer {TOKEN} ")
    assert (done.code, done.out, done.err) == (0, f"{TOKEN}\n", "")


def test_the_flag_names_the_strongest_source(insights: Insights, tmp_path: Path) -> None:
    """--token-file wins over every variable."""
    (tmp_path / "t").write_text(f"{OTHER}\n")
    assert insights("token", "get", "--token-file", "t", INSIGHTS_TOKEN=TOKEN).out == f"{OTHER}\n"


def test_without_a_token_it_is_exit_4(insights: Insights) -> None:
    """A credential is needed."""
    assert insights("token", "get").code == 4


def test_a_missing_token_file_is_exit_3(insights: Insights) -> None:
    """A named source that is broken is not skipped."""
    assert insights("token", "get", "--token-file", "none", INSIGHTS_TOKEN=TOKEN).code == 3


def test_a_named_profile_that_is_hidden_is_said(insights: Insights) -> None:
    """The order of sources holds, and nobody is surprised."""
    insights("token", "set", "--stdin", "--store", "file", "--profile", "ci", stdin=OTHER)
    for command in ("get", "test"):
        done = insights("token", command, "--profile", "ci", INSIGHTS_TOKEN=TOKEN)
        assert "note: env INSIGHTS_TOKEN comes before the profile ci" in done.err
    assert insights("token", "get", "--profile", "ci").err == ""
