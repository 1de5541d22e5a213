"""Composing the token's sources for one run."""

import io
from pathlib import Path

import pytest

from insights_cli.cli.choice.token import may_ask, profile_name, surroundings, token_reader
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.runtime import Runtime
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.value import replace
from tests.conftest import NOW, Terminal

TOKEN, OTHER = "abCD0123efGH4567ijKL", "zzYY9876xxWW5432vvUU"  # fake


def invocation(folder: Path, *, terminal: bool = False, **environ: str) -> Invocation:
    """A run in *folder*."""
    stream = Terminal if terminal else io.StringIO
    runtime = Runtime(
        environ={"HOME": str(folder), **environ},
        cwd=str(folder),
        stdin=stream(),
        stdout=stream(),
        stderr=stream(),
        now=lambda: NOW,
        platform="linux",
    )
    return Invocation(runtime=runtime)


def test_a_reader_notices_a_new_token(tmp_path: Path) -> None:
    """When the file changes, a fresh read has the new token and its source."""
    path = tmp_path / "token"
    path.write_text(f"{TOKEN}\n")
    reader = token_reader(invocation(tmp_path, INSIGHTS_TOKEN_FILE=str(path)))
    first = reader.read()
    path.write_text(f"Bearer {OTHER}\n")
    kept, fresh = reader.read(), reader.read(fresh=True)
    assert first is not None
    assert kept is first
    assert fresh is not None
    assert (first.secret.reveal(), fresh.secret.reveal()) == (TOKEN, OTHER)
    assert "INSIGHTS_TOKEN_FILE" in fresh.source


def test_a_reader_without_a_token_says_none(tmp_path: Path) -> None:
    """Nothing configured is no failure; a broken source is one."""
    assert token_reader(invocation(tmp_path)).read() is None
    with pytest.raises(InsightsError, match="TK102"):
        token_reader(invocation(tmp_path, INSIGHTS_TOKEN_FILE="none")).read()
    with pytest.raises(InsightsError, match="TK103"):
        token_reader(invocation(tmp_path, INSIGHTS_TOKEN="with space")).read()


@pytest.mark.parametrize("name", ["a b", "../x", "x" * 41, "a/b", "\u200b"])
def test_a_profile_has_a_plain_name(name: str, tmp_path: Path) -> None:
    """Anything else is refused without being repeated."""
    with pytest.raises(UsageError, match="TK006") as refused:
        profile_name(invocation(tmp_path), name)
    assert name not in refused.value.summary


def test_the_environment_can_name_the_profile(tmp_path: Path) -> None:
    """The flag is stronger."""
    run = invocation(tmp_path, INSIGHTS_PROFILE="staging")
    assert (profile_name(run, None), profile_name(run, "ci")) == ("staging", "ci")
    assert profile_name(invocation(tmp_path), None) == "default"


def test_only_somebody_at_a_terminal_is_asked(tmp_path: Path) -> None:
    """And nobody where INSIGHTS_NO_INPUT is set; dialogs need a display."""
    here = invocation(tmp_path, terminal=True)
    assert (may_ask(here), may_ask(invocation(tmp_path))) == (True, False)
    assert not may_ask(invocation(tmp_path, terminal=True, INSIGHTS_NO_INPUT="1"))
    assert surroundings(here).announce is None
    assert surroundings(invocation(tmp_path, terminal=True, DISPLAY=":0")).announce
    mac = replace(here.runtime, platform="darwin")
    assert surroundings(Invocation(runtime=mac)).announce


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("spotify:\n  apiToken: ${MY}\n", TOKEN),
        ("spotify:\n  $include: ./secret.yaml\n", OTHER),
        ("app:\n  title: none\n", None),
        ("app: [broken\n", None),
        ("app: [broken\n# apiToken\n", None),
    ],
)
def test_app_config_gives_a_token_only_when_it_resolves(text: str, expected: str | None, tmp_path: Path) -> None:
    """Variables and includes are followed; a broken file is no token and no failure."""
    (tmp_path / "app-config.yaml").write_text(text)
    (tmp_path / "secret.yaml").write_text(f"apiToken: {OTHER}\n")
    found = token_reader(invocation(tmp_path, MY=TOKEN)).read()
    assert (found.secret.reveal() if found else None) == expected
