"""How sign-in tokens get their subject: resolvers written in code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.model.diagnostic import Location
from insights_cli.wiring.source import Call, SourceFile


class Way(StrEnum):
    """How a resolver decides about the subject."""

    CATALOG = "catalog"
    ISSUED = "issued by itself"
    CONSTANT = "the same for everybody"
    DANGEROUS = "without a catalog user"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolver:
    """A place in code that decides about the subject of a sign-in token; *text* is what is called there.

    Of a constant subject it is the subject.
    """

    way: Way
    text: str
    location: Location


_DANGEROUS = ("dangerousEntityRefFallback", "dangerouslyAllowSignInWithoutUserInCatalog")
# Backstage's own resolvers: usernameMatchingUserEntityName, emailMatchingUserEntityProfileEmail and so on.
_BUILT_IN = "MatchingUserEntity"
_LOOKED_UP = "findCatalogUser"
_SIGNED_IN = "signInWithCatalogUser"
_MEMBERS = {_SIGNED_IN: Way.CATALOG, "issueToken": Way.ISSUED}
_SUBJECT = re.compile(r"\bsub:\s*(?:(\w+)\b|['\"`](user:[^'\"`$]+)['\"`])")
SIGNS = (*_MEMBERS, _BUILT_IN)
"""Words of which a file with a resolver has one."""


def read_resolvers(files: Iterable[SourceFile]) -> tuple[Resolver, ...]:
    """The resolvers in the parsed sources of the backend."""
    return tuple(found for file in files for call in file.calls if (found := _resolver(file, call)))


def _resolver(file: SourceFile, call: Call) -> Resolver | None:
    way = Way.CATALOG if _BUILT_IN in call.member else _MEMBERS.get(call.member)
    if way is None:
        return None
    text = call.callee
    if file.words_in(call) & set(_DANGEROUS):
        way = Way.DANGEROUS
    elif way is Way.ISSUED:
        words, subject = {word for _, word in file.words}, _constant_subject(file, call)
        if subject:
            # Beside a look into the catalog it is for those who are not there.
            way, text = (Way.DANGEROUS if words & {_SIGNED_IN, _LOOKED_UP} else Way.CONSTANT), subject
        elif _LOOKED_UP in words:
            way = Way.CATALOG
    return Resolver(way=way, text=text, location=call.location)


def _constant_subject(file: SourceFile, call: Call) -> str | None:
    """The subject that everybody gets, where it is written down."""
    found = _SUBJECT.search(call.fields.get("claims", ""))
    return (found[2] or file.texts.get(found[1])) if found else None
