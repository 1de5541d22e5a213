"""Rules that say which fields are captured, each with who said so."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from insights_cli.capture.paths import FieldPath, parse_path
from insights_cli.model.diagnostic import Location


class Origin(StrEnum):
    """Who captures a field, the strongest first: it is named where several rules reach the same leaf."""

    DEFAULT = "default"
    CONFIGURED = "configured"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CaptureRule:
    """Capture all leaves under *path*; *location* is the place of a configured rule, *words* say where it is from."""

    path: FieldPath
    origin: Origin
    location: Location | None = None
    words: str = ""

    @property
    def decided_by(self) -> str:
        """Who decided, for people: a file and line, or the list that the path is in."""
        return f"{self.location.path}:{self.location.line}" if self.location else self.words or self.origin.value


def configured_rules(paths: Iterable[tuple[str, Location | None]], *, key: str) -> tuple[CaptureRule, ...]:
    """The rules of a list of paths that stands under *key* in the configuration."""
    return tuple(
        CaptureRule(path=parse_path(text), origin=Origin.CONFIGURED, location=place, words=key) for text, place in paths
    )


def asked_rules(paths: Iterable[str]) -> tuple[CaptureRule, ...]:
    """The rules of paths asked for on the command line, as if they were configured."""
    return tuple(CaptureRule(path=parse_path(text), origin=Origin.ASKED, words="--field") for text in paths)
