"""What the command line of `preview-entity` says, as values."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from insights_cli.cli.choice.catalog_options import CatalogOptions
from insights_cli.preview.values import Values


class FailOn(StrEnum):
    """What can make a preview a bad answer; `absent` counts fields that somebody asked for, not the default ones."""

    PERSONAL = "personal"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOptions:
    """What the command line says about captured fields."""

    fields: Sequence[str] = ()
    configs: Sequence[str] = ()
    version: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyOptions:
    """What the command line says about the pseudonym key."""

    file: str | None = None
    is_refused: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What to look at."""

    refs: Sequence[str] = ()
    user: str | None = None
    kind: str | None = None
    limit: int | None = None
    is_coverage: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Showing:
    """What of the answer to show."""

    explain: str | None = None
    lists_all: bool = False
    values: Values = Values.MASK
    is_event: bool = False


class Request(NamedTuple):
    """All that the command line says; *form* is the name of the output format."""

    where: CatalogOptions
    rules: RuleOptions
    key: KeyOptions
    scope: Scope
    showing: Showing
    fail_on: tuple[FailOn, ...] = ()
    form: str = "text"
