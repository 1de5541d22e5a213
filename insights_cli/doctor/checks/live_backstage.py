"""Does the running Backstage answer, and does it answer what the collection needs?"""

import json
from urllib.parse import urlsplit

from insights_cli.doctor import NO_DATA, Check, Group, Verdict, ok, skip
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.projects.versions import Version

_SKEW_S = 5.0
_FIRST_WITH_HEALTH = Version(major=1, minor=29)
_SIGN_IN_FIRST = (301, 302, 303, 307, 308, 401, 403)
_PLUGIN = "/api/backstage-insights"


def _url(world: World, path: str) -> str:
    base = world.setting("backend.baseUrl")
    return f"{str(base).rstrip('/')}{path}" if isinstance(base, str) else ""


def _health(world: World) -> Verdict:
    url = _url(world, "/.backstage/health/v1/readiness")
    if not url:
        return skip("backend.baseUrl is not configured")
    reply = world.web("GET", url, {})
    if reply.status == 200:
        return ok(f"the backend at {_url(world, '')} is ready ({reply.took_s * 1000:.0f} ms)")
    if reply.status in _SIGN_IN_FIRST:
        return Verdict(
            state=State.UNKNOWN,
            summary=f"{url} answered {reply.status}: something in front of the backend likely wants a sign-in",
            fix="ask from behind it, such as from the backend's own container",
        )
    backstage = world.project().backstage
    if reply.status == 404 and backstage and backstage < _FIRST_WITH_HEALTH:
        return ok(f"the backend at {_url(world, '')} answers; Backstage {backstage} has no readiness path yet")
    state = State.WARN if reply.status < 500 else State.FAIL
    return Verdict(state=state, summary=f"{url} answered {reply.status}", fix="look at the log of the backend")


def _keys(world: World) -> Verdict:
    url = _url(world, "/api/auth/.well-known/jwks.json")
    reply = world.web("GET", url, {})
    try:
        keys = json.loads(reply.body)["keys"] if reply.status == 200 else None
    except (ValueError, KeyError, TypeError):
        keys = None
    if not isinstance(keys, list):
        return Verdict(
            state=State.FAIL, summary=f"{url} answered {reply.status}, and no key set", fix="is the auth plugin added?"
        )
    if not keys:
        return Verdict(
            state=State.WARN, summary="the key set is empty: nobody has signed in since the start", fix="sign in once"
        )
    return ok(f"{len(keys)} signing keys are published")


def _permissions(world: World) -> Verdict:
    url = _url(world, f"{_PLUGIN}/.well-known/backstage/permissions/metadata")
    reply = world.web("GET", url, {})
    if reply.status == 404:
        return Verdict(
            state=State.FAIL,
            summary=f"nothing answers under {_PLUGIN}: the running backend does not have the plugin",
            fix="deploy a backend with the plugin added",
        )
    if reply.status in (200, 401, 403):
        return ok("the plugin answers in the running backend")
    return Verdict(state=State.UNKNOWN, summary=f"{url} answered {reply.status}")


def _cors(world: World) -> Verdict:
    app, backend = world.setting("app.baseUrl"), world.setting("backend.baseUrl")
    if not isinstance(app, str) or not isinstance(backend, str):
        return skip("app.baseUrl is not configured")
    origin = _origin(app)
    if origin == _origin(backend):
        return ok("frontend and backend share one origin")
    asked = {
        "origin": origin,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
    }
    reply = world.web("OPTIONS", _url(world, _PLUGIN), asked)
    allowed = reply.headers.get("access-control-allow-origin")
    if allowed in (origin, "*"):
        return ok(f"the browser may send from {origin}")
    return Verdict(
        state=State.FAIL,
        summary=f"the backend does not let {origin} send events (it allows {allowed or 'no origin'})",
        fix=f"backend:\n  cors:\n    origin: {origin}",
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}".lower()


def _clock(world: World) -> Verdict:
    reply = world.web("GET", _url(world, "/.backstage/health/v1/readiness"), {})
    if reply.date is None:
        return skip("the backend does not say its time")
    skew = (reply.date - world.now()).total_seconds()
    if abs(skew) > _SKEW_S:
        return Verdict(
            state=State.WARN,
            summary=f"the clocks differ by {abs(skew):.0f} s; tokens are judged without tolerance",
            fix="synchronise the clocks",
        )
    return ok(f"the clocks agree within {_SKEW_S:.0f} s")


CHECKS = (
    Check(
        code="DR601",
        group=Group.BACKSTAGE,
        title="the backend answers",
        why="Everything that follows asks the running backend.",
        fix="Start it, or name its address in backend.baseUrl.",
        ask=_health,
        needs=("DR401",),
        online=True,
        explains=NO_DATA,
    ),
    Check(
        code="DR602",
        group=Group.BACKSTAGE,
        title="the signing keys are published",
        why="Sign-in tokens are verified against them.",
        fix="Add the auth plugin to the backend.",
        ask=_keys,
        needs=("DR601",),
        online=True,
    ),
    Check(
        code="DR603",
        group=Group.BACKSTAGE,
        title="the plugin answers in the running backend",
        why="A backend that was built before the plugin was added does not collect.",
        fix="Build and deploy the backend again.",
        ask=_permissions,
        needs=("DR601",),
        online=True,
        explains=NO_DATA,
    ),
    Check(
        code="DR604",
        group=Group.BACKSTAGE,
        title="the browser may send events",
        why="Without the right CORS answer the browser drops every event before it leaves.",
        fix="Set backend.cors.origin to the origin of app.baseUrl.",
        ask=_cors,
        needs=("DR601",),
        online=True,
        explains=NO_DATA,
    ),
    Check(
        code="DR605",
        group=Group.BACKSTAGE,
        title="the clocks agree",
        why="Backstage verifies the times in a token without tolerance.",
        fix="Synchronise the clocks.",
        ask=_clock,
        needs=("DR601",),
        online=True,
    ),
)
