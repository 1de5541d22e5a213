"""The `backstage.io/time-saved` annotation of the templates in the catalog files."""

import re
from collections.abc import Iterator
from typing import Final

from insights_cli.app_config.checks import Finding, Rule, Subject
from insights_cli.app_config.deployments import Deployment, dotted
from insights_cli.model.diagnostic import Severity
from insights_cli.projects.versions import Version
from insights_cli.yaml12.nodes import Scalar, descend

ANNOTATION: Final = ("metadata", "annotations", "backstage.io/time-saved")
_DURATION: Final = (
    r"P(?=.)(?:(\d+(?:[.,]\d+)?)Y)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?"
    r"(?:T(?=\d)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?"
)
_LONGEST_H = 40
_SINCE = Version(major=0, minor=7, patch=3)


def is_duration(text: str) -> bool:
    """Whether *text* is an ISO 8601 duration, which is what the browser counts."""
    return re.fullmatch(_DURATION, text) is not None


def too_long(text: str) -> tuple[str, str] | None:
    """Why the duration *text* likely counts more than it saves, and what to write instead; None when it does not."""
    found = re.fullmatch(_DURATION, text)
    if found is None:
        return None
    years, months, weeks, days, hours, _minutes, _seconds = (
        float((part or "0").replace(",", ".")) for part in found.groups()
    )
    if years or months or weeks:
        return f"{text} is counted around the clock, nights and weekends included", "backstage.io/time-saved: PT40H"
    if days:
        fix = f"backstage.io/time-saved: PT{days * 8 + hours:g}H for {days:g} days of 8 hours"
        return f"{text} is counted as {days * 1440:g} minutes: calendar days, not working days", fix
    if hours > _LONGEST_H:
        return f"{text} is likely more than one run of a template saves", "backstage.io/time-saved: PT8H"
    return None


def _annotations(subject: Subject) -> Iterator[Scalar]:
    for entity in subject.project.entities:
        node = descend(entity.root, ANNOTATION) if entity.kind == "template" else None
        if isinstance(node, Scalar):
            yield node


def _invalid(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for node in _annotations(subject):
        if not isinstance(node.value, str) or not is_duration(node.value):
            yield _at(
                node,
                f"{str(node.value)[:40]!r} is no ISO 8601 duration, so no time is counted",
                "backstage.io/time-saved: PT2H",
            )


def _absurd(_deployment: Deployment, subject: Subject) -> Iterator[Finding]:
    for node in _annotations(subject):
        if isinstance(node.value, str) and (found := too_long(node.value)):
            yield _at(node, *found)


def _at(node: Scalar, summary: str, fix: str) -> Finding:
    return Finding(summary=summary, at=node.location, key=dotted(ANNOTATION), fix=fix, identity=node.location.path)


def _template(value: str) -> str:
    return (
        "# file: app-config.yaml\ncatalog:\n  locations:\n    - type: file\n      target: template.yaml\n"
        f"# file: template.yaml\nkind: Template\nmetadata:\n  name: service\n  annotations:\n"
        f"    backstage.io/time-saved: {value}\n"
    )


RULES: Final = (
    Rule(
        code="IN341",
        title="a template's saved time cannot be read",
        severity=Severity.WARNING,
        why=f"Only ISO 8601 durations are understood; any other text saves nothing. Shown from plugin {_SINCE}.",
        fix="backstage.io/time-saved: PT2H",
        bad=_template("2 hours"),
        good=_template("PT2H"),
        check=_invalid,
    ),
    Rule(
        code="IN342",
        title="a template's saved time is absurdly long",
        severity=Severity.WARNING,
        why="The duration becomes minutes around the clock: P3D is 4320 minutes and not three working days.",
        fix="write working hours, such as PT24H for three days of eight hours",
        bad=_template("P3D"),
        good=_template("PT24H"),
        check=_absurd,
    ),
)
