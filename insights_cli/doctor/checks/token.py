"""Is there an API token, is it in date, and is it accepted where it can be asked?"""

from datetime import timedelta

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok, skip
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State

_SOON = timedelta(days=14)
_USUAL_LIFE = timedelta(days=90)
_OLD = timedelta(days=75)


def _configured(world: World) -> Verdict:
    facts = world.token()
    if facts.source is None:
        return Verdict(state=State.FAIL, summary="no API token is configured", fix=facts.fix or "insights token set")
    if facts.problem:
        return Verdict(
            state=State.FAIL, summary=f"the token from {facts.source} cannot be read: {facts.problem}", fix=facts.fix
        )
    if facts.doubts:
        return Verdict(
            state=State.WARN,
            summary=f"the token from {facts.source} looks odd: {facts.doubts[0]}",
            fix="insights token set",
            notes=tuple(("also", doubt) for doubt in facts.doubts[1:]),
        )
    shadowed = tuple(("hides", source) for source in facts.shadowed)
    return ok(f"a token comes from {facts.source}", *shadowed)


def _in_date(world: World) -> Verdict:
    facts, now = world.token(), world.now()
    if facts.expires_at is not None:
        left = facts.expires_at - now
        if left <= timedelta(0):
            return Verdict(
                state=State.FAIL, summary="the token has expired", fix="create a new one, then: insights token set"
            )
        if left <= _SOON:
            return Verdict(
                state=State.WARN,
                summary=f"the token expires in {left.days} days",
                fix="insights token set --expires DATE",
            )
        return ok(f"the token expires in {left.days} days")
    if facts.created_at is not None and now - facts.created_at >= _OLD:
        return Verdict(
            state=State.WARN,
            summary=f"the token was stored {(now - facts.created_at).days} days ago; "
            f"{_USUAL_LIFE.days} days are a likely life",
            fix="look at the account page, then: insights token set --expires DATE",
        )
    return skip("when the token expires is not known (insights token set --expires DATE)")


def _accepted(world: World) -> Verdict:
    answer = world.token_test()
    states = {"accepted": State.OK, "reachable": State.OK, "rejected": State.FAIL, "absent": State.SKIP}
    return Verdict(state=states.get(answer.verdict, State.UNKNOWN), summary=answer.summary, fix=answer.fix)


CHECKS = (
    Check(
        code="DR501",
        group=Group.TOKEN,
        title="an API token is configured",
        why="Without the token nothing may be sent to the hosted service.",
        fix="Store it: insights token set; or set SPOTIFY_BACKSTAGE_API_TOKEN.",
        ask=_configured,
        explains=NO_DATA,
    ),
    Check(
        code="DR502",
        group=Group.TOKEN,
        title="the API token is in date",
        why="Data that stops after weeks is likely an expired token.",
        fix="Create a new token, store it with its date, and deploy it.",
        ask=_in_date,
        needs=("DR501",),
        explains=NO_DATA,
    ),
    Check(
        code="DR503",
        group=Group.TOKEN,
        title="the API token is accepted",
        why="Only a request can show it; it is sent to the URL that you configured and nowhere else.",
        fix="Look at: insights token test.",
        ask=_accepted,
        needs=("DR501",),
        online=True,
        deadline_s=15.0,
        explains=NO_DATA,
    ),
)
