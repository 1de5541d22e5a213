"""Do sign-in tokens name a user of the catalog?"""

from collections.abc import Mapping
from dataclasses import dataclass

from insights_cli.app_config.config_source import MISSING
from insights_cli.app_config.deployments import Deployment, Stage
from insights_cli.doctor import Check, Group, Verdict, ok, skip
from insights_cli.doctor.checks.config_rules import verdict_on
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State, Symptom
from insights_cli.model.diagnostic import Location
from insights_cli.wiring.sign_in import Way

_SYMPTOMS = frozenset({Symptom.ONE_USER, Symptom.MAU_JUMP, Symptom.EMPTY_GROUPS})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Providers:
    """The providers of one deployment besides guest: those that people sign in with, and those that cannot."""

    deployment: str
    signing: tuple[str, ...]
    without: tuple[str, ...]
    has_guest: bool


def _providers(deployment: Deployment) -> _Providers:
    environment = deployment.document.get("auth.environment")
    found = deployment.document.get("auth.providers")
    providers = {str(name): value for name, value in found.items()} if isinstance(found, Mapping) else {}
    active = {
        name: settings
        for name, value in providers.items()
        if name != "guest" and isinstance(value, Mapping) and (settings := _active(value, environment))
    }
    signing = tuple(name for name, settings in active.items() if _has_resolver(settings))
    return _Providers(
        deployment=deployment.name,
        signing=signing,
        without=tuple(name for name in active if name not in signing),
        has_guest=providers.get("guest") is not None,
    )


def _active(value: Mapping[str, object], environment: object) -> Mapping[str, object] | None:
    """What counts of a provider's settings: those of the environment, or all of one that has no environments."""
    if "signIn" in value or not all(isinstance(each, Mapping) for each in value.values()):
        return value
    if environment is MISSING:
        environment = next(iter(value)) if len(value) == 1 else "development"
    if isinstance(environment, str):
        chosen = value.get(environment)
        return chosen if isinstance(chosen, Mapping) else None
    # A variable that nobody knows here names it: any environment may be the one.
    settings = [each for each in value.values() if isinstance(each, Mapping)]
    return next(filter(_has_resolver, settings), settings[0] if settings else None)


def _has_resolver(settings: Mapping[str, object]) -> bool:
    sign_in = settings.get("signIn")
    return isinstance(sign_in, Mapping) and bool(sign_in.get("resolvers"))


def _place(world: World, *path: str) -> Location | None:
    places = (each.document.key_location(("auth", "providers", *path)) for each in world.deployments())
    return next((place for place in places if place), None)


def _resolver(world: World) -> Verdict:
    coded = world.resolvers()
    everywhere = world.deployments()
    # Developers sign in as guests; what counts is where people work, if a file tells.
    found = [_providers(each) for each in everywhere if each.stage is not Stage.LOCAL] or [
        _providers(each) for each in everywhere
    ]
    if not coded:
        # A provider without a resolver beside one that has it gives access to another service, which is fine.
        for each in found:
            if each.without and not each.signing:
                return _without_resolver(world, each)
    if complaint := verdict_on(world, "IN321", "IN323", "IN325"):
        return complaint
    if not coded and not any(each.signing for each in found):
        guest = _place(world, "guest")
        return Verdict(
            state=State.WARN,
            summary="no sign-in provider but guest is configured, so everybody is the same user"
            if guest
            else "no sign-in provider is configured here; it is likely in a file that is not here, or nobody signs in",
            fix="configure a provider with a sign-in resolver under auth.providers",
            location=guest,
        )
    return ok("sign-in resolvers are written in code" if coded else "people sign in through a resolver")


def _without_resolver(world: World, found: _Providers) -> Verdict:
    names = ", ".join(found.without)
    fix = (
        f"auth.providers.{found.without[0]}.<environment>.signIn.resolvers: "
        "[{resolver: usernameMatchingUserEntityName}]"
    )
    place = _place(world, found.without[0])
    if found.has_guest:
        summary = f"no sign-in resolver for {names}, so only guests sign in ({found.deployment})"
        return Verdict(state=State.WARN, summary=summary, fix=fix, location=place)
    summary = f"no sign-in resolver for {names}: signing in fails or gives no catalog user ({found.deployment})"
    return Verdict(state=State.FAIL, summary=summary, fix=fix, location=place)


def _own_resolver(world: World) -> Verdict:
    found = world.resolvers()
    for way, state, words in (
        (Way.CONSTANT, State.FAIL, "gives everybody the same user: {0}"),
        (Way.DANGEROUS, State.WARN, "lets people in who are not in the catalog; their groups stay empty"),
        (
            Way.ISSUED,
            State.WARN,
            "issues a token by itself; its `sub` is a catalog's ref only if the code sees to it",
        ),
    ):
        chosen = [each for each in found if each.way is way]
        if chosen:
            return Verdict(
                state=state,
                summary=f"a resolver {words.format(chosen[0].text)}",
                fix="ctx.signInWithCatalogUser({ entityRef: { name } }); check a token: insights decode-token -",
                location=chosen[0].location,
            )
    if configured := verdict_on(world, "IN322"):
        return configured
    return ok("resolvers sign in with a catalog user") if found else skip("no resolver is written in code")


def _same_person(world: World) -> Verdict:
    return verdict_on(world, "IN324", mild=State.WARN) or ok("one way leads from a person to a user ref")


CHECKS = (
    Check(
        code="DR301",
        group=Group.SIGN_IN,
        title="every sign-in provider has a resolver",
        why="The resolver writes the user's entity ref into the token; usage is counted by it.",
        fix="Configure signIn.resolvers for each provider.",
        ask=_resolver,
        needs=("DR401",),
        explains=_SYMPTOMS,
    ),
    Check(
        code="DR302",
        group=Group.SIGN_IN,
        title="resolvers end at a catalog user",
        why="A token for somebody who is not in the catalog has no groups and no captured fields.",
        fix="Use ctx.signInWithCatalogUser.",
        ask=_own_resolver,
        needs=("DR401",),
        explains=_SYMPTOMS,
    ),
    Check(
        code="DR303",
        group=Group.SIGN_IN,
        title="one person has one user ref",
        why="Two providers that lead to two refs count one person twice.",
        fix="Let all providers resolve to the same User.",
        ask=_same_person,
        needs=("DR401",),
        explains=frozenset({Symptom.MAU_JUMP, Symptom.ADOPTION_OFF}),
    ),
)
