"""Do sign-in tokens name a user of the catalog?"""

from collections.abc import Mapping

from insights_cli.doctor import Check, Group, Symptom, Verdict, ok, skip
from insights_cli.doctor.checks.config_rules import verdict_on
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.model.diagnostic import Location
from insights_cli.wiring.sign_in import Way

_SYMPTOMS = frozenset({Symptom.ONE_USER, Symptom.MAU_JUMP, Symptom.EMPTY_GROUPS})


def _providers(world: World) -> dict[str, tuple[str, ...]]:
    """The resolvers that any deployment configures, by provider; empty where a provider has none anywhere."""
    found: dict[str, tuple[str, ...]] = {}
    for deployment in world.deployments():
        configured = deployment.document.get("auth.providers")
        for name, value in configured.items() if isinstance(configured, Mapping) else ():
            if name != "guest" and value is not None:
                found[str(name)] = tuple(_resolvers_in(value)) or found.get(str(name), ())
    return found


def _resolvers_in(value: object) -> list[str]:
    if isinstance(value, Mapping):
        if isinstance(listed := value.get("resolvers"), list | tuple):
            return [str(each["resolver"]) for each in listed if isinstance(each, Mapping) and "resolver" in each]
        return [name for inner in value.values() for name in _resolvers_in(inner)]
    return []


def _place(world: World, *path: str) -> Location | None:
    places = (each.document.key_location(("auth", "providers", *path)) for each in world.deployments())
    return next((place for place in places if place), None)


def _resolver(world: World) -> Verdict:
    providers, coded = _providers(world), world.resolvers()
    without = [name for name, resolvers in providers.items() if not resolvers]
    if without and not coded:
        return Verdict(
            state=State.FAIL,
            summary=f"no sign-in resolver for {', '.join(without)}: signing in fails or gives no catalog user",
            fix=f"auth.providers.{without[0]}.<environment>.signIn.resolvers: "
            "[{resolver: usernameMatchingUserEntityName}]",
            location=_place(world, without[0]),
        )
    if found := verdict_on(world, "IN321", "IN323", "IN325"):
        return found
    if not providers and not coded:
        return Verdict(
            state=State.WARN,
            summary="no sign-in provider but guest is configured, so everybody is the same user",
            fix="configure a provider with a sign-in resolver under auth.providers",
            location=_place(world, "guest"),
        )
    return ok("every provider has a sign-in resolver" if not coded else "sign-in resolvers are written in code")


def _own_resolver(world: World) -> Verdict:
    found = world.resolvers()
    for way, words in (
        (Way.DANGEROUS, "lets people in who are not in the catalog; their groups stay empty"),
        (Way.ISSUED, "issues a token by itself; its `sub` is the catalog's ref only if the code sees to it"),
    ):
        chosen = [each for each in found if each.way is way]
        if chosen:
            return Verdict(
                state=State.WARN,
                summary=f"a resolver {words}",
                fix="check a token: insights decode-token --catalog URL",
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
