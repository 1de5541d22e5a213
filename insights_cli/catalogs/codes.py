"""The codes of entities, catalogs and what is captured of them."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation


def _error(code: str, title: str, why: str, fix: str) -> Explanation:
    return Explanation(code=code, title=title, severity=Severity.ERROR, why=why, fix=fix)


def _warning(code: str, title: str, why: str, fix: str) -> Explanation:
    return Explanation(code=code, title=title, severity=Severity.WARNING, why=why, fix=fix)


EXPLANATIONS = (
    _error(
        "EN001",
        "there are no entities to look at",
        "Neither files nor a URL lead to a single entity, so no question about one can be answered.",
        "Name an export, a folder or a catalog-info.yaml with --entities PATH, or a backend with --catalog URL.",
    ),
    _warning(
        "EN002",
        "a file could not be read",
        "It is missing, no text, or no YAML or JSON. The catalog drops a file with one broken document as a whole, and "
        "so is it here; all other files are used.",
        "Mend the file at the place that is named.",
    ),
    _warning(
        "EN003",
        "a document is no entity",
        "An entity has at least a kind and a metadata.name; the catalog does not take anything else.",
        "Give it apiVersion, kind and metadata.name, or take it out of the file.",
    ),
    _warning(
        "EN004",
        "two entities have the same name",
        "The catalog keeps the first one that it saw, whatever the letter case; the other one never gets in.",
        "Rename one, or put them into different namespaces.",
    ),
    _warning(
        "EN005",
        "a kind is not allowed for its location",
        "catalog.rules, or without them the default (Component, API, Location), say which kinds a location may bring; "
        "one entity of another kind makes the catalog refuse everything that this location has.",
        "Allow the kind: rules: [{ allow: [User, Group] }] at the location or in catalog.rules.",
    ),
    _warning(
        "EN006",
        "a location was not followed",
        "Only files are read here: a url location needs the network and integrations, and a missing file has nothing.",
        "Ask the live catalog, which has it all: --catalog URL.",
    ),
    _warning(
        "EN009",
        "the catalog would refuse this entity",
        "It breaks a rule of the catalog model, so it never gets into the catalog, and no event carries its fields.",
        "Mend the fields that are named.",
    ),
    _error(
        "EN101",
        "this is no entity ref",
        "A ref reads [kind:][namespace/]name, such as component:default/petstore.",
        "Write kind, namespace and name of the entity.",
    ),
    _error(
        "EN102",
        "there is no such entity",
        "The catalog that was asked does not have it; the nearest names are listed.",
        "Check the spelling, the kind and the namespace, and whether it is the right catalog.",
    ),
    _error(
        "EN103",
        "a short ref means several entities",
        "Without a kind, a name stands for every entity of that name; a guess could show the wrong one.",
        "Write the kind and the namespace too.",
    ),
    _error(
        "EN201",
        "the catalog cannot be reached",
        "The connection was not made or broke, after several tries.",
        "See that the backend runs and can be reached; look at proxies, or read an export with --entities PATH.",
    ),
    _error(
        "EN202",
        "the catalog takes too long",
        "No complete answer came within the deadline of one question.",
        "Try again when the backend is less busy, or read an export with --entities PATH.",
    ),
    _error(
        "EN203",
        "what answers is no catalog",
        "The answer was a web page, cut off, a redirect, or made no sense; often the address is that of a frontend or "
        "of a sign-in proxy.",
        "Give the address of the backend (backend.baseUrl), such as --catalog http://localhost:7007.",
    ),
    _error(
        "EN204",
        "the catalog wants a token",
        "Backstage backends want a Bearer token: of a user, or a static one of backend.auth.externalAccess.",
        "Give one with --token-env NAME, --token-file PATH or --token-command CMD.",
    ),
    _error(
        "EN205",
        "the catalog refused the token",
        "401 means that it does not accept the token (user tokens live for an hour), 403 that the token may not read.",
        "Get a fresh token, or allow catalog.entity.read in the permission policy or the accessRestrictions.",
    ),
    _error(
        "EN206",
        "this is no address of a catalog",
        "A catalog is asked over http or https; credentials in a URL would show in process lists and logs.",
        "Write the backend's base URL, such as http://localhost:7007, and give the token with --token-env.",
    ),
    _error(
        "EN207",
        "the catalog failed or has no time",
        "It kept answering 429 or 5xx, or asked us to come back after the deadline.",
        "Look at the backend's log, and try again later.",
    ),
    _error(
        "EN208",
        "the catalog token cannot be read",
        "The file or command that should give the token did not, or what it gave is no token.",
        "Check the path or run the command by hand.",
    ),
    _error(
        "EN209",
        "the connection settings do not work",
        "The catalog's certificate is not trusted, or a proxy or certificate variable cannot be used.",
        "Name the company's CA with SSL_CERT_FILE=/path/to/ca.pem; check HTTPS_PROXY, HTTP_PROXY and NO_PROXY.",
    ),
    _warning(
        "EN301",
        "a captured path can never reach a field",
        "No entity has a field there, so it is never captured; this is no field that some entities happen to lack.",
        "Write the path from the root: spec.owner, metadata.annotations.example.org/tier.",
    ),
    _warning(
        "EN302",
        "something personal would leave",
        "A captured value, or a key on the way to it, looks like personal data or a secret. What is recognised is "
        "redacted or replaced; what rules cannot see is not.",
        "Take the path out of the captured fields unless it is really needed.",
    ),
    _warning(
        "EN303",
        "there is no pseudonym key",
        "Users are replaced by keyed pseudonyms; without a key such fields are dropped, never plainly hashed.",
        "Set INSIGHTS_PSEUDONYM_KEY, or name a file with --pseudonym-key-file; it is made on first use.",
    ),
    _error(
        "EN305",
        "the entity has nothing at this path",
        "--explain says why one field has its fate; there is no field at the path that was given.",
        "List all fields with --all.",
    ),
)
