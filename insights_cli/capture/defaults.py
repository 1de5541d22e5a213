"""Which fields the plugin captures without being told, by its version.

The lists of the first versions are those of the plugin's original documentation; from 0.2.0 the name is left out, and
0.5.0 and later document the narrower identity list in their configuration schema. Nothing configured removes one.
"""

import re
from dataclasses import dataclass

from insights_cli.capture.paths import parse_path
from insights_cli.capture.rules import CaptureRule, Origin

_SPEC = ("spec.type", "spec.lifecycle", "spec.owner")
_VERSION = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """The default rules of the plugin from version *since* on; *entity* and *identity* are lists of paths."""

    since: tuple[int, int, int]
    title: str
    entity: tuple[str, ...]
    identity: tuple[str, ...]

    @property
    def entity_rules(self) -> tuple[CaptureRule, ...]:
        """The rules for the entity an event is about."""
        return self._rules(self.entity)

    @property
    def identity_rules(self) -> tuple[CaptureRule, ...]:
        """The rules for the signed-in user's entity."""
        return self._rules(self.identity)

    def _rules(self, paths: tuple[str, ...]) -> tuple[CaptureRule, ...]:
        words = f"default, {self.title}"
        return tuple(CaptureRule(path=parse_path(path), origin=Origin.DEFAULT, words=words) for path in paths)


def parse_version(text: str) -> tuple[int, int, int] | None:
    """The first version in *text* (`0.8.1`, `^0.7.2`, `backend@0.5`) as three numbers; None when there is none."""
    found = _VERSION.search(text)
    return (int(found[1]), int(found[2]), int(found[3] or 0)) if found else None


def defaults_for(version: tuple[int, int, int] | None) -> Defaults:
    """The lists of plugin *version*; the original, widest ones when it is not known."""
    if version is None:
        return BY_VERSION[0]
    return next(each for each in reversed(BY_VERSION) if each.since <= version)


BY_VERSION = (
    Defaults(
        since=(0, 0, 0),
        title="original list",
        entity=("kind", "metadata.name", "metadata.namespace", *_SPEC),
        identity=("kind", "metadata.namespace", "spec.memberOf"),
    ),
    Defaults(
        since=(0, 2, 0),
        title="list of 0.2",
        entity=("kind", "metadata.namespace", *_SPEC),
        identity=("kind", "metadata.namespace", "spec.memberOf"),
    ),
    Defaults(
        since=(0, 5, 0),
        title="list of 0.5",
        entity=("kind", "metadata.namespace", *_SPEC),
        identity=("metadata.namespace", "spec.memberOf"),
    ),
)
