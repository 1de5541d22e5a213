"""`preview-entity`: exit codes, inputs and formats."""

import json
import stat
import threading
from pathlib import Path

import jsonschema
import pytest

from insights_cli.model.json import JsonValue
from insights_cli.render.schemas import schema_text
from tests.catalogs.http.backend import FakeBackstage, Reply, error_reply, serving
from tests.conftest import Insights, Result
from tests.preview.sample import KEY, write_sample

SCHEMA = json.loads(schema_text("preview-entity"))


@pytest.fixture
def preview(insights: Insights, tmp_path: Path) -> Insights:
    """`preview-entity` in the sample project, with a key."""
    write_sample(tmp_path)

    def run(*argv: str, stdin: str = "", terminal: bool = False, **environ: str) -> Result:
        environ = {"INSIGHTS_PSEUDONYM_KEY": KEY, **environ}
        return insights("preview-entity", *argv, stdin=stdin, terminal=terminal, **environ)

    return run


EXITS: dict[str, tuple[list[str], int, str]] = {
    "shown": (["component:petstore"], 0, ""),
    "no ref": ([], 2, "CL001"),
    "no such ref": (["component:petstor"], 3, "EN102"),
    "no ref at all": ([":x"], 2, "EN101"),
    "ambiguous": (["petstore"], 2, "EN103"),
    "no such user": (["component:petstore", "--as", "bob"], 3, "EN102"),
    "no such file": (["x", "--entities", "no.yaml"], 3, "EN001"),
    "two catalogs": (["x", "--entities", "a", "--catalog", "http://x"], 2, "CL001"),
    "two tokens": (["x", "--catalog", "http://x", "--token-env", "A", "--token-file", "b"], 2, "CL001"),
    "no url": (["x", "--catalog", "localhost:7007"], 2, "EN206"),
    "no version": (["component:petstore", "--plugin-version", "new"], 2, "CL001"),
    "no configuration": (["x", "--config", "no.yaml"], 3, "IN"),
    "wrong path to explain": (["component:petstore", "--explain", "owner"], 2, "EN305"),
    "coverage of a ref": (["component:petstore", "--coverage"], 2, "CL001"),
    "coverage of nothing": (["--coverage", "--kind", "widget"], 3, "EN102"),
    "event without entity": (["--as", "alice", "--event"], 2, "CL001"),
    "event without key": (["component:petstore", "--event", "--no-pseudonym-key"], 3, "EN303"),
    "only a user": (["--as", "alice"], 0, ""),
    "personal": (["component:petstore", "--fail-on", "personal"], 1, ""),
    "absent": (["component:petstore", "--fail-on", "absent"], 1, ""),
    "personal somewhere": (["--coverage", "--fail-on", "personal"], 1, ""),
    "nothing personal": (["group:team-a", "--fail-on", "personal"], 0, ""),
    "one of two": (["component:petstore", "component:nope"], 3, "EN102"),
}


@pytest.mark.parametrize("name", EXITS)
def test_exit_code(name: str, preview: Insights) -> None:
    """Every way to end has its code, and says why on standard error, without a traceback."""
    argv, code, words = EXITS[name]
    result = preview(*argv)
    assert result.code == code, result.err
    assert words in result.err
    assert bool(result.err) == bool(words)


@pytest.mark.parametrize("name", EXITS)
def test_json_is_complete_however_it_ends(name: str, preview: Insights) -> None:
    """JSON validates against the published schema, also when the answer is bad or could not be had."""
    argv, code, words = EXITS[name]
    if "--event" in argv and not code:
        return
    document = json.loads(preview(*argv, "--json").out)
    jsonschema.validate(document, SCHEMA)
    assert document["exit_code"] == code
    assert words in document.get("error", {}).get("code", "")


def test_fates_add_up_in_json(preview: Insights) -> None:
    """The counts of each entity are those of its leaves."""
    document = json.loads(preview("component:petstore", "--as", "alice", "--json").out)
    for subject in document["subjects"]:
        counts = {fate: number for fate, number in subject["counts"].items() if fate != "absent"}
        assert sum(counts.values()) == len(subject["leaves"])
        assert subject["counts"]["absent"] == len(subject["absent"])


SECRETS = ("bob.smith@example.com", "alice@example.com", "Alice Smith")


