"""Ask a catalog whether the users exist that sign-in tokens name; only refs are sent."""

import asyncio
from collections.abc import Mapping, Sequence

from insights_cli.catalogs import Catalog
from insights_cli.cli.choice.catalog import choose_catalog
from insights_cli.cli.choice.catalog_options import CatalogOptions
from insights_cli.cli.decode_token.request import TokenRequest
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import InsightsError
from insights_cli.identity.checks import Presence
from insights_cli.identity.checks.subject import grade_subject, guess_near
from insights_cli.identity.claims import SignInToken
from insights_cli.model.entity import EntityRef, RefGrade, RefVerdict, parse_entity_ref

_NAMING = ("kind", "metadata.name", "metadata.namespace")
_MOST_NEAR = 3
_UNREADABLE = "EN002"


def look_up(
    tokens: Sequence[SignInToken], request: TokenRequest, invocation: Invocation
) -> tuple[list[Presence], InsightsError | None]:
    """One presence a token, and why there was no answer."""
    options = CatalogOptions(url=request.catalog, entities=tuple(request.entities))
    catalog = choose_catalog(options, None, invocation).catalog
    verdicts = [grade_subject(token) for token in tokens]
    try:
        return asyncio.run(_ask(catalog, verdicts)), None
    except InsightsError as failure:
        return [Presence(source=catalog.source) for _ in tokens], failure


async def _ask(catalog: Catalog, verdicts: Sequence[RefVerdict | None]) -> list[Presence]:
    possible = {
        str(verdict.ref): verdict.ref for verdict in verdicts if verdict and _is_possible(verdict) and verdict.ref
    }
    try:
        found = await catalog.find(list(possible.values()), fields=_NAMING) if possible else {}
        if None in found.values():
            _insist_on_whole(catalog)
        return [await _describe(catalog, verdict, found) for verdict in verdicts]
    finally:
        await catalog.close()


def _insist_on_whole(catalog: Catalog) -> None:
    """Raise when parts of the catalog could not be read, as what is missing may be in them."""
    for found in catalog.diagnostics:
        if found.code == _UNREADABLE:
            raise InsightsError(found.code, found.summary, fix=found.fix, location=found.location, notes=found.notes)


def _is_possible(verdict: RefVerdict) -> bool:
    return verdict.grade is RefGrade.PLAUSIBLE


async def _describe(catalog: Catalog, verdict: RefVerdict | None, found: Mapping[str, object]) -> Presence:
    if verdict is None:
        return Presence(source=catalog.source)
    if not _is_possible(verdict) or verdict.ref is None:
        near = guess_near(verdict)
        return Presence(source=catalog.source, near=await _find_near(catalog, parse_entity_ref(near)) if near else ())
    if found[str(verdict.ref)] is not None:
        return Presence(exists=True, source=catalog.source)
    return Presence(exists=False, source=catalog.source, near=await _find_near(catalog, verdict.ref))


async def _find_near(catalog: Catalog, ref: EntityRef) -> tuple[str, ...]:
    """Users of the same name, in any namespace."""
    near: list[str] = []
    async for other in catalog.names(kind="user", name=ref.name):
        near.append(str(other))
        if len(near) == _MOST_NEAR:
            break
    return tuple(near)
