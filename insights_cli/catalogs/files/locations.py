"""Locations: what the configuration and Location entities point at; pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from insights_cli.catalogs.files.rules import Origin, Rule, read_location_rules
from insights_cli.model.diagnostic import Location
from insights_cli.model.entity import Entity
from insights_cli.model.json import JsonValue


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """Something that points at entities: *targets* of a *type*, all of them one unit when rules are applied.

    *rules* None lets every kind in. *folder* is where targets with a leading dot start, None for the base folders.
    *place* is where it is written, and *is_optional* makes missing files fine.
    """

    type: str
    targets: tuple[str, ...]
    origin: Origin
    rules: tuple[Rule, ...] | None = None
    folder: str | None = None
    place: Location | None = None
    is_optional: bool = False


def pointer_to(path: str) -> Pointer:
    """A path from the command line: every kind is welcome."""
    return Pointer(type="file", targets=(path,), origin=Origin(type="file", target=path))


def configured_pointers(
    locations: JsonValue, places: Sequence[Location | None], rules: tuple[Rule, ...]
) -> tuple[Pointer, ...]:
    """What `catalog.locations` points at; *places* are those of its items, *rules* the global ones."""
    found: list[Pointer] = []
    for item, place in zip(locations if isinstance(locations, list) else [], places, strict=False):
        kind, target = (item.get("type"), item.get("target")) if isinstance(item, Mapping) else (None, None)
        if not isinstance(item, Mapping) or not isinstance(kind, str) or not isinstance(target, str):
            continue
        origin = Origin(type=kind, target=target)
        both = (*rules, *read_location_rules(item.get("rules"), origin))
        found.append(Pointer(type=kind, targets=(target,), origin=origin, rules=both, place=place))
    return tuple(found)


def pointer_of(entity: Entity, found_by: Pointer, *, folder: str, place: Location) -> Pointer | None:
    """What a Location *entity* in *folder* points at; None when it is no Location or points nowhere."""
    spec = entity.document.get("spec")
    if entity.ref.kind.lower() != "location" or not isinstance(spec, Mapping):
        return None
    one, many = spec.get("target"), spec.get("targets")
    listed = [one, *(many if isinstance(many, list) else [])]
    targets = tuple(target for target in listed if isinstance(target, str) and target)
    kind = spec.get("type")
    if not targets:
        return None
    return Pointer(
        type=kind if isinstance(kind, str) else found_by.type,
        targets=targets,
        origin=found_by.origin,
        rules=found_by.rules,
        folder=folder,
        place=place,
        is_optional=spec.get("presence") == "optional",
    )
