"""`insights events` shows what is in the spool and changes only dead letters."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.events.conftest import event, held
from tests.conftest import Insights, Result


def test_list_shows_each_event_on_a_line(insights: Insights, spool: Path) -> None:
    """Those that wait come first, dead letters say why, and nothing from outside reaches the terminal raw."""
    lines = insights("events", "list").out.splitlines()
    assert [line.split()[3] for line in lines] == [f"id-{number:06}" for number in (3, 4, 5, 1, 2)]
    assert "waiting" in lines[0]
    assert "click" in lines[0]
    assert "button 3" in lines[0]
    assert lines[-1].endswith("rejected")
    assert "\x1b" not in "".join(lines)


def test_list_goes_on_where_it_ended(insights: Insights, spool: Path) -> None:
    """`next` of the JSON is what `--after` takes."""
    first = json.loads(insights("events", "list", "-n", "4", "--json").out)
    second = json.loads(insights("events", "list", "--after", first["next"], "--json").out)
    assert [each["id"] for each in first["events"] + second["events"]] == [f"id-00000{n}" for n in (3, 4, 5, 1, 2)]
    assert second["next"] is None
    assert "--after" in insights("events", "list", "-n", "4").err


def test_list_takes_a_state(insights: Insights, spool: Path) -> None:
    """`--state dead` lists dead letters with their reason."""
    answer = json.loads(insights("events", "list", "--state", "dead", "--json").out)
    assert [each["dead_letter"]["reason"] for each in answer["events"]] == ["rejected", "rejected"]


def test_a_place_that_no_listing_gave_is_a_usage_error(insights: Insights, spool: Path) -> None:
    """`--after nonsense` is refused, not crashed on."""
    assert insights("events", "list", "--after", "nonsense").code == 2


def test_show_prints_the_event(insights: Insights, spool: Path) -> None:
    """State, reason and the body as it will leave."""
    result = insights("events", "show", "id-000001")
    assert result.code == 0
    assert "HTTP 400" in result.out
    assert '"subject": "button 1\\u001b[31m"' in result.out


@pytest.mark.parametrize("flags", [(), ("--json",)])
def test_show_of_an_event_that_is_not_there_is_a_bad_answer(
    insights: Insights, spool: Path, flags: tuple[str, ...]
) -> None:
    """A delivered event is no longer in the spool: exit 1 and a code."""
    result = insights("events", "show", "id-000000", *flags)
    assert result.code == 1
    assert "SP111" in result.out + result.err


def test_stats_add_up(insights: Insights, spool: Path) -> None:
    """Appended is the sum of all the others, in words and in JSON."""
    stats = json.loads(insights("events", "stats", "--json").out)["stats"]
    assert stats["appended"] == 6 == sum(stats[name] for name in ("waiting", "dead", "delivered", "purged", "lost"))
    assert "waiting:   3, the oldest for" in insights("events", "stats").out


def test_tail_shows_the_youngest(insights: Insights, spool: Path) -> None:
    """`-n 2` shows two, and with --json one object a line."""
    assert len(insights("events", "tail", "-n", "2").out.splitlines()) == 2
    assert len(insights("events", "tail").out.splitlines()) == 5
    assert [json.loads(line)["state"] for line in insights("events", "tail", "-n", "1", "--json").out.splitlines()]


def test_export_writes_one_event_a_line(insights: Insights, spool: Path) -> None:
    """The lines are the CloudEvents, on standard output or in a file."""
    printed = insights("events", "export", "--state", "waiting").out
    assert [json.loads(line)["id"] for line in printed.splitlines()] == ["id-000003", "id-000004", "id-000005"]
    assert insights("events", "export", "--state", "waiting", "-o", "out.ndjson").out == ""
    assert (spool / "out.ndjson").read_text() == printed
    assert (spool / "out.ndjson").stat().st_mode & 0o077 == 0
    assert insights("events", "export", "-o", "missing/out.ndjson").code == 3


def test_replay_puts_dead_letters_back(insights: Insights, spool: Path) -> None:
    """One by id, then all that are left."""
    assert insights("events", "replay", "id-000001").out == "replayed 1 dead letter\n"
    assert insights("events", "replay", "--all").out == "replayed 1 dead letter\n"
    assert json.loads(insights("events", "stats", "--json").out)["stats"]["waiting"] == 5


def test_purge_forgets_dead_letters_only(insights: Insights, spool: Path) -> None:
    """An id that waits is not purged, and the exit code says that something asked for was not done."""
    result = insights("events", "purge", "id-000002", "id-000003", "--json")
    assert result.code == 1
    assert json.loads(result.out)["summary"] == {"purged": 1, "not_dead": 1} | {
        "spool": f"sqlite:{spool}/.local/state/insights/spool.db"
    }


def test_a_file_to_replay_needs_a_server(insights: Insights, tmp_path: Path) -> None:
    """It is not taken for the id of a dead letter that is not there."""
    (tmp_path / "seen.ndjson").write_text("{}")
    result = insights("events", "replay", "seen.ndjson")
    assert (result.code, "insights events replay seen.ndjson --to" in result.err) == (2, True)


@pytest.mark.parametrize("verb", ["replay", "purge"])
@pytest.mark.parametrize("words", [(), ("id-000001", "--all")])
def test_ids_or_all_must_be_said(insights: Insights, spool: Path, verb: str, words: tuple[str, ...]) -> None:
    """Nothing is changed unless it is clear which letters are meant."""
    assert insights("events", verb, *words).code == 2


def test_everything_works_beside_a_server(insights: Insights, spool: Path) -> None:
    """While a server holds the spool, looking works and replay is done by the server."""

    async def served() -> list[Result]:
        server = held(spool)
        words = (("events", "list"), ("events", "replay", "--all"), ("events", "stats", "--json"), ("spool", "check"))
        results = [await asyncio.to_thread(insights, *each) for each in words]
        assert (await server.stats()).waiting == 5
        await server.close()
        return results

    listed, replayed, counted, checked = asyncio.run(served())
    assert len(listed.out.splitlines()) == 5
    assert replayed.out == "replayed 2 dead letters\n"
    assert json.loads(counted.out)["stats"]["dead"] == 0
    assert checked.code == 0


@pytest.mark.parametrize(
    ("address", "code"),
    [("nothing.db", 3), ("sqlite:nothing.db", 3), ("memory:", 3), ("redis://localhost", 2), ("", 3)],
)
def test_an_address_without_a_spool_is_told(insights: Insights, tmp_path: Path, address: str, code: int) -> None:
    """A missing file, another process's memory and an unknown kind are refused in words."""
    result = insights("events", "list", INSIGHTS_SPOOL=address)
    assert result.code == code
    assert "error[SP1" in result.err


def test_tail_follows_until_interrupted(spool: Path) -> None:
    """With --follow, what a server accepts later is shown too; an interrupt ends it quietly."""
    environ = {**os.environ, "HOME": str(spool), "XDG_STATE_HOME": ""}
    command = [sys.executable, "-m", "insights_cli", "events", "tail", "-n", "1", "--follow", "--json"]

    async def served() -> tuple[str, str]:
        server = held(spool)
        with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as tail:
            assert tail.stdout
            first = await asyncio.to_thread(tail.stdout.readline)
            await server.append([event(77)])
            second = await asyncio.to_thread(tail.stdout.readline)
            tail.send_signal(signal.SIGINT)
            assert tail.wait(10) == 130
            assert tail.stderr
            assert "Traceback" not in tail.stderr.read()
        await server.close()
        return json.loads(first)["id"], json.loads(second)["id"]

    assert asyncio.run(served()) == ("id-000002", "id-000077")
