"""From bytes to the spool."""

import gzip
import json
from typing import Any

import jsonschema
import pytest

from insights_cli.pipeline.hydrate import Hydrator, HydratorSettings
from insights_cli.pipeline.intake import Intake, Receipt
from insights_cli.pipeline.refusal import RefusedError
from insights_cli.render.schemas import schema_text
from insights_cli.spools import Limits, SpoolFullError
from tests.server.parts import NOW, StubCatalog, describer, intake, run, spool

SECRET = "glpat-" + "PlantedTok9aaaaaaaaa1"
VISIT = {
    "action": "navigate",
    "subject": "/catalog/default/component/petstore",
    "context": {"entityRef": "component:default/petstore", "userName": "alice"},
}


def kept(found: Intake) -> list[dict[str, Any]]:
    """The bodies in the spool, decoded."""
    page = run(found.spool.entries(state=None, after=None, most=1000))
    return [json.loads(entry.envelope.body) for entry in page.entries]


def accept(found: Intake, shape: object, **given: Any) -> Receipt:
    """Take *shape* as JSON."""
    return run(found.accept(json.dumps(shape).encode(), **given))


def test_an_accepted_event_waits_redacted_in_the_spool() -> None:
    """With a stable id, the pseudonym of its sender, and without the copy of the name."""
    found = intake()
    receipt = accept(found, VISIT, user="user:default/alice")
    (body,) = kept(found)
    jsonschema.validate(body, json.loads(schema_text("event")))
    assert (receipt.accepted, body["source"], body["time"]) == (1, "http://localhost:3000", "2026-11-23T12:00:00.000Z")
    assert body["data"]["identity"]["ref"].startswith("user:default/p1-")
    assert "alice" not in json.dumps(body)


def test_what_the_catalog_knows_is_added() -> None:
    """Of the entity and of the user."""

    async def work(found: Intake) -> None:
        await found.accept(json.dumps(VISIT).encode(), user="user:default/alice")

    async def whole() -> Intake:
        hydrator = Hydrator(
            StubCatalog("petstore", "alice"), describer(), settings=HydratorSettings(), clock=lambda: 0.0
        )
        found = intake(hydrator=hydrator)
        await work(found)
        return found

    data = kept(run(whole()))[0]["data"]
    assert data["hydration"] == "complete"
    assert data["entity"]["fields"]["spec"]["owner"] == "group:default/team-a"
    assert data["identity"]["fields"]["spec"]["memberOf"] == ["group:default/team-a"]


def test_the_senders_time_counts_when_it_is_plausible() -> None:
    """From the wrapper or from the context."""
    found = intake()
    wrapped = {"event": VISIT, "timestamp": "2026-11-23T11:59:00Z"}
    inside = {"action": "a", "subject": "b", "context": {"timestamp": "2026-11-23T11:58:00.000Z"}}
    accept(found, [wrapped, inside, {"event": VISIT, "timestamp": "1970-01-01T00:00:00Z"}])
    assert [body["time"][11:19] for body in kept(found)] == ["11:59:00", "11:58:00", "12:00:00"]


def test_the_books_count_every_event_once() -> None:
    """Accepted, rejected for what they are, and refused for lack of room."""
    found = intake(spool=spool(limits=Limits(most_events=3)))
    accept(found, [VISIT, 1, VISIT])
    with pytest.raises(SpoolFullError):
        accept(found, [VISIT, VISIT])
    assert (found.ledger.received, found.ledger.accepted, dict(found.ledger.rejected)) == (
        5,
        2,
        {"SV111": 1, "SP101": 2},
    )
    assert len(kept(found)) == 2


def test_compressed_bodies_are_inflated() -> None:
    """Within the limit of what they hold."""
    found = intake()
    body = gzip.compress(json.dumps([VISIT] * 3).encode())
    assert run(found.accept(body, encoding="gzip")).accepted == 3
    with pytest.raises(RefusedError, match="SV104"):
        run(found.accept(gzip.compress(bytes(5 << 20)), encoding="gzip"))


def test_the_history_shows_what_came() -> None:
    """Newest last, with what of it is going to leave."""
    found = intake()
    accept(found, [VISIT, {**VISIT, "action": "click"}])
    assert [(each.read()[1].action, each.accepted_at) for each in found.history.passages()] == [
        ("navigate", NOW),
        ("click", NOW),
    ]


def test_a_user_who_can_be_no_entity_is_still_a_pseudonym() -> None:
    """A `sub` that no catalog can know hides behind one, too."""
    found = intake()
    accept(found, VISIT, user="auth0|123:abc")
    assert kept(found)[0]["data"]["identity"]["ref"].startswith("user:default/p1-")


def test_nothing_in_the_list_is_nothing_to_keep() -> None:
    """An empty batch is accepted as such and makes no commit."""
    found = intake()
    assert accept(found, []) == Receipt(accepted=0, rejected=[])
    assert kept(found) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"context": {"entityRef": f"component:default/{SECRET}"}},
        {"attributes": {"kind": "component", "name": SECRET}},
        {"subject": f"/catalog/default/component/{SECRET}"},
    ],
    ids=["context", "attributes", "subject"],
)
def test_a_name_that_is_hidden_in_the_event_is_not_told_beside_it(fields: dict[str, Any]) -> None:
    """Neither as the subject of the envelope nor as the entity, in no letter case."""
    found = intake()
    accept(found, {"action": "click", "subject": "x", **fields})
    (body,) = kept(found)
    assert ("subject" in body, "entity" in body["data"]) == (False, False)
    assert SECRET.lower() not in json.dumps(body).lower()


def test_an_entity_is_told_when_something_else_is_hidden() -> None:
    """What it is about is known from the rest."""
    found = intake()
    accept(found, {"action": "click", "subject": "jo@example.com", "context": {"entityRef": "api:default/a"}})
    (body,) = kept(found)
    assert (body["subject"], body["data"]["subject"]) == ("api:default/a", "[EMAIL]")


def test_a_tag_is_redacted_like_everything_else() -> None:
    """It is shown to people who look on."""
    found = intake()
    accept(found, VISIT, tag="run of jo.planted@example.com")
    assert [("planted" in each.tag, bool(each.tag)) for each in found.history.passages()] == [(False, True)]
