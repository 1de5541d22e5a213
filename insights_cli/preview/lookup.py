"""From what people type to the one entity that they mean."""

from difflib import get_close_matches

from insights_cli.catalogs import Catalog
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.entity import DEFAULT_NAMESPACE, Entity, EntityRef, InvalidEntityRef, parse_entity_ref

_MOST_NAMES = 20_000
_MOST_NEAR = 3
_NOTHING_SEEN = "give a token that may read the catalog"


class UnknownEntityError(InsightsError):
    """The catalog does not have the entity."""


async def look_up(text: str, catalog: Catalog, *, default_kind: str | None = None) -> Entity:
    """The entity that *text* means, of *default_kind* when it names no kind.

    Without any kind it is the one entity of that name, if there is only one.

    Raises:
        UsageError: EN101, it is no ref; EN103, it may mean several entities.
        UnknownEntityError: EN102, with the nearest refs.
    """
    ref = _parse(text, default_kind) or await _complete(text, catalog)
    found = (await catalog.find([ref]))[str(ref)]
    if found is None:
        raise await _unknown(str(ref), ref, catalog)
    return found


def _parse(text: str, default_kind: str | None) -> EntityRef | None:
    """The ref in *text*; None when it is one but for the kind."""
    try:
        return parse_entity_ref(text, default_kind=default_kind)
    except InvalidEntityRef as error:
        try:
            parse_entity_ref(text, default_kind="component")
        except InvalidEntityRef:
            fix = "write it as component:default/petstore"
            raise UsageError("EN101", f"{text!r} is no entity ref: {error.flaw}", fix=fix) from error
        return None


async def _complete(text: str, catalog: Catalog) -> EntityRef:
    """The only ref of the name, and of the namespace if it is given, in *text*."""
    asked = parse_entity_ref(text, default_kind="component")
    known = catalog.names(name=asked.name)
    found = [ref async for ref in known if "/" not in text or ref.namespace.lower() == asked.namespace.lower()]
    if not found:
        raise await _unknown(text, asked if asked.flaws else None, catalog)
    if len(found) > 1:
        raise UsageError(
            "EN103",
            f"{text!r} may mean {len(found)} entities",
            fix=f"write one of: {', '.join(sorted(map(str, found))[:9])}",
        )
    return found[0]


async def _unknown(text: str, ref: EntityRef | None, catalog: Catalog) -> UnknownEntityError:
    try:
        fix = await _suggest(text, ref.kind if ref and not ref.flaws else None, catalog)
    except InsightsError:
        fix = None
    return UnknownEntityError(
        "EN102",
        f"there is no {text} in {catalog.source}",
        fix=fix,
        notes=tuple(("cause", flaw) for flaw in ref.flaws) if ref else (),
    )


async def _suggest(text: str, kind: str | None, catalog: Catalog) -> str:
    if near := await nearest(text, catalog, kind=kind) or await nearest(text, catalog, kind=None):
        return f"likely: {' or '.join(near)}"
    some = await _some(catalog, kind) or await _some(catalog, None)
    return f"write one that is there, such as {some}" if some else _NOTHING_SEEN


async def no_entities(kind: str | None, catalog: Catalog) -> UnknownEntityError:
    """The failure of finding nothing at all, or nothing of *kind*, with the kinds that there are."""
    kinds: set[str] = set()
    async for ref in catalog.names():
        kinds.add(ref.kind.lower())
    what = f"there is no entity of kind {kind} in" if kind and kinds else "there is nothing to be seen in"
    fix = f"--kind {' or '.join(sorted(kinds))}" if kinds else _NOTHING_SEEN
    return UnknownEntityError("EN102", f"{what} {catalog.source}", fix=fix)


async def _some(catalog: Catalog, kind: str | None) -> str:
    refs: list[str] = []
    async for ref in catalog.names(kind=kind):
        if len(refs) == _MOST_NEAR:
            return ", ".join([*refs, "..."])
        refs.append(str(ref))
    return ", ".join(refs)


async def nearest(text: str, catalog: Catalog, *, kind: str | None) -> list[str]:
    """The refs that are spelled most like *text*; a name in another kind or namespace is the nearest."""
    name = text.partition(":")[2].rpartition("/")[2].lower() or text.rpartition("/")[2].lower()
    known: list[str] = []
    async for ref in catalog.names(kind=kind):
        known.append(str(ref))
        if len(known) >= _MOST_NAMES:
            break
    same = [ref for ref in known if ref.rpartition("/")[2] == name]
    near_names = get_close_matches(name, {ref.rpartition("/")[2] for ref in known}, n=_MOST_NEAR, cutoff=0.7)
    near = [ref for each in near_names for ref in known if ref.rpartition("/")[2] == each]
    whole = text.lower() if "/" in text else f"{kind or 'component'}:{DEFAULT_NAMESPACE}/{name}"
    return list(dict.fromkeys([*same, *near, *get_close_matches(whole, known, n=1, cutoff=0.85)]))[:_MOST_NEAR]
