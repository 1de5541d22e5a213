"""What the command line of the doctor asks for, as values."""

from dataclasses import dataclass, field

from insights_cli.cli.choice.catalog_options import CatalogOptions
from insights_cli.model.checkup import Symptom


@dataclass(frozen=True, slots=True, kw_only=True)
class DoctorRequest:
    """What the command line names: configuration files, a catalog, a profile, the address of a local server."""

    config: tuple[str, ...] = ()
    catalog: CatalogOptions = field(default_factory=CatalogOptions)
    profile: str = "default"
    server: str = "http://127.0.0.1:7331"


@dataclass(frozen=True, slots=True, kw_only=True)
class RunOptions:
    """How to run: *named* are the checks that were asked for by name, whose `unknown` is an answer that is missing."""

    timeout_s: float
    offline: bool = False
    fail_on: str = "fail"
    named: frozenset[str] = frozenset()
    symptom: Symptom | None = None
    since_last: bool = False
