"""What the shape of a subject gives away about the sign-in resolver that made it, and how to mend that."""

import re
from typing import NamedTuple


class ResolverMistake(NamedTuple):
    """A likely cause: what the value looks like, and the resolver that maps it to a catalog user.

    *has_name* says that the value holds what is likely the name of the user's entity.
    """

    seen: str
    fix: str
    has_name: bool = False


def _resolver(name: str, detail: str = "") -> str:
    return f"use the sign-in resolver {name}{detail}"


NOTHING = r"(user:)?([a-z0-9-]+/)?(undefined|null|nan|\[object object\])"
"""What JavaScript makes of a value that is not there."""

_STRINGIFY = "in the resolver, issue sub with stringifyEntityRef({ kind: 'User', namespace: 'default', name })"
_BY_MAIL = _resolver(
    "emailMatchingUserEntityProfileEmail", " (or emailLocalPartMatchingUserEntityName), with users in the catalog"
)
_BY_ID = _resolver("userIdMatchingUserEntityAnnotation", ", with the annotation {} on the User entities")

_NAMED = ("an e-mail address", "a bare name", "a Windows account")

_SHAPES: tuple[tuple[str, ResolverMistake], ...] = tuple(
    (pattern, ResolverMistake(seen=seen, fix=fix, has_name=seen.startswith(_NAMED)))
    for pattern, seen, fix in (
        (NOTHING, "a field of the profile that was missing", "check that the field is there before sub is made of it"),
        (
            r"(user:)?(default/)?00u[a-z0-9]{17}",
            "an Okta user id",
            _resolver("emailMatchingUserEntityAnnotation", " (okta.com/email)"),
        ),
        (
            r"(user:)?(default/)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
            "a GUID, such as Microsoft Entra's object id",
            _BY_ID.format("graph.microsoft.com/user-id"),
        ),
        (r"(user:)?(default/)?\d{20,22}", "a Google account number", _BY_ID.format("google.com/user-id")),
        (
            r"(user:)?(default/)?\d{1,12}",
            "an account number, such as GitHub's or GitLab's",
            _resolver("usernameMatchingUserEntityName"),
        ),
        (r"MDQ6VXNlc[a-z0-9+/=]+|U_[a-z0-9_-]{8,}", "a GitHub node id", _BY_ID.format("github.com/user-id")),
        (r"(auth0|google-oauth2|github|windowslive|samlp?|adfs|waad|oidc)\|.*", "an Auth0 user id", _BY_MAIL),
        (
            r"(cn|uid)=.*,.*",
            "an LDAP distinguished name",
            "in a custom resolver, find the User by its annotation backstage.io/ldap-dn, then issue sub with"
            " stringifyEntityRef(user)",
        ),
        (
            r"[a-z0-9.-]+\\[^\\]+",
            "a Windows account name",
            _resolver("usernameMatchingUserEntityName", " on the part after the backslash"),
        ),
        (r"arn:aws:.*", "an AWS role", _resolver("emailMatchingUserEntityProfileEmail", ", not the session's ARN")),
        (
            r"system:serviceaccount:.*",
            "a Kubernetes service account",
            "sign in as a person; services use backend.auth.externalAccess",
        ),
        (r"spiffe:.*", "a SPIFFE id of a workload", "sign in as a person; services use backend.auth.externalAccess"),
        (r"(plugin|external):[^/]*", "the name of a service", "use a person's token; this is a service's subject"),
        (r"https?://.*", "an address, such as an OpenID identifier", _BY_MAIL),
        (r"[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+", "an e-mail address", _BY_MAIL),
        (
            r"user:[^/]*/?[^@\s/]+@[^@\s/]+",
            "an e-mail address as the name: sign-in without a catalog user (dangerouslyAllowSignInWithoutUserInCatalog)"
            " or a resolver that passes the address on",
            _BY_MAIL,
        ),
        (
            r"user:[^/]*/?.*\S\s+\S.*",
            "a display name",
            _resolver("emailMatchingUserEntityProfileEmail", ", not the display name"),
        ),
        (r"[a-z0-9][a-z0-9._-]*", "a bare name without kind and namespace", _STRINGIFY),
        (r"group:.*", "a group: the resolver passed an ownership ref", _STRINGIFY),
    )
)


def guess_mistake(sub: str) -> ResolverMistake | None:
    """The likely resolver mistake behind *sub*; None when its shape says nothing."""
    return next(
        (mistake for pattern, mistake in _SHAPES if len(sub) < 512 and re.fullmatch(pattern, sub, re.IGNORECASE)), None
    )


STRINGIFY = _STRINGIFY
