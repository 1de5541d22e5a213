"""GitHub annotations: the platform shows ten a level and step, so nine and a roll-up."""

from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.render.diagnostics import printable
from insights_cli.render.formats import Answer, Format
from insights_cli.render.style import Style

_SHOWN = 9
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def _github(answer: Answer, _style: Style) -> str:
    found = [*([answer.failure] if answer.failure else []), *answer.report.diagnostics]
    lines: list[str] = []
    for severity, level in _LEVELS.items():
        of_level = [each for each in found if each.severity is severity]
        lines += [_annotation(level, each) for each in of_level[:_SHOWN]]
        if len(of_level) > _SHOWN:
            rest = len(of_level) - _SHOWN
            lines.append(f"::{level} title=insights::{rest} more of this level; see the log of this step")
    return "".join(f"{line}\n" for line in lines)


def _annotation(level: str, found: Diagnostic) -> str:
    properties = {"title": f"{found.code}"}
    if place := found.location:
        properties |= {"file": printable(place.path), "line": str(place.line), "col": str(place.column)}
        if place.end_line:
            properties["endLine"] = str(place.end_line)
        if place.end_column and place.end_line in (None, place.line):
            properties["endColumn"] = str(place.end_column)
    text = printable(found.summary) + (f"\nfix: {printable(found.fix)}" if found.fix else "")
    return f"::{level} {','.join(f'{name}={_property(value)}' for name, value in properties.items())}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


FORMAT = Format(name="github", title="annotations of a GitHub Actions step", render=_github)
