"""Our keys, typed: what the configuration says about Insights, the app and the backend."""

from dataclasses import dataclass

from insights_cli.app_config.document import Document, Key, as_path
from insights_cli.app_config.load_errors import WRONG_TYPE
from insights_cli.app_config.reading import read_boolean, read_string, read_strings, shown, type_name
from insights_cli.model.secret import Secret
from insights_cli.yaml12.nodes import Mapping, Node, Path, Scalar, Sequence

SECTION = "backstageInsights"


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterTerm:
    """One condition of a filter: the value at the entity path *key* is one of *values*."""

    key: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The keys that Insights and this program read; None or empty where nothing is set.

    The *capture* lists add to the built-in fields. *identity_groups_filter* and *total_users_filter* are conditions
    that all have to hold. *app_base_url* and *backend_base_url* are as written.
    """

    api_token: Secret | None = None
    license_key: Secret | None = None
    capture_entity_fields: tuple[str, ...] = ()
    capture_identity_fields: tuple[str, ...] = ()
    identity_groups_filter: tuple[FilterTerm, ...] = ()
    total_users_filter: tuple[FilterTerm, ...] = ()
    salt: Secret | None = None
    host_filter: str | None = None
    env_override: str | None = None
    debug: bool | None = None
    experimental_flags: tuple[str, ...] = ()
    app_base_url: str | None = None
    backend_base_url: str | None = None


def _secret(document: Document, key: Key) -> Secret | None:
    text = read_string(document, key)
    return None if text is None else Secret(text)


def _texts(node: Node, path: Path) -> tuple[str, ...]:
    """The one text or the list of texts that a filter value is."""
    items = node.items if isinstance(node, Sequence) else [node]
    for item in items:
        if not isinstance(item, Scalar) or not isinstance(item.value, str):
            raise WRONG_TYPE.raised(
                f"{shown(path)} is of type {type_name(item)}, and a text or a list of texts is wanted",
                location=item.location,
                fix="quote the value, or make it a list of quoted values",
            )
    return tuple(str(item.value) for item in items if isinstance(item, Scalar))


def _filter(document: Document, key: str) -> tuple[FilterTerm, ...]:
    node = document.find(key)
    if node is None:
        return ()
    if not isinstance(node, Mapping):
        raise WRONG_TYPE.raised(
            f"{key} is of type {type_name(node)}, and an object is wanted",
            location=node.location,
            fix=f"write {key} as key: value pairs",
        )
    path = as_path(key)
    return tuple(FilterTerm(key=name, values=_texts(value, (*path, name))) for name, value in node.members.items())


def read_settings(document: Document) -> Settings:
    """What *document* says about Insights, read as Backstage's typed reads do.

    Raises:
        InsightsError: IN019, a value has a type that its reader refuses.
    """
    return Settings(
        api_token=_secret(document, "spotify.apiToken"),
        license_key=_secret(document, "spotify.licenseKey"),
        capture_entity_fields=read_strings(document, f"{SECTION}.captureEntityFields") or (),
        capture_identity_fields=read_strings(document, f"{SECTION}.captureIdentityFields") or (),
        identity_groups_filter=_filter(document, f"{SECTION}.captureIdentityGroupsFilter"),
        total_users_filter=_filter(document, f"{SECTION}.totalUsersEntityQueryFilter"),
        salt=_secret(document, f"{SECTION}.salt"),
        host_filter=read_string(document, f"{SECTION}.hostFilter"),
        env_override=read_string(document, f"{SECTION}.envOverride"),
        debug=read_boolean(document, f"{SECTION}.debug"),
        experimental_flags=read_strings(document, f"{SECTION}.experimentalFlags") or (),
        app_base_url=read_string(document, "app.baseUrl"),
        backend_base_url=read_string(document, "backend.baseUrl"),
    )
