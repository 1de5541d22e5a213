"""How sign-in tokens get their subject: resolvers written in code."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, SourceFile


class Way(StrEnum):
    """How a resolver decides about the subject."""

    CATALOG = "catalog"
    ISSUED = "issued by itself"
    DANGEROUS = "without a catalog user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolver:
    """A place in code that decides about the subject of a sign-in token; *text* is what is called there."""

    way: Way
    text: str
    location: Location


_MEMBERS = {"signInWithCatalogUser": Way.CATALOG, "issueToken": Way.ISSUED}
_DANGEROUS = ("dangerousEntityRefFallback", "dangerouslyAllowSignInWithoutUserInCatalog")


def read_resolvers(files: Iterable[SourceFile]) -> tuple[Resolver, ...]:
    """The resolvers in the parsed sources of the backend."""
    return tuple(found for file in files for call in file.calls if (found := _resolver(call)))


def _resolver(call: Call) -> Resolver | None:
    member = call.callee.rpartition(".")[2]
    if member not in _MEMBERS:
        return None
    written = " ".join(f"{key}: {value}" for key, value in call.fields.items())
    way = Way.DANGEROUS if any(word in written for word in _DANGEROUS) else _MEMBERS[member]
    return Resolver(way=way, text=call.callee, location=call.location)
