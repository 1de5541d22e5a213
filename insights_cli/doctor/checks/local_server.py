"""Is the local server moving events on?"""

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok, skip
from insights_cli.doctor.facts import ServerFacts
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.model.plural import plural

_OLD_S = 300.0
_BIG_BYTES = 800_000_000


def _running(world: World) -> Verdict:
    facts = world.server()
    if facts is None:
        return skip("no insights serve is running here")
    if facts.state != "ok":
        return Verdict(
            state=State.FAIL,
            summary=f"insights serve at {facts.url} is {facts.state}: {'; '.join(facts.reasons) or 'no reason given'}",
            fix="insights events stats",
        )
    return ok(f"insights serve runs at {facts.url}")


def _facts(world: World) -> ServerFacts:
    facts = world.server()
    assert facts is not None
    return facts


def _backlog(world: World) -> Verdict:
    facts = _facts(world)
    age = facts.oldest_age_s or 0.0
    waiting = f"{plural(facts.waiting, 'event')} waiting"
    if age > _OLD_S or facts.spool_bytes > _BIG_BYTES:
        return Verdict(
            state=State.WARN,
            summary=f"{waiting}, the oldest for {age / 60:.0f} min, {facts.spool_bytes / 1e6:.0f} MB",
            fix="look at the upstream: insights events stats",
        )
    return ok(waiting)


def _delivering(world: World) -> Verdict:
    facts = _facts(world)
    if facts.stalled_s > 0:
        return Verdict(
            state=State.FAIL,
            summary=f"nothing was delivered for {facts.stalled_s:.0f} s: {'; '.join(facts.reasons) or 'see its log'}",
            fix="insights token test",
        )
    return ok("the upstream takes what is sent")


def _dead(world: World) -> Verdict:
    facts = _facts(world)
    if facts.dead:
        return Verdict(
            state=State.WARN,
            summary=f"{plural(facts.dead, 'event')} set aside",
            fix="insights events list --state dead",
        )
    return ok("no dead letters")


def _left_behind(world: World) -> Verdict:
    if world.server() is not None:
        return skip("insights serve is running")
    facts = world.spool()
    if facts is None:
        return skip("there is no spool on this machine")
    if facts.waiting:
        since = f", the oldest since {facts.oldest_waiting_at:%Y-%m-%d %H:%M} UTC" if facts.oldest_waiting_at else ""
        return Verdict(
            state=State.WARN,
            summary=f"{facts.waiting} events wait in {facts.address}{since}, and nothing runs that forwards them",
            fix="insights serve",
        )
    if facts.dead:
        return Verdict(
            state=State.WARN,
            summary=f"{facts.dead} events were set aside in {facts.address}",
            fix="insights events list --state dead",
        )
    return ok(f"nothing is left in {facts.address}")


CHECKS = (
    Check(
        code="DR801",
        group=Group.SERVER,
        title="the local server is well",
        why="A server that is degraded accepts events and does not pass them on.",
        fix="Read what it says: insights events stats.",
        ask=_running,
        online=True,
        explains=NO_DATA,
    ),
    Check(
        code="DR802",
        group=Group.SERVER,
        title="events do not wait for long",
        why="An old backlog means that the upstream does not take what is sent.",
        fix="Look at the upstream and at the token.",
        ask=_backlog,
        needs=("DR801",),
        online=True,
    ),
    Check(
        code="DR803",
        group=Group.SERVER,
        title="events are delivered",
        why="A stalled forwarder is the last place where data can get stuck.",
        fix="Test the token and the address of the upstream.",
        ask=_delivering,
        needs=("DR801",),
        online=True,
        explains=NO_DATA,
    ),
    Check(
        code="DR804",
        group=Group.SERVER,
        title="no event was set aside",
        why="Dead letters were refused by the upstream for good; somebody has to look at them.",
        fix="insights events list --state dead, then replay or purge.",
        ask=_dead,
        needs=("DR801",),
        online=True,
    ),
    Check(
        code="DR805",
        group=Group.SERVER,
        title="no event is left behind in the spool",
        why="What was accepted waits until a server runs again; nobody sees it meanwhile.",
        fix="Start it again: insights serve.",
        ask=_left_behind,
        online=True,
        explains=NO_DATA,
    ),
)
