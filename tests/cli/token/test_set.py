"""`insights token set`."""

import json
from pathlib import Path

import pytest

from tests.cli.token.conftest import OTHER, TOKEN, files_with
from tests.conftest import Insights

FILE = ("--store", "file")


def test_a_token_from_standard_input_is_stored_and_read_back(insights: Insights, tmp_path: Path) -> None:
    """The token ends in the private file, and `get` gives it back."""
    done = insights("token", "set", "--stdin", *FILE, stdin=f"{TOKEN}\n")
    assert (done.code, TOKEN in done.out + done.err) == (0, False)
    assert "written and read back" in done.out
    assert insights("token", "get").out == f"{TOKEN}\n"
    (path,) = files_with(tmp_path, TOKEN)
    assert (path.name, path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (
        "credentials.json",
        0o600,
        0o700,
    )


@pytest.mark.parametrize("way", ["file", "dash", "env", "prompt"])
def test_every_way_in_gives_the_same(way: str, insights: Insights, tmp_path: Path) -> None:
    """File, `-`, variable and prompt are as good as --stdin."""
    (tmp_path / "token.txt").write_text(f"{TOKEN}\n")
    flags = {"file": ("--from-file", "token.txt"), "dash": ("--from-file", "-"), "env": ("--from-env", "MY")}.get(
        way, ()
    )
    done = insights("token", "set", *flags, *FILE, stdin=TOKEN, hidden=TOKEN, terminal=way == "prompt", MY=TOKEN)
    assert done.code == 0
    assert insights("token", "get").out == f"{TOKEN}\n"


def test_cleaning_is_said(insights: Insights) -> None:
    """What was removed around the token is reported."""
    done = insights("token", "set", "--stdin", *FILE, "--json", stdin=f' "Bearer {TOKEN}"\n')
    assert json.loads(done.out)["token"]["cleaned"] == ["white space around it", "quotes", "the word Bearer"]
    assert insights("token", "get").out == f"{TOKEN}\n"


@pytest.mark.parametrize(
    "argv",
    [
        ("set", TOKEN),
        ("set", "--stdin", TOKEN),
        ("set", f"--token={TOKEN}"),
        ("set", "--token", TOKEN),
        (TOKEN,),
        ("test", TOKEN),
        ("test", "--token", TOKEN),
        ("get", TOKEN),
        ("status", TOKEN),
        ("delete", TOKEN),
        ("stores", TOKEN),
        ("get", "--profile", f"{TOKEN}/{TOKEN}"),
        ("set", "--store", "file", "--from-env", f"{TOKEN}/{TOKEN}"),
    ],
)
def test_a_token_among_the_arguments_is_refused_unseen(argv: tuple[str, ...], insights: Insights) -> None:
    """It is a usage error (or a missing variable), and the token is repeated nowhere."""
    done = insights("token", *argv)
    assert done.code == (3 if "--from-env" in argv else 2)
    assert TOKEN not in done.out + done.err
    assert "TK00" in done.err


def test_the_refusal_names_the_right_flag(insights: Insights) -> None:
    """`set TOKEN` says --stdin, and that the typed one is exposed."""
    done = insights("token", "set", TOKEN)
    assert "insights token set --stdin" in done.err
    assert "exposed" in done.err


@pytest.mark.parametrize(
    "value",
    ["${SPOTIFY_BACKSTAGE_API_TOKEN}", "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJhIn0.c2ln", "ABCD-1234-EFGH-5678", "two words"],
)
def test_a_doubtful_value_is_not_stored_unasked(value: str, insights: Insights, tmp_path: Path) -> None:
    """Without a terminal it is refused with the flag to add; with --yes it is stored."""
    refused = insights("token", "set", "--stdin", *FILE, stdin=value)
    assert (refused.code, "--yes" in refused.err, value in refused.err) == (2, True, False)
    assert list(files_with(tmp_path, value)) == []
    assert insights("token", "set", "--stdin", *FILE, "--yes", stdin=value).code == 0


@pytest.mark.parametrize(("answer", "code"), [("y\n", 0), ("n\n", 2), ("", 2)])
def test_a_doubtful_value_is_questioned_on_a_terminal(answer: str, code: int, insights: Insights) -> None:
    """One question; only yes stores it."""
    done = insights("token", "set", *FILE, stdin=answer, hidden="two words", terminal=True)
    assert done.code == code
    assert "spaces" in done.err


def test_the_licence_key_in_the_environment_is_recognised(insights: Insights) -> None:
    """The value of SPOTIFY_LICENSE_KEY is not taken for a token."""
    done = insights("token", "set", "--stdin", *FILE, stdin=TOKEN, SPOTIFY_LICENSE_KEY=TOKEN)
    assert (done.code, "licence key" in done.err) == (2, True)


@pytest.mark.parametrize("value", ["", "  \n", '""', "Bearer "])
def test_an_empty_token_is_refused(value: str, insights: Insights) -> None:
    """Nothing is left after cleaning."""
    assert insights("token", "set", "--stdin", *FILE, stdin=value).code == 2


def test_without_a_terminal_or_a_flag_nothing_prompts(insights: Insights) -> None:
    """It fails at once and names the flags."""
    done = insights("token", "set", *FILE)
    assert done.code == 2
    assert all(flag in done.err for flag in ("--stdin", "--from-file", "--from-env"))


def test_without_a_keyring_plain_text_is_never_chosen_silently(insights: Insights, tmp_path: Path) -> None:
    """Exit 3, three ready commands, and the token is nowhere."""
    done = insights("token", "set", "--stdin", "--profile", "ci", stdin=TOKEN)
    assert done.code == 3
    assert "export INSIGHTS_TOKEN_FILE=" in done.err
    assert "insights token set --profile ci --from-command" in done.err
    assert "insights token set --profile ci --store file --stdin" in done.err
    assert list(files_with(tmp_path, TOKEN)) == []


@pytest.mark.parametrize(("answer", "code"), [("yes\n", 0), ("\n", 3)])
def test_on_a_terminal_plain_text_is_asked_for_once(answer: str, code: int, insights: Insights, tmp_path: Path) -> None:
    """The question names the consequences; the consent is remembered for the next time."""
    done = insights("token", "set", stdin=answer, hidden=TOKEN, terminal=True)
    assert (done.code, done.err.count("[y/N]")) == (code, 1)
    assert "whoever gets your files" in done.err
    assert len(list(files_with(tmp_path, TOKEN))) == (1 if code == 0 else 0)
    if code == 0:
        again = insights("token", "set", "--stdin", stdin=OTHER)
        assert (again.code, insights("token", "get").out) == (0, f"{OTHER}\n")


def test_a_command_is_kept_and_the_token_is_not(insights: Insights, tmp_path: Path) -> None:
    """--from-command stores the command; its output stays out of every file."""
    (tmp_path / "vault.txt").write_text(f"{TOKEN}\n")
    done = insights("token", "set", "--from-command", f"cat {tmp_path}/vault.txt", PATH="/usr/bin:/bin")
    assert done.code == 0
    assert [path.name for path in files_with(tmp_path, TOKEN)] == ["vault.txt"]
    assert insights("token", "get", PATH="/usr/bin:/bin").out == f"{TOKEN}\n"


def test_a_command_with_the_token_in_it_is_refused(insights: Insights, tmp_path: Path) -> None:
    """`echo TOKEN` is plain text: usage error, and nothing stays."""
    done = insights("token", "set", "--from-command", f"echo {TOKEN}", PATH="/usr/bin:/bin")
    assert (done.code, list(files_with(tmp_path, TOKEN))) == (2, [])


@pytest.mark.parametrize("command", ["false", "true", "no-such-program x", "'unbalanced"])
def test_a_command_that_gives_no_token_is_an_error(command: str, insights: Insights) -> None:
    """Exit 3 with the reason."""
    done = insights("token", "set", "--from-command", command, PATH="/usr/bin:/bin")
    assert (done.code, "TK207" in done.err) == (3, True)
    assert insights("token", "status").code == 4


@pytest.mark.parametrize("command", ["false", "no-such-program x", "echo xxxx", "printf 'line-one\\nline-two'"])
def test_a_command_that_fails_does_not_replace_a_good_one(command: str, insights: Insights, tmp_path: Path) -> None:
    """It is tried before it is kept, and its output is questioned like any other token."""
    (tmp_path / "vault.txt").write_text(f"{TOKEN}\n")
    assert insights("token", "set", "--from-command", f"cat {tmp_path}/vault.txt", PATH="/usr/bin:/bin").code == 0
    assert insights("token", "set", "--from-command", command, PATH="/usr/bin:/bin").code in (2, 3)
    assert insights("token", "get", PATH="/usr/bin:/bin").out == f"{TOKEN}\n"


@pytest.mark.parametrize(
    "flags",
    [
        ("--stdin", "--from-env", "MY"),
        ("--store", "keyring", "--from-command", "true"),
        ("--store", "command", "--stdin"),
        ("--stdin", "--expires", "yesterday"),
        ("--stdin", "--expires", "2020-01-01"),
        ("--stdin", "--profile", "a b"),
    ],
)
def test_flags_that_do_not_go_together_are_usage_errors(flags: tuple[str, ...], insights: Insights) -> None:
    """Nothing is done."""
    assert insights("token", "set", *flags, stdin=TOKEN, MY=TOKEN).code == 2


def test_a_stronger_source_is_mentioned(insights: Insights) -> None:
    """Storing while a variable wins works and says so."""
    done = insights("token", "set", "--stdin", *FILE, stdin=TOKEN, INSIGHTS_TOKEN=OTHER)
    assert (done.code, "env INSIGHTS_TOKEN comes first" in done.out) == (0, True)


def test_changing_the_store_leaves_no_token_behind(insights: Insights, tmp_path: Path) -> None:
    """From file to command, the plain text goes."""
    insights("token", "set", "--stdin", *FILE, stdin=TOKEN)
    (tmp_path / "vault.txt").write_text(OTHER)
    done = insights("token", "set", "--from-command", f"cat {tmp_path}/vault.txt", PATH="/usr/bin:/bin")
    assert (done.code, "deleted from the file store" in done.err) == (0, True)
    assert list(files_with(tmp_path, TOKEN)) == []
