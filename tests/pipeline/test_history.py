"""The last events, for those who look on."""

import sys
from threading import Thread

from msgspec.structs import replace

from insights_cli.pipeline.history import History
from insights_cli.pipeline.notices import Attempted, DeadLettered, Delivered
from insights_cli.pipeline.passages import Made, Passage, Stage
from tests.server.parts import NOW


def passage(name: str) -> Passage:
    """An accepted event of ten bytes."""
    return Passage(id=name, accepted_at=NOW, body=bytes(10))


def test_only_the_last_are_kept() -> None:
    """Memory does not grow with time."""
    history = History(most=3)
    for name in "abcde":
        history.add(Made([passage(name)]))
    assert [each.id for each in history.passages()] == ["c", "d", "e"]
    assert history.find("a") is None


def test_large_ones_are_kept_as_far_as_there_is_room() -> None:
    """Memory does not grow with the size of events either, and what was forgotten makes room."""
    history = History(most_bytes=30)
    for name in "abcdefg":
        history.add(Made([passage(name)]))
    assert [each.id for each in history.passages()] == ["e", "f", "g"]


def test_dead_letters_of_forgotten_events_are_forgotten() -> None:
    """A backlog that dies does not fill the memory, and those that are kept stay dead."""
    history = History(most=2)
    history.add(Made([passage("kept")]))
    for name in ("kept", *map(str, range(100))):
        history.heed(DeadLettered(id=name, code="UP201", detail="HTTP 400"))
    assert len(history._dead) <= 5
    assert history.place(history.passages())[0].stage is Stage.DEAD


def test_a_backlog_that_arrives_is_forgotten() -> None:
    """What was delivered of what is kept is known for as long, and so is what will be kept in a moment."""
    history = History(most=2)
    history.add(Made([passage("kept")]))
    for name in ("kept", *map(str, range(100)), "soon"):
        history.heed(Delivered(ids=frozenset({name})))
    assert len(history._delivered) <= 7
    history.add(Made([passage("soon")]))
    assert [each.stage for each in history.place(history.passages())] == [Stage.DELIVERED, Stage.DELIVERED]


def test_what_is_delivered_for_others_is_forgotten() -> None:
    """A server that forwards what others took, or a backlog, has no event of its own to compare with."""
    history = History(most=10)
    for turn in range(100):
        history.heed(Delivered(ids=frozenset(f"{turn:03}-{at}" for at in range(10))))
    assert len(history._delivered) <= 40


def test_they_are_shown_as_far_as_they_have_come() -> None:
    """Waiting, delivered or dead, with the reason."""
    history = History()
    history.add(Made([passage("a"), passage("b"), passage("c")]))
    history.heed(Delivered(ids=frozenset({"a"})))
    history.heed(DeadLettered(id="b", code="UP201", detail="HTTP 400"))
    assert [(each.stage, each.detail) for each in history.place(history.passages())] == [
        (Stage.DELIVERED, ""),
        (Stage.DEAD, "UP201: HTTP 400"),
        (Stage.WAITING, ""),
    ]


def test_watchers_hear_of_new_and_moved_ones() -> None:
    """In the order in which it happens."""
    heard: list[tuple[str, frozenset[str]]] = []
    history = History()
    history.watch(
        new=lambda arrival: heard.append(("new", frozenset(arrival.ids))),
        moved=lambda ids: heard.append(("moved", frozenset(ids))),
    )
    history.add(Made([passage("a")]))
    history.heed(Delivered(ids=frozenset({"a"})))
    assert heard == [("new", frozenset("a")), ("moved", frozenset("a"))]


def attempt(*ids: str, status: int) -> Attempted:
    """A delivery of those events."""
    return Attempted(at=NOW, events=len(ids), ids=ids, detail="", status=status, took_s=0.1)


def test_an_event_knows_its_attempts() -> None:
    """All of them when one event is looked at, the last one in a list."""
    history = History()
    history.add(Made([passage("a"), passage("b")]))
    for notice in (attempt("a", "b", status=503), attempt("a", status=202), Delivered(ids=frozenset({"a"}))):
        history.heed(notice)
    found = history.find("a")
    assert found
    assert [each.status for each in found.attempts] == [503, 202]
    assert [[each.status for each in passage.attempts] for passage in history.find_all(["a", "b", "x"])] == [[202], []]


def test_what_waits_from_before_comes_first() -> None:
    """Older events fill the room that is left, and dead ones stay dead until they are replayed."""
    history = History(most=3)
    history.add(Made([passage("c")]))
    dead = replace(passage("b"), stage=Stage.DEAD, detail="UP201: HTTP 400")
    history.add_older([passage("a"), dead, passage("z")])
    assert [(each.id, each.stage) for each in history.place(history.passages())] == [
        ("a", Stage.WAITING),
        ("b", Stage.DEAD),
        ("c", Stage.WAITING),
    ]
    history.requeue(["b"])
    assert history.find_all(["b"])[0].stage is Stage.WAITING


def test_a_delivery_that_is_faster_than_its_acceptance_is_not_missed() -> None:
    """The forwarder runs on another thread."""
    heard: list[str] = []
    history = History()
    history.watch(new=lambda _: heard.append("new"), moved=lambda _: heard.append("moved"))
    history.heed(Delivered(ids=frozenset({"a"})))
    history.add(Made([passage("a")]))
    assert heard == ["moved", "new", "moved"]
    assert history.place(history.passages())[0].stage is Stage.DELIVERED


def test_all_dead_letters_can_wait_again() -> None:
    """However many there are."""
    history = History()
    history.add(Made([passage("a"), passage("b")]))
    for name in "ab":
        history.heed(DeadLettered(id=name, code="UP201", detail="HTTP 400"))
    history.requeue(None)
    assert [each.stage for each in history.place(history.passages())] == [Stage.WAITING, Stage.WAITING]


def test_a_dead_letter_that_another_program_replayed_is_delivered() -> None:
    """Nobody told of the replay."""
    history = History()
    history.add(Made([passage("a")]))
    history.heed(DeadLettered(id="a", code="UP201", detail="HTTP 400"))
    history.heed(Delivered(ids=frozenset({"a"})))
    assert [(each.stage, each.detail) for each in history.place(history.passages())] == [(Stage.DELIVERED, "")]


def test_dead_letters_may_be_put_back_while_they_are_delivered_or_die_again() -> None:
    """The one happens on the server's thread, the other on the forwarder's."""
    history = History(most=500)
    ids = frozenset(map(str, range(500)))
    history.add(Made([passage(name) for name in ids]))
    broken: list[Exception] = []

    def forward() -> None:
        try:
            for _ in range(20):
                for name in ids:
                    history.heed(DeadLettered(id=name, code="UP201", detail="HTTP 400"))
                history.heed(Delivered(ids=ids))
        except (KeyError, RuntimeError) as failure:
            broken.append(failure)

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        forwarding = Thread(target=forward)
        forwarding.start()
        for _ in range(200):
            history.requeue(ids)
        forwarding.join()
    finally:
        sys.setswitchinterval(before)
    assert broken == []
