"""The entities in a YAML file of the catalog, with the place of every value. Pure."""

import re
from typing import Final

from insights_cli.projects import CatalogEntity
from insights_cli.yaml12.errors import YamlError
from insights_cli.yaml12.nodes import Mapping, Scalar, Source
from insights_cli.yaml12.parse import parse_yaml

_MAX_DOCUMENTS = 500
_SEPARATOR: Final = r"(?m)^---(?=\s|$)[^\n]*\n?"


def parse_entities(source: Source) -> tuple[CatalogEntity, ...]:
    """Every document of *source* with a kind; none at all when one is no YAML, as the catalog drops the whole file."""
    entities: list[CatalogEntity] = []
    start, lines = 0, 0
    separator = re.compile(_SEPARATOR)
    for part in separator.split(source.text, maxsplit=_MAX_DOCUMENTS):
        found = separator.search(source.text, start + len(part))
        # Line breaks in place of the documents before keep the line numbers right.
        here = Source(source.path, "\n" * lines + part)
        try:
            root = parse_yaml(here).root
        except YamlError:
            return ()
        kind = root.members.get("kind") if isinstance(root, Mapping) else None
        if isinstance(kind, Scalar) and isinstance(kind.value, str):
            entities.append(CatalogEntity(kind=kind.value.lower(), root=root))
        start = found.end() if found else len(source.text)
        lines = source.text.count("\n", 0, start)
    return tuple(entities)
