"""The last events, for those who look on."""

from insights_cli.pipeline.envelopes import EventData, Hydration
from insights_cli.pipeline.history import History, Passage, Stage
from insights_cli.pipeline.notices import DeadLettered, Delivered
from tests.server.parts import NOW


def passage(name: str) -> Passage:
    """An accepted event."""
    data = EventData(action="a", subject="b", hydration=Hydration.NOT_ASKED)
    return Passage(id=name, accepted_at=NOW, at="2026-11-23T12:00:00.000Z", data=data)


def test_only_the_last_are_kept() -> None:
    """Memory does not grow with time."""
    history = History(most=3)
    for name in "abcde":
        history.add([passage(name)])
    assert [each.id for each in history.passages()] == ["c", "d", "e"]
    assert history.find("a") is None


def test_they_are_shown_as_far_as_they_have_come() -> None:
    """Waiting, delivered or dead, with the reason."""
    history = History()
    history.add([passage("a"), passage("b"), passage("c")])
    history.heed(Delivered(ids=frozenset({"a"})))
    history.heed(DeadLettered(id="b", code="UP201", detail="HTTP 400"))
    assert [(each.stage, each.detail) for each in history.passages()] == [
        (Stage.DELIVERED, ""),
        (Stage.DEAD, "UP201: HTTP 400"),
        (Stage.WAITING, ""),
    ]


def test_watchers_hear_of_new_and_moved_ones() -> None:
    """In the order in which it happens."""
    heard: list[tuple[str, Stage]] = []
    history = History()
    history.watch(lambda passages: heard.extend((each.id, each.stage) for each in passages))
    history.add([passage("a")])
    history.heed(Delivered(ids=frozenset({"a", "unknown"})))
    assert heard == [("a", Stage.WAITING), ("a", Stage.DELIVERED)]
