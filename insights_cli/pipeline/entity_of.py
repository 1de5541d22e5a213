"""Which entity an event is about; pure."""

import re
from functools import lru_cache
from urllib.parse import unquote

from insights_cli.model.entity import EntityRef, InvalidEntityRef, parse_entity_ref
from insights_cli.model.event import AnalyticsEvent
from insights_cli.pipeline.privacy import RedactedEvent

# The route of an entity page, behind whatever base path the app has.
_ENTITY_PAGE = re.compile(r"(?:^|/)catalog/([^/?#]+)/([^/?#]+)/([^/?#]+)")
_LONGEST_REF = 63 * 3 + 2
_KEPT = 8192


def entity_of(event: AnalyticsEvent | RedactedEvent) -> EntityRef | None:
    """The entity that *event* names: in its context, else in its route attributes, else in the URL of its subject.

    What cannot be the name of any entity is none.
    """
    given = event.context.get("entityRef")
    if isinstance(given, str):
        return _parse(given) if len(given) <= _LONGEST_REF else None
    name, kind = event.attributes.get("name"), event.attributes.get("kind")
    if isinstance(name, str) and isinstance(kind, str):
        namespace = event.attributes.get("namespace")
        return _legal(kind, namespace if isinstance(namespace, str) else "default", name)
    found = _ENTITY_PAGE.search(event.subject) if event.subject and "catalog/" in event.subject else None
    return _legal(unquote(found[2]), unquote(found[1]), unquote(found[3])) if found else None


def _legal(kind: str, namespace: str, name: str) -> EntityRef | None:
    return _canonical(kind, namespace, name) if len(kind) + len(namespace) + len(name) <= _LONGEST_REF else None


@lru_cache(maxsize=_KEPT)
def _parse(text: str) -> EntityRef | None:
    try:
        ref = parse_entity_ref(text)
    except InvalidEntityRef:
        return None
    return None if ref.flaws else ref.canonical


@lru_cache(maxsize=_KEPT)
def _canonical(kind: str, namespace: str, name: str) -> EntityRef | None:
    ref = EntityRef(kind=kind, namespace=namespace, name=name)
    return None if ref.flaws else ref.canonical
