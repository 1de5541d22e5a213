"""The JSON of every `insights token` command against the published schema."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from insights_cli.render.schemas import schema_text
from tests.cli.token.conftest import OTHER, TOKEN
from tests.conftest import Insights
from tests.tokens.servers import answering, serving

SET = ("set", "--stdin", "--store", "file", "--expires", "90d", "--label", "x")


@pytest.fixture(scope="module")
def schema() -> Draft202012Validator:
    """The schema, itself valid."""
    document: dict[str, Any] = json.loads(schema_text("token"))
    Draft202012Validator.check_schema(document)
    return Draft202012Validator(document)


@pytest.mark.parametrize(
    "argv",
    [
        SET,
        ("set", "--store", "keyring", "--stdin"),
        ("set",),
        ("set", TOKEN),
        ("status",),
        ("status", "--all", "--profile", "none"),
        ("status", "--token-file", "none"),
        ("stores",),
        ("delete",),
        ("test", "--level", "local"),
        ("test",),
        ("test", "--profile", "none"),
        ("test", "--token-file", "none"),
        ("test", "--url", "nonsense"),
    ],
)
def test_every_answer_is_valid(argv: tuple[str, ...], schema: Draft202012Validator, insights: Insights) -> None:
    """Good, bad and failed answers follow the schema and hold no token."""
    insights("token", *SET, "--json", stdin=TOKEN)
    done = insights("token", *argv, "--json", stdin=OTHER)
    schema.validate(json.loads(done.out))
    assert TOKEN not in done.out + done.err
    assert OTHER not in done.out + done.err


@pytest.mark.parametrize("status", ["200 OK", "401 Unauthorized", "429 Too Many Requests", "302 Found"])
def test_every_verdict_is_valid(status: str, schema: Draft202012Validator, insights: Insights) -> None:
    """Answers of a service follow the schema."""
    with serving(answering(status, "Retry-After: 3")) as server:
        url = f"http://127.0.0.1:{server.port}"
        for level in ("auth", "connect"):
            done = insights("token", "test", "--url", url, "--level", level, "--json", INSIGHTS_TOKEN=TOKEN)
            schema.validate(json.loads(done.out))


def test_a_wrong_answer_is_not_valid(schema: Draft202012Validator) -> None:
    """The schema can say no."""
    answer = {"schema": "insights.token.test/1", "command": "token test", "ok": True, "exit_code": 0, "summary": {}}
    assert not schema.is_valid(answer)
    assert not schema.is_valid({**answer, "command": "token status"})
