"""`insights doctor` asks, shows and sums up."""

import asyncio
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from xml.etree.ElementTree import fromstring

import pytest

from insights_cli.cli.doctor.facts import server_facts
from insights_cli.cli.doctor.requests import RunOptions
from insights_cli.cli.doctor.run import exit_code
from insights_cli.doctor.facts import Reply
from insights_cli.model.checkup import CheckResult, State
from insights_cli.spools.sqlite.opening import open_spool
from tests.conftest import Insights
from tests.spools.making import STILL, envelopes

BUNDLED = ("doctor.json", "doctor.md", "versions.txt", "paths.txt", "check-config.json", "app-config.yaml")
TOKEN = "s3cret-token-of-this-test"
CONFIG = """\
app: {baseUrl: 'http://localhost:3000'}
backend: {baseUrl: 'http://127.0.0.1:9'}
spotify: {licenseKey: '${LICENSE}', apiToken: '${SPOTIFY_BACKSTAGE_API_TOKEN}'}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project that is not ready yet."""
    (tmp_path / "app-config.yaml").write_text(CONFIG)
    (tmp_path / "package.json").write_text('{"workspaces": ["packages/*"]}')
    return tmp_path


def test_the_likeliest_reason_is_named_last(insights: Insights, project: Path) -> None:
    """Failures give exit code 1 and the earliest step that failed is the likeliest reason."""
    result = insights("doctor", "--offline")
    assert result.code == 1
    assert "[fail] DR102" in result.out
    assert "most likely reason: DR102" in result.out


def test_checks_are_shown_in_order_and_skips_only_on_demand(insights: Insights, project: Path) -> None:
    """A report reads the same every time; what was not asked is counted, and listed with -v."""
    codes = [line.split()[1] for line in insights("doctor", "--offline").out.splitlines() if line.startswith("[")]
    assert codes == sorted(codes)
    more = insights("doctor", "--offline", "-v").out
    assert "[--]   DR601" in more
    assert "DR601" not in " ".join(codes)


@pytest.mark.parametrize("name", ["text", "json", "junit", "github", "md"])
def test_every_format_says_the_same(insights: Insights, project: Path, name: str) -> None:
    """The format does not change the answer: the code and every complaint are in each."""
    complaints = {
        each["summary"]
        for each in json.loads(insights("doctor", "--offline", "--json").out)["checks"]
        if each["state"] in ("fail", "warn", "unknown")
    }
    result = insights("doctor", "--offline", "--format", name)
    assert (result.code, result.out[-1], len(complaints) > 3) == (1, "\n", True)
    assert [text for text in complaints if text.replace("&", "&amp;") not in result.out.replace("\\", "")] == []


def test_json_counts_add_up(insights: Insights, project: Path) -> None:
    """Every check is in exactly one state."""
    answer = json.loads(insights("doctor", "--offline", "--json").out)
    states = [answer["summary"][state.value] for state in State]
    assert sum(states) == len(answer["checks"])
    assert (answer["exit_code"], answer["summary"]["worst"]) == (1, "fail")


def test_junit_is_xml_with_the_same_counts(insights: Insights, project: Path) -> None:
    """Build servers count failures, errors and skipped ones."""
    suite = fromstring(insights("doctor", "--offline", "--format", "junit").out)
    assert int(suite.attrib["failures"]) == len(suite.findall(".//failure")) > 0
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase"))


def test_a_group_or_a_code_selects(insights: Insights, project: Path) -> None:
    """Only what was named is asked."""
    answer = json.loads(insights("doctor", "files", "dr501", "--json").out)
    assert [check["code"] for check in answer["checks"]] == ["DR501", "DR901", "DR902"]


@pytest.mark.parametrize("argv", [["nope"], ["--skip", "nope"], ["--report", "text"], ["--format", "yaml"]])
def test_wrong_names_are_usage_errors(insights: Insights, argv: list[str]) -> None:
    """What does not exist is refused before anything is asked."""
    assert insights("doctor", *argv).code == 2


def test_what_changed_since_the_last_run(insights: Insights, project: Path) -> None:
    """The second run says which checks ended otherwise."""
    insights("doctor", "--offline")
    again = insights("doctor", "--offline", "--since", "last", INSIGHTS_TOKEN=TOKEN)
    assert "changed since the last run: DR501 fail -> ok" in again.out


def test_a_symptom_ranks_what_can_cause_it(insights: Insights, project: Path) -> None:
    """Only checks that explain the symptom are named."""
    answer = json.loads(insights("doctor", "--offline", "--symptom", "one-user", "--json").out)
    assert answer["causes"][0]["code"] == "DR301"


def test_the_bundle_holds_no_secret(insights: Insights, project: Path) -> None:
    """The content is listed first, and the token is in no file of the zip."""
    result = insights("doctor", "--offline", "--bundle", "b.zip", SPOTIFY_BACKSTAGE_API_TOKEN=TOKEN)
    assert "b.zip will hold:" in result.err
    with zipfile.ZipFile(project / "b.zip") as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == set(BUNDLED)
    assert [name for name, text in texts.items() if TOKEN in text] == []
    assert (project / "b.zip").stat().st_mode & 0o777 == 0o600


