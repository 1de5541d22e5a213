"""Do sign-in tokens name a user of the catalog?"""

from collections.abc import Mapping

from insights_cli.doctor import Check, Group, Symptom, Verdict, ok, skip
from insights_cli.doctor.world import World
from insights_cli.model.checkup import State
from insights_cli.wiring.sign_in import Way

_SYMPTOMS = frozenset({Symptom.ONE_USER, Symptom.MAU_JUMP, Symptom.EMPTY_GROUPS})


def _providers(world: World) -> dict[str, tuple[str, ...]]:
    """The resolvers that the configuration names, by provider; empty where a provider has none."""
    configured = world.setting("auth.providers")
    providers = configured if isinstance(configured, Mapping) else {}
    return {str(name): tuple(_resolvers_in(value)) for name, value in providers.items() if name != "guest"}


def _resolvers_in(value: object) -> list[str]:
    if isinstance(value, Mapping):
        if isinstance(listed := value.get("resolvers"), list | tuple):
            return [str(each["resolver"]) for each in listed if isinstance(each, Mapping) and "resolver" in each]
        return [name for inner in value.values() for name in _resolvers_in(inner)]
    return []


def _resolver(world: World) -> Verdict:
    providers, coded = _providers(world), world.resolvers()
    without = [name for name, resolvers in providers.items() if not resolvers]
    if not providers and not coded:
        return Verdict(
            state=State.WARN,
            summary="no sign-in provider but guest is configured, so everybody is the same user",
            fix="configure a provider with a sign-in resolver under auth.providers",
        )
    if without and not coded:
        return Verdict(
            state=State.FAIL,
            summary=f"no sign-in resolver for {', '.join(without)}: signing in fails or gives no catalog user",
            fix=f"auth.providers.{without[0]}.<environment>.signIn.resolvers: "
            "[{resolver: usernameMatchingUserEntityName}]",
        )
    return ok("every provider has a sign-in resolver" if not coded else "sign-in resolvers are written in code")


def _own_resolver(world: World) -> Verdict:
    found = world.resolvers()
    if not found:
        return skip("no resolver is written in code")
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
    return ok("the resolver in code signs in with a catalog user")


def _same_person(world: World) -> Verdict:
    providers = {name: resolvers for name, resolvers in _providers(world).items() if resolvers}
    different = set(providers.values())
    if len(providers) > 1 and len(different) > 1:
        return Verdict(
            state=State.WARN,
            summary="several providers find users in different ways; a person may count twice if the refs differ",
            fix="compare the tokens of one person: insights decode-token --diff",
            notes=tuple((name, ", ".join(resolvers)) for name, resolvers in providers.items()),
        )
    return ok("one way leads from a person to a user ref")


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
        title="resolvers in code end at a catalog user",
        why="A token for somebody who is not in the catalog has no groups and no captured fields.",
        fix="Use ctx.signInWithCatalogUser.",
        ask=_own_resolver,
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
