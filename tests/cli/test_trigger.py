"""`insights trigger`."""

import json
from pathlib import Path

import pytest

from insights_cli.model.entity import EntityRef
from insights_cli.pipeline.samples import ACTIONS, sample, set_value
from tests.conftest import Insights
from tests.server.running import running
from tests.sinks.http_upstream import upstream


def test_one_of_each_action_is_accepted(insights: Insights) -> None:
    """The whole list, by a real server."""
    with running() as server:
        result = insights("trigger", "--to", server.url, "-n", "3")
    assert (result.code, result.out) == (0, f"accepted {3 * len(ACTIONS)}, rejected 0\n")
    assert server.books.received == 3 * len(ACTIONS)


def test_events_can_be_changed_and_looked_at(insights: Insights) -> None:
    """`--set` takes JSON or text at a path, `--entity` says what they are about."""
    result = insights("trigger", "click", "--entity", "api:x/y", "--set", "value=3", "--set", "context.a=b", "--print")
    (event,) = json.loads(result.out)
    assert (event["value"], event["context"]["a"], event["context"]["entityRef"]) == (3, "b", "api:x/y")


def test_rejections_are_shown(insights: Insights) -> None:
    """The answer is bad, and says where."""
    with running() as server:
        result = insights("trigger", "search", "--to", server.url, "--set", "value=many", "--json")
    assert result.code == 1
    assert json.loads(result.out)["rejections"][0]["path"] == "value"


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"accepted": "all"}', b"{}"])
def test_an_answer_of_another_program_is_no_success(insights: Insights, body: bytes) -> None:
    """Although its status is 202."""
    with upstream() as world:
        world.answers.append((202, {}, body))
        result = insights("trigger", "click", "--to", world.url)
    assert (result.code, "SV011" in result.err) == (3, True)


def test_rejections_are_counted_over_all_requests(insights: Insights) -> None:
    """Of many events, the index is that of the event, not that within its request."""
    with running() as server:
        result = insights("trigger", "search", "--to", server.url, "--set", "value=many", "-n", "501", "--json")
    assert [each["index"] for each in json.loads(result.out)["rejections"]] == list(range(501))


def test_a_sign_in_token_is_sent_and_not_shown(insights: Insights, tmp_path: Path) -> None:
    """From a file or from standard input."""
    with running() as server:
        result = insights("trigger", "click", "--to", server.url, "--sign-in-token", "-", stdin="Bearer abc\n")
    assert (result.code, "abc" in result.out + result.err) == (0, False)


@pytest.mark.parametrize(
    ("argv", "code", "word"),
    [
        (["dance"], 2, "CL001"),
        (["--set", "novalue"], 2, "CL001"),
        (["--entity", "component:"], 2, "CL001"),
        (["--to", "http://127.0.0.1:9"], 3, "SV010"),
        (["--sign-in-token", "absent"], 3, "SV009"),
    ],
)
def test_what_cannot_be_done_is_said(insights: Insights, argv: list[str], code: int, word: str) -> None:
    """With the exit code of its kind."""
    result = insights("trigger", *argv)
    assert (result.code, word in result.err) == (code, True)


def test_values_can_be_set_below_what_is_not_there() -> None:
    """Objects are made on the way."""
    event = set_value(sample("signIn", _petstore()), "attributes.a.b", 1)
    assert event["attributes"] == {"a": {"b": 1}}


def _petstore() -> EntityRef:
    return EntityRef(kind="component", name="petstore")