def test_a_bundle_that_cannot_be_written_is_said(insights: Insights, project: Path) -> None:
    """A folder that does not exist is not a traceback."""
    result = insights("doctor", "--offline", "--bundle", "nowhere/b.zip")
    assert (result.code, "DR002" in result.err) == (3, True)


def test_list_and_paths_ask_nothing(insights: Insights) -> None:
    """Both work without a project."""
    assert len(insights("doctor", "--list").out.splitlines()) > 30
    assert "spool" in insights("doctor", "--paths").out
    assert json.loads(insights("doctor", "--paths", "--json").out)["paths"]


def test_paths_follow_the_variables_that_decide(insights: Insights, tmp_path: Path) -> None:
    """A spool or key of another place is listed there, and none that no file holds."""

    def listed(**environ: str) -> dict[str, tuple[str, str]]:
        rows = json.loads(insights("doctor", "--paths", "--json", **environ).out)["paths"]
        return {
            row["name"]: (row["path"], row["decided_by"]) for row in rows if row["name"] in ("spool", "pseudonym key")
        }

    usual = listed()
    assert [decided for _, decided in usual.values()] == ["the config folder", "the state folder"]
    assert listed(INSIGHTS_SPOOL="sqlite:other.db", INSIGHTS_PSEUDONYM_KEY_FILE="key") == {
        "spool": (str(tmp_path / "other.db"), "INSIGHTS_SPOOL"),
        "pseudonym key": (str(tmp_path / "key"), "INSIGHTS_PSEUDONYM_KEY_FILE"),
    }
    assert listed(INSIGHTS_SPOOL="postgresql://db/x", INSIGHTS_PSEUDONYM_KEY="0123456789abcdef") == {}
    assert listed(INSIGHTS_SPOOL="nonsense://x").keys() == {"pseudonym key"}


def test_a_path_that_cannot_be_looked_at_is_closed(insights: Insights) -> None:
    """A folder that is not ours, or here a name that is too long, is no crash."""
    closed = f"/{'n' * 300}"
    assert "config            closed" in insights("doctor", "--paths", XDG_CONFIG_HOME=closed).out
    first = json.loads(insights("doctor", "--paths", "--json", XDG_CONFIG_HOME=closed).out)["paths"][0]
    assert first["exists"] is False


def test_without_a_project_the_configuration_is_unknown(insights: Insights, tmp_path: Path) -> None:
    """An empty folder gives answers, not a traceback; a check asked by name that cannot tell gives 3."""
    assert insights("doctor", "--offline").code == 1
    assert insights("doctor", "DR401").code == 3


@pytest.mark.parametrize(
    ("states", "fail_on", "named", "code"),
    [
        ([State.OK, State.SKIP], "fail", False, 0),
        ([State.WARN], "fail", False, 0),
        ([State.WARN], "warn", False, 1),
        ([State.FAIL], "never", False, 0),
        ([State.UNKNOWN], "fail", False, 0),
        ([State.UNKNOWN], "fail", True, 3),
        ([State.UNKNOWN], "unknown", False, 3),
        ([State.UNKNOWN, State.FAIL], "unknown", False, 1),
    ],
)
def test_exit_codes(states: list[State], fail_on: str, named: bool, code: int) -> None:
    """A proven bad answer comes before one that is missing."""
    results = [
        CheckResult(code=f"DR{number}", group="g", title="t", state=state, summary="s")
        for number, state in enumerate(states)
    ]
    asked = frozenset(result.code for result in results) if named else frozenset()
    assert exit_code(results, RunOptions(timeout_s=1, fail_on=fail_on, named=asked)) == code


def test_events_that_nobody_forwards_are_named(insights: Insights, project: Path) -> None:
    """A spool with waiting events and no server beside it is a warning; without a spool there is nothing to say."""
    asked = ("doctor", "DR805", "--json", "--server", "http://127.0.0.1:9")
    (before,) = json.loads(insights(*asked).out)["checks"]

    async def fill() -> None:
        spool = open_spool(str(project / ".local/state/insights/spool.db"), STILL)
        await spool.append(envelopes(1, 2, 3))
        await spool.close()

    asyncio.run(fill())
    (after,) = json.loads(insights(*asked).out)["checks"]
    assert (before["state"], after["state"]) == ("skip", "warn")
    assert after["summary"].startswith("3 events wait in ")


def test_a_server_may_be_named_with_a_slash_at_the_end() -> None:
    """Its metrics are asked at the same address as its health."""
    answers = {
        "http://h/healthz": b'{"status": "ok", "forwarding": "flowing", "events": {"waiting": 2}}',
        "http://h/metrics": b"insights_spool_bytes 77\n",
    }

    def web(method: str, url: str, headers: Mapping[str, str]) -> Reply:
        return Reply(status=200, headers={}, body=answers.get(url, b""), took_s=0.1)

    found = server_facts("http://h/", web)
    assert found is not None
    assert (found.waiting, found.spool_bytes) == (2, 77)
