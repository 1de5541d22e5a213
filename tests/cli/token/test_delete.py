"""`insights token delete`."""

import json
from pathlib import Path

from tests.cli.token.conftest import TOKEN, files_with
from tests.conftest import Insights


def test_a_deleted_token_is_gone(insights: Insights, tmp_path: Path) -> None:
    """Neither the store nor the disk has it; doing it again is harmless."""
    insights("token", "set", "--stdin", "--store", "file", stdin=TOKEN)
    assert insights("token", "delete").out == "profile default: deleted from the file store\n"
    assert list(files_with(tmp_path, TOKEN)) == []
    assert insights("token", "status").code == 4
    again = insights("token", "delete")
    assert (again.code, again.out) == (0, "profile default: nothing was stored\n")


def test_a_source_that_is_left_is_said(insights: Insights) -> None:
    """A variable still gives a token after the profile is gone."""
    done = insights("token", "delete", "--json", INSIGHTS_TOKEN=TOKEN)
    assert json.loads(done.out)["still_configured"] == "env INSIGHTS_TOKEN"
    assert "env INSIGHTS_TOKEN still gives a token" in insights("token", "delete", INSIGHTS_TOKEN=TOKEN).err