@pytest.mark.parametrize("form", ["text", "json", "concise", "sarif", "github"])
def test_no_personal_value_is_shown_unless_asked_for(form: str, preview: Insights) -> None:
    """No format shows what does not leave; `--values show` does."""
    argv = ("component:petstore", "--as", "alice", "--all", "--format", form)
    out = preview(*argv).out
    assert not any(secret in out for secret in SECRETS)
    if form in ("text", "json"):
        assert all(secret in preview(*argv, "--values", "show").out for secret in SECRETS)


def test_event_holds_nothing_personal(preview: Insights) -> None:
    """The event has the pseudonym of the user, and none of the user's names."""
    event = json.loads(preview("component:petstore", "--as", "alice", "--event").out)
    assert event["data"]["identity"]["ref"].startswith("user:default/p1-")
    assert event["source"] == "https://portal.example.com"
    text = json.dumps(event)
    assert not any(secret in text for secret in (*SECRETS, "alice", "bob"))


def test_an_event_of_nobody_has_no_identity(preview: Insights) -> None:
    """Without --as nobody visits the page, also nobody called None."""
    assert "identity" not in json.loads(preview("component:petstore", "--event").out)["data"]


def test_event_of_a_user_page_names_only_the_pseudonym(preview: Insights) -> None:
    """A visit of a user's page does not leave with the user's name in URL, attributes or ref."""
    assert "alice" not in preview("user:alice", "--event").out


def test_refs_come_from_standard_input(preview: Insights) -> None:
    """`-` reads refs line by line, without blanks and comments; events of several come as a list."""
    result = preview("-", "--event", stdin="component:petstore\n\n# no\n api:petstore \n")
    assert [event["subject"] for event in json.loads(result.out)] == [
        "component:default/petstore",
        "api:default/petstore",
    ]


def test_refs_that_lead_nowhere_stop_no_other(preview: Insights) -> None:
    """One unknown ref is told, the others are shown."""
    result = preview("component:nope", "component:petstore")
    assert "component:default/petstore" in result.out
    assert "component:default/nope" in result.err


def test_works_without_a_project(insights: Insights, tmp_path: Path) -> None:
    """An export alone is enough."""
    (tmp_path / "all.ndjson").write_text('{"kind": "Component", "metadata": {"name": "web"}}\n')
    result = insights("preview-entity", "web", "--entities", "all.ndjson")
    assert result.code == 0
    assert "config:  none" in result.out


def test_key_is_made_once_for_its_owner_only(insights: Insights, tmp_path: Path) -> None:
    """The key file is made on first use with mode 0600, said on standard error, and used from then on."""
    write_sample(tmp_path)
    first, second = (insights("preview-entity", "--as", "alice") for _ in range(2))
    key = tmp_path / ".config" / "insights" / "pseudonym.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert "made a pseudonym key" in first.err
    assert second.err == ""
    assert first.out == second.out


def test_unusable_place_for_the_key_drops_users(insights: Insights, tmp_path: Path) -> None:
    """Where no key can be kept, users are dropped and it is said; a key that was asked for is an error."""
    write_sample(tmp_path)
    (tmp_path / ".config").write_text("no folder")
    result = insights("preview-entity", "--as", "alice")
    assert (result.code, "EN303" in result.out) == (0, True)
    asked = insights("preview-entity", "--as", "alice", "--pseudonym-key-file", ".config/key")
    assert asked.code == 3


def test_bad_file_is_named_and_the_rest_is_shown(preview: Insights, tmp_path: Path) -> None:
    """A broken file of the configured ones is a warning beside the answer."""
    (tmp_path / "examples" / "org.yaml").write_text("kind: [\n")
    result = preview("component:petstore")
    assert result.code == 0
    assert "examples/org.yaml:" in result.out
    assert "warning[EN002]" in result.out


def test_live_catalog_is_asked_with_the_token(preview: Insights) -> None:
    """A live catalog is previewed like files; 401 and 403 are explained with their exit codes."""
    web: dict[str, JsonValue] = {"kind": "Component", "metadata": {"name": "web"}, "spec": {"owner": "team-a"}}
    with serving(FakeBackstage([web], token="s3cret-token")) as url:
        shown = preview("web", "--catalog", url, "--token-env", "T", T="s3cret-token")
        refused = preview("web", "--catalog", url, "--token-env", "T", T="other-token")
        missing = preview("web", INSIGHTS_CATALOG=url)
    assert (shown.code, refused.code, missing.code) == (0, 3, 4)
    assert "EN205" in refused.err
    assert "EN204" in missing.err
    assert not any("-token" in result.out.replace("--token", "") for result in (shown, refused, missing))


