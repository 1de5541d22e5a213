"""What the codes of sign-in tokens mean."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING
_COPY = "Copy backstageIdentity.token from the answer of /api/auth/<provider>/refresh in the browser's network view."
_STRINGIFY = "Issue it with stringifyEntityRef({ kind: 'User', namespace, name }), or use ctx.signInWithCatalogUser."
_FULL = "user:default/alice"


def _explain(
    code: str,
    title: str,
    why: str,
    fix: str,
    *,
    severity: Severity = _ERROR,
    bad: str | None = None,
    good: str | None = None,
) -> Explanation:
    return Explanation(code=code, title=title, severity=severity, why=why, fix=fix, bad=bad, good=good)


_READING = (
    _explain(
        "ID001",
        "there is no token in the input",
        "A sign-in token is a JWT: three parts of letters, digits, - and _, joined by dots, usually starting with eyJ.",
        _COPY,
        bad="insights decode-token 4f1c2a9e",
        good="pbpaste | insights decode-token -",
    ),
    _explain(
        "ID002",
        "the token cannot be read",
        "Header and payload are base64url of JSON; one of them is cut off, changed or nested without end.",
        "Copy the whole token again, from its first to its last character.",
    ),
    _explain(
        "ID003",
        "the token is encrypted",
        "Five parts make an encrypted token (JWE). Backstage signs its tokens and does not encrypt them.",
        _COPY,
    ),
    _explain(
        "ID004",
        "the options do not go together",
        "A value is not understood, or an option needs another one: nothing was read or asked.",
        "Look at insights decode-token --help.",
        bad="insights decode-token --require signature -",
        good="insights decode-token --require signature --backstage https://portal.example.com -",
    ),
    _explain(
        "ID005",
        "the keys could not be had",
        "Verifying needs the public keys of the auth backend; they could not be read. The token was not sent.",
        "Give backend.baseUrl with --backstage, or save /api/auth/.well-known/jwks.json and give the file with --jwks.",
    ),
    _explain(
        "ID006",
        "what was fetched is no key set",
        "A JSON Web Key Set is a JSON object with a list named keys; a web page means the app or a login answered.",
        "Give the backend's address, backend.baseUrl, not the app's.",
    ),
    _explain(
        "ID007",
        "the input could not be read",
        "The file does not exist, may not be read or is larger than any recording of a browser.",
        "Check the path, or give the token on standard input with -.",
    ),
)

_KIND = (
    _explain(
        "ID101",
        "not a Backstage token",
        "Its typ is none of Backstage's, and its aud is not the plain text backstage, so a backend answers 401.",
        _COPY,
    ),
    _explain(
        "ID102",
        "a service's token, not a person's",
        "Plugins and external services have tokens of their own; no person can be counted by them.",
        _COPY,
    ),
    _explain(
        "ID103",
        "a limited user token",
        "It lives in the cookie backstage-auth and counts only on routes that allow cookies, never as a bearer.",
        _COPY,
        severity=_WARNING,
    ),
    _explain(
        "ID104",
        "a user token of an older release",
        "Without Backstage's typ it is taken only because aud is exactly the text backstage.",
        "Upgrade the auth backend, or give the token a typ of vnd.backstage.user.",
        severity=_WARNING,
    ),
)

_SUBJECT = (
    _explain(
        "ID201", "there is no subject", "Without sub nobody is signed in, and a backend refuses the token.", _STRINGIFY
    ),
    _explain(
        "ID202",
        "sub is not an entity ref",
        "The value has no kind, or an empty part. Usage is counted by sub, and groups are found by it.",
        _STRINGIFY,
        bad="alice@example.com",
        good=_FULL,
    ),
    _explain(
        "ID203",
        "sub can never match an entity",
        "The parser takes nearly anything, but names hold only letters, digits and inner -, _ and .",
        _STRINGIFY,
        bad="user:default/alice@example.com",
        good=_FULL,
    ),
    _explain(
        "ID204",
        "sub is not a user",
        "It is the ref of another kind, or the name of a service, so no person is behind the usage.",
        _STRINGIFY,
        bad="group:default/team-a",
        good=_FULL,
    ),
    _explain(
        "ID205",
        "sub is not written in full",
        "The parser fills in the namespace, but backends keep and compare the text as it was issued.",
        _STRINGIFY,
        bad="user:alice",
        good=_FULL,
    ),
    _explain(
        "ID206",
        "sub is not in lower case",
        "Refs are compared as text in lower case; another spelling is another person.",
        _STRINGIFY,
        bad="User:Default/Alice",
        good=_FULL,
    ),
    _explain(
        "ID207",
        "sub is the same for everybody",
        "With the guest provider, or where a resolver uses a field that is missing, all usage counts as one person.",
        "Configure a real provider under auth.providers, and check the field that sub is made of.",
        severity=_WARNING,
    ),
    _explain(
        "ID208",
        "the user is not in the catalog",
        "Without the entity there is nothing to take names and groups from.",
        "Ingest the user, or use a resolver that looks it up (ctx.signInWithCatalogUser).",
    ),
)

_TIMES = (
    _explain("ID301", "the token is expired", "A backend refuses it from the very second of exp on.", "Sign in again."),
    _explain(
        "ID302", "the token is not valid yet", "nbf is in the future, and a backend allows no leeway.", "Check clocks."
    ),
    _explain(
        "ID303",
        "a time is missing or no number",
        "Backends require iat and exp, as numbers of seconds.",
        "Issue it anew.",
    ),
    _explain(
        "ID304",
        "an unusual lifetime",
        "auth.backstageTokenExpiration is clamped to 10 minutes to 24 hours.",
        "Find out what issued the token.",
        severity=_WARNING,
    ),
    _explain(
        "ID305",
        "issued in the future",
        "A backend does not mind, but clocks differ, so that expiry is off as well.",
        "Compare the clocks.",
        severity=_WARNING,
    ),
)

_CLAIMS = (
    _explain(
        "ID401",
        "a claim stands twice",
        "Readers differ in which one they take; JavaScript takes the last.",
        "Trust nothing in it.",
        severity=_WARNING,
    ),
    _explain(
        "ID402",
        "an issuer that was not expected",
        "Backends do not look at iss, so a token of another portal with the same keys passes.",
        "Compare iss with backend.baseUrl + /api/auth.",
        severity=_WARNING,
    ),
    _explain(
        "ID403",
        "an audience that was not expected",
        "User tokens have the audience backstage; backends do not look, older plugins do.",
        "Issue the token with ctx.issueToken.",
        severity=_WARNING,
    ),
    _explain(
        "ID404",
        "no key id",
        "Without kid a backend finds the key only while exactly one fits.",
        "Put the key's kid into the header.",
        severity=_WARNING,
    ),
    _explain(
        "ID405",
        "the token is too long",
        "Auth backends refuse to issue more than 32,768 characters; proxies often allow 8,000 for all headers.",
        "Leave ent out: auth.omitIdentityTokenOwnershipClaim: true.",
        severity=_WARNING,
    ),
    _explain(
        "ID406", "an unknown extension", "The header's crit demands what no backend knows.", "Issue it without crit."
    ),
    _explain(
        "ID407",
        "odd ownership refs",
        "ent is what permissions are decided by; it holds the user's own ref and those of the groups, in full.",
        "Leave ent to ctx.signInWithCatalogUser.",
        severity=_WARNING,
    ),
)

_SIGNATURE = (
    _explain("ID501", "the signature is wrong", "Header or claims are not what was signed.", "Trust nothing in it."),
    _explain("ID502", "the algorithm is none", "Anyone can write such a token.", "Never accept it."),
    _explain(
        "ID503",
        "a shared-secret algorithm",
        "With HS256 the verifying key can sign as well; with a public key as the secret anyone could forge tokens.",
        "Issue tokens with ES256, the default of auth.identityTokenAlgorithm.",
    ),
    _explain("ID504", "an unknown algorithm", "No backend verifies it.", "Issue tokens with ES256."),
    _explain(
        "ID505",
        "no key fits",
        "The kid is not among the public keys, or the key is for another algorithm. Every restart makes new keys.",
        "Sign in again; check that the keys are those of the backend that issued the token.",
    ),
    _explain(
        "ID506", "several keys fit", "Without kid a backend refuses to guess.", "Put the key's kid into the header."
    ),
    _explain("ID507", "the signature is cut off", "It has fewer characters than its algorithm makes.", "Copy it all."),
    _explain(
        "ID508", "the key cannot be used", "It is damaged, or an RSA key under 2048 bits.", "Look at the key set."
    ),
)

EXPLANATIONS = (
    *_READING,
    *_KIND,
    *_SUBJECT,
    *_TIMES,
    *_CLAIMS,
    *_SIGNATURE,
    _explain(
        "ID601",
        "one person, several subjects",
        "Usage is counted by sub: two sign-in providers with different resolvers make two people of one.",
        "Let every provider's resolver find the same User entity.",
        bad="user:default/alice and user:default/a.smith",
        good=_FULL,
    ),
)
