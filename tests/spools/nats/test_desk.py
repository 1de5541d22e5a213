"""What a process decides about the messages that it holds."""

from datetime import timedelta

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Claim, Settlement
from insights_cli.spools.nats.desk import Desk, Held, Share
from tests.spools.making import START, dead, envelopes, ids


def held(seq: int, *numbers: int, attempts: int = 0) -> Held:
    """A message as it arrives."""
    made: tuple[Envelope, ...] = tuple(envelopes(*numbers))
    return Held(seq, f"reply.{seq}", made, [attempts] * len(made))


def take(desk: Desk, most_events: int = 100, after_s: float = 0) -> Claim:
    """A claim that is there."""
    now = START + timedelta(seconds=after_s)
    claim, _ = desk.take(now, most_events=most_events, most_bytes=1 << 20, lease_s=30)
    assert claim is not None
    return claim


def test_messages_are_claimed_in_the_order_of_the_stream() -> None:
    """Whatever order they arrive in."""
    desk = Desk(None)
    for each in (held(7, 3, 4), held(2, 1, 2)):
        desk.put(each)
    assert [entry.envelope.id for entry in take(desk, 3).entries] == ["id-000001", "id-000002", "id-000003"]


def test_a_message_that_comes_again_is_not_taken_twice() -> None:
    """It only gets a new way to be answered."""
    desk = Desk(None)
    assert desk.put(held(1, 1))
    again = held(1, 1)
    again.reply = "reply.later"
    assert not desk.put(again)
    assert len(take(desk).entries) == 1
    kept = desk.get(1)
    assert kept is not None
    assert kept.reply == "reply.later"


def test_a_message_is_done_when_all_is_decided_and_buried() -> None:
    """Not while one is open, nor while a dead letter is not stored."""
    desk, message = Desk(None), held(1, 1, 2, 3)
    desk.put(message)
    claim = take(desk)
    burials, touched = desk.settle(claim.id, Settlement(delivered=ids(1), dead=dead(2)), START)
    assert (touched, message.is_done, [burial.envelope.id for burial in burials]) == ([message], False, ["id-000002"])
    desk.settle(take(desk).id, Settlement(delivered=ids(3)), START)
    assert not message.is_done
    message.burying -= 1
    assert message.is_done


def test_attempts_before_are_counted() -> None:
    """Those that the message carries, and this one."""
    desk = Desk(None)
    desk.put(held(1, 1, attempts=4))
    assert take(desk).entries[0].attempts == 5


def test_what_others_have_by_now_is_dropped() -> None:
    """When the lease was not kept, only what is claimed stays, and what is not delivered of it does not come back."""
    desk, claimed, idle = Desk(None), held(1, 1, 2), held(2, 3)
    for each in (claimed, idle):
        desk.put(each)
    claim = take(desk, 2)
    desk.give_up()
    assert (desk.kept(), list(desk)) == ([], [claimed])
    desk.settle(claim.id, Settlement(delivered=ids(1)), START)
    assert (desk.kept(), list(desk)) == ([], [])
    assert desk.take(START, most_events=9, most_bytes=99, lease_s=30) == (None, [])


def test_a_lost_message_that_comes_back_is_claimed_as_a_whole() -> None:
    """Also what went back to wait while another process had it; what is claimed here stays claimed."""
    desk = Desk(None)
    desk.put(held(1, 1, 2, 3))
    first, _ = take(desk, 1), take(desk, 1)
    desk.give_up()
    desk.settle(first.id, Settlement(), START)
    assert desk.take(START, most_events=9, most_bytes=99, lease_s=30) == (None, [])
    desk.put(held(1, 1, 2, 3))
    assert [entry.envelope.id for entry in take(desk).entries] == ["id-000001", "id-000003"]


def test_a_claim_that_is_given_back_was_none() -> None:
    """What it held is ready at once, and no attempt is counted."""
    desk = Desk(None)
    desk.put(held(1, 1, 2))
    desk.give_back(take(desk))
    assert [entry.attempts for entry in take(desk).entries] == [1, 1]


def test_what_was_delivered_is_finished_although_others_may_have_it() -> None:
    """A stale message that is decided as a whole stays until it is deleted."""
    desk, message = Desk(None), held(1, 1)
    desk.put(message)
    claim = take(desk)
    desk.give_up()
    desk.settle(claim.id, Settlement(delivered=ids(1)), START)
    assert (desk.kept(), list(desk), message.is_done) == ([], [message], True)


def test_the_share_says_what_the_stream_does_not_know() -> None:
    """Decided ones, their bytes, the delivered among them, and the claimed."""
    desk = Desk(None)
    desk.put(held(1, 1, 2, 3, 4))
    desk.settle(take(desk, 2).id, Settlement(delivered=ids(1), dead=dead(2)), START)
    take(desk, 1)
    assert desk.share() == Share(decided=2, decided_bytes=20, delivered=1, claimed=1)


def test_the_next_event_of_time_is_known() -> None:
    """The end of a lease or of holding back, whichever comes first."""
    desk = Desk(None)
    assert desk.next_due_s(START) is None
    desk.put(held(1, 1))
    claim = take(desk)
    assert desk.next_due_s(START) == 30
    desk.settle(claim.id, Settlement(retry_at=START + timedelta(seconds=5)), START)
    assert desk.next_due_s(START) == 5


def test_a_message_that_has_ended_is_known_for_a_while() -> None:
    """So that one that was sent again before its end is not delivered again; of old ones nothing is remembered."""
    desk = Desk(None)
    for seq in range(1, 400):
        desk.end(held(seq, seq))
    assert [desk.has_ended(seq) for seq in (399, 150, 1, 400)] == [True, True, False, False]
