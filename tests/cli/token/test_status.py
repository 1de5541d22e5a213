"""`insights token status`."""

import json
from pathlib import Path

import pytest

from tests.cli.token.conftest import OTHER, TOKEN
from tests.conftest import Insights


def store(insights: Insights, *flags: str) -> None:
    """Keep TOKEN in the file store."""
    assert insights("token", "set", "--stdin", "--store", "file", *flags, stdin=TOKEN).code == 0


def test_without_a_token_it_is_absent(insights: Insights) -> None:
    """Exit 4, and the places that were looked at."""
    done = insights("token", "status")
    assert (done.code, done.out) == (4, "")
    assert "INSIGHTS_TOKEN_FILE" in done.err


def test_sources_are_listed_with_what_they_shadow(insights: Insights, tmp_path: Path) -> None:
    """The winner first, the others with the one that hides them; fingerprints tell that they differ."""
    store(insights, "--expires", "90d", "--label", "laptop")
    (tmp_path / "f").write_text(TOKEN)
    done = insights("token", "status", "--json", INSIGHTS_TOKEN=OTHER, INSIGHTS_TOKEN_FILE="f")
    answer = json.loads(done.out)
    assert [(row["kind"], row["state"], row["reason"]) for row in answer["sources"]] == [
        ("INSIGHTS_TOKEN", "in use", ""),
        ("INSIGHTS_TOKEN_FILE", "shadowed", "by INSIGHTS_TOKEN"),
        ("profile", "shadowed", "by INSIGHTS_TOKEN"),
    ]
    prints = [row["fingerprint"] for row in answer["sources"]]
    assert prints[1] == prints[2] != prints[0]
    assert [each["code"] for each in answer["findings"]] == ["TK104"]
    assert TOKEN not in done.out
    assert OTHER not in done.out


@pytest.mark.parametrize(
    ("expires", "code", "words"), [("90d", 0, ""), ("10d", 0, "expires in 10 d"), ("2d", 0, "last")]
)
def test_expiry_is_warned_about_in_time(expires: str, code: int, words: str, insights: Insights) -> None:
    """Quiet far ahead, a warning a fortnight before, a last call three days before."""
    store(insights, "--expires", expires)
    done = insights("token", "status")
    assert done.code == code
    assert words in done.err
    assert bool(words) is ("TK105" in done.err)


def test_a_file_that_others_can_read_is_broken(insights: Insights, tmp_path: Path) -> None:
    """What `token get` would refuse is not called in use."""
    store(insights)
    next(tmp_path.rglob("credentials.json")).chmod(0o644)
    done = insights("token", "status")
    assert (done.code, "TK205" in done.err, "broken" in done.out) == (3, True, True)


def test_a_token_that_went_away_is_absent(insights: Insights, tmp_path: Path) -> None:
    """The record alone is no token."""
    store(insights)
    next(tmp_path.rglob("credentials.json")).unlink()
    done = insights("token", "status")
    assert (done.code, "not there any more" in done.err, "broken" in done.out) == (4, True, True)


def test_a_broken_source_is_not_skipped(insights: Insights) -> None:
    """A named file that is not there wins and is broken: exit 3, although a stored token exists."""
    store(insights)
    done = insights("token", "status", INSIGHTS_TOKEN_FILE="/nonexistent/token")
    assert (done.code, "TK102" in done.err, "broken" in done.out) == (3, True, True)


def test_app_config_gives_a_token_when_it_resolves(insights: Insights, tmp_path: Path) -> None:
    """`spotify.apiToken` counts before the stored profile, and not at all while its variable is unset."""
    store(insights)
    (tmp_path / "app-config.yaml").write_text("spotify:\n  apiToken: ${MY_TOKEN}\n")
    assert "app-config" not in insights("token", "status").out
    done = insights("token", "status", MY_TOKEN=OTHER)
    assert "app-config spotify.apiToken (app-config.yaml:2" in done.out
    assert "shadowed by app-config" in done.out


def test_other_profiles_are_listed_on_request(insights: Insights) -> None:
    """--all shows what is stored under other names."""
    store(insights, "--profile", "staging")
    store(insights)
    assert "staging" not in insights("token", "status").out
    assert "profile staging" in insights("token", "status", "--all").out


def test_a_doubtful_variable_is_warned_about(insights: Insights) -> None:
    """An unexpanded variable in use is said."""
    done = insights("token", "status", INSIGHTS_TOKEN="${OTHER_TOKEN}")
    assert (done.code, "unexpanded" in done.err) == (0, True)