def test_coverage_of_nothing_is_no_answer(preview: Insights) -> None:
    """A kind that is spelled wrong must not pass a check; the kinds that there are help."""
    done = preview("--coverage", "--kind", "componnt", "--fail-on", "personal")
    assert (done.code, done.out) == (3, "")
    assert "no entity of kind componnt" in done.err
    assert "component" in done.err.split("fix:")[1]


def test_a_catalog_that_shows_nothing_is_told(preview: Insights) -> None:
    """Backstage answers an empty list to a token that may read nothing."""
    with serving(FakeBackstage([])) as url:
        done = preview("--coverage", "--catalog", url)
    assert (done.code, "a token that may read" in done.err) == (3, True)


def test_only_a_user_acts(preview: Insights) -> None:
    """Another kind as the one who acts is a mistake on the command line."""
    assert preview("web", "--as", "group:default/al-team").code == 2


def test_a_terminal_is_told_what_is_waited_for(preview: Insights) -> None:
    """A live catalog may take its time; a pipe is told nothing."""
    with serving(FakeBackstage([{"kind": "Component", "metadata": {"name": "web"}}])) as url:
        watched, piped = (preview("web", "--catalog", url, terminal=is_watched) for is_watched in (True, False))
    assert f"asking {url}/api/catalog ..." in watched.err
    assert "asking" not in piped.err


LIES: dict[str, Reply] = {
    "web page": Reply(body=b"<html>", content_type="text/html"),
    "cut off": Reply(body=b'{"items": ['),
    "wrong type": Reply(body=b"{}", content_type="text/plain"),
    "redirect loop": Reply(status=302, headers={"Location": "/"}),
    "empty 404": Reply(status=404, content_type=None),
    "forbidden": error_reply(403, "NotAllowedError"),
    "too busy": Reply(status=429, headers={"Retry-After": "3600"}),
}


@pytest.mark.parametrize("name", LIES)
def test_lying_catalog_is_exit_3(name: str, preview: Insights) -> None:
    """Whatever stands in for a catalog is told in words, with exit code 3."""
    with serving(lambda _: LIES[name]) as url:
        result = preview("component:web", "--catalog", url)
    assert result.code == 3
    assert result.err.startswith("error[EN2")
    assert "fix:" in result.err


def test_slow_catalog_is_left_in_time(preview: Insights) -> None:
    """`--timeout` bounds the wait for one answer."""
    hold = threading.Event()
    with serving(lambda _: Reply(hold=hold, body=b"{}")) as url:
        result = preview("component:web", "--catalog", url, "--timeout", "0.2")
        hold.set()
    assert (result.code, "EN202" in result.err) == (3, True)


def test_prose_leaves_only_where_it_is_accepted(preview: Insights) -> None:
    """Free text is dropped although captured, until its path is accepted."""
    argv = ("component:petstore", "--field", "metadata.description", "--json")
    for accepted, fate in (("", "dropped"), ("spec.x, metadata.description", "sent"), ("*", "sent")):
        (subject,) = json.loads(preview(*argv, INSIGHTS_ACCEPT_PROSE=accepted).out)["subjects"]
        assert {leaf["path"]: leaf["fate"] for leaf in subject["leaves"]}["metadata.description"] == fate


def test_token_of_a_file_and_of_a_command(preview: Insights, tmp_path: Path) -> None:
    """Each source of a token is used."""
    (tmp_path / "token").write_text("s3cret\n")
    web: dict[str, JsonValue] = {"kind": "Component", "metadata": {"name": "web"}}
    with serving(FakeBackstage([web], token="s3cret")) as url:
        for source in (("--token-file", "token"), ("--token-command", "printf s3cret")):
            assert preview("web", "--catalog", url, *source, PATH="/usr/bin:/bin").code == 0
        assert preview("web", "--catalog", url, INSIGHTS_CATALOG_TOKEN="s3cret").code == 0
