"""Events as Backstage's open packages capture them, one for each documented action."""

from collections.abc import Callable, Mapping

from insights_cli.model.entity import EntityRef
from insights_cli.model.json import JsonValue

Sample = dict[str, JsonValue]
_NEW = {"pluginId": "catalog", "extensionId": "page:catalog/entity"}


def _navigate(about: EntityRef) -> Sample:
    kind, name = about.kind.lower(), about.name
    return {
        "action": "navigate",
        "subject": f"/catalog/{about.namespace}/{kind}/{name}",
        "attributes": {"namespace": about.namespace, "kind": kind, "name": name},
        "context": {**_NEW, "routeRef": "catalog:catalog-entity", "entityRef": str(about)},
    }


def _click(about: EntityRef) -> Sample:
    to = f"/docs/{about.namespace}/{about.kind.lower()}/{about.name}"
    return {
        "action": "click",
        "subject": "View TechDocs",
        "attributes": {"to": to},
        "context": {**_NEW, "entityRef": str(about)},
    }


def _create(about: EntityRef) -> Sample:
    return {
        "action": "create",
        "subject": "Task has been created",
        "value": 120,
        "attributes": {"templateSteps": 4},
        "context": {"pluginId": "scaffolder", "extensionId": "page:scaffolder", "entityRef": _template(about)},
    }


def _search(_about: EntityRef) -> Sample:
    return {
        "action": "search",
        "subject": "how to deploy",
        "value": 12,
        "context": {"pluginId": "search", "extensionId": "page:search", "searchTypes": "software-catalog,techdocs"},
    }


def _discover(about: EntityRef) -> Sample:
    return {
        "action": "discover",
        "subject": about.name,
        "value": 1,
        "attributes": {"to": f"/catalog/{about.namespace}/{about.kind.lower()}/{about.name}"},
        "context": {"pluginId": "search", "extensionId": "page:search"},
    }


def _not_found(about: EntityRef) -> Sample:
    path = f"{about.namespace}/{about.kind.lower()}/{about.name}"
    return {
        "action": "not-found",
        "subject": f"/docs/{path}/missing-page/",
        "attributes": {"kind": about.kind.lower(), "namespace": about.namespace, "name": about.name},
        "context": {"pluginId": "techdocs", "extensionId": "page:techdocs/reader", "entityRef": str(about)},
    }


def _task(action: str, words: str, about: EntityRef) -> Sample:
    context = {"pluginId": "scaffolder", "extensionId": "page:scaffolder", "entityRef": _template(about)}
    return {"action": action, "subject": f"Template has been {words}", "context": context}


def _session(action: str) -> Sample:
    return {"action": action, "subject": "success", "context": {"pluginId": "app", "extensionId": "app"}}


def _template(about: EntityRef) -> str:
    return str(about) if about.kind.lower() == "template" else "template:default/service-template"


def sample(action: str, about: EntityRef) -> Sample:
    """The event of *action* about the entity *about*; raises KeyError for an action that is not documented."""
    return dict(_SAMPLES[action](about))


_SAMPLES: Mapping[str, Callable[[EntityRef], Sample]] = {
    "navigate": _navigate,
    "click": _click,
    "create": _create,
    "search": _search,
    "discover": _discover,
    "not-found": _not_found,
    "retried": lambda about: _task("retried", "retried", about),
    "cancelled": lambda about: _task("cancelled", "cancelled", about),
    "signIn": lambda _: _session("signIn"),
    "signOut": lambda _: _session("signOut"),
}
ACTIONS: tuple[str, ...] = tuple(_SAMPLES)


def set_value(event: Sample, path: str, value: JsonValue) -> Sample:
    """*event* with *value* at the dotted *path*; what stands in the way is replaced."""
    head, dot, rest = path.partition(".")
    if not dot:
        return {**event, head: value}
    inner = event.get(head)
    return {**event, head: set_value(dict(inner) if isinstance(inner, Mapping) else {}, rest, value)}
