"""Understand the words of a `check-config` command line: which rules, what fails, what is written where."""

from collections.abc import Iterable

from insights_cli.app_config.checks import Rule
from insights_cli.app_config.checks.registry import RULES
from insights_cli.cli.check_config.request import CheckRequest
from insights_cli.errors import UsageError
from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation
from insights_cli.model.value import value
from insights_cli.projects.versions import Version, parse_version
from insights_cli.render.formats import Format
from insights_cli.render.formats.registry import NAMES, format_called


@value
class Plan:
    """The request with its words understood."""

    rules: tuple[Rule, ...]
    ignored: tuple[str, ...]
    threshold: Severity | None
    format: Format
    reports: tuple[tuple[Format, str], ...]
    plugin_version: Version | None


def plan_of(request: CheckRequest, format_name: str) -> Plan:
    """Understand *request*, whose answer is written as *format_name*; raises UsageError for words that mean nothing."""
    selected, ignored = _codes(request.select), _codes(request.ignore)
    fail_on = "warning" if request.strict else request.fail_on
    version = parse_version(request.plugin_version) if request.plugin_version else None
    if request.plugin_version and version is None:
        raise UsageError(
            "CL001", f"--plugin-version {request.plugin_version!r} is no version", fix="such as: --plugin-version 0.8.1"
        )
    return Plan(
        rules=tuple(rule for rule in RULES if not selected or rule.code.startswith(selected)),
        ignored=ignored,
        threshold=None if fail_on == "never" else Severity(fail_on),
        format=format_called(format_name),
        reports=tuple(_report(each) for each in request.report),
        plugin_version=version,
    )


def _codes(given: Iterable[str]) -> tuple[str, ...]:
    words = tuple(word.strip().upper() for each in given for word in each.split(","))
    known = [each.code for each in explanations()] if words else []
    for word in words:
        if not word or not any(code.startswith(word) for code in known):
            raise UsageError("CL002", f"there is no code {word!r}", fix="insights explain IN")
    return words


def _report(given: str) -> tuple[Format, str]:
    name, _, path = given.partition("=")
    if name not in NAMES or not path:
        raise UsageError("CL001", f"--report {given!r} is not FORMAT=PATH", fix=f"FORMAT is one of: {', '.join(NAMES)}")
    return format_called(name), path


def explanations() -> tuple[Explanation, ...]:
    """What the codes of this command mean; few formats need it."""
    from insights_cli.app_config import codes, load_errors

    return tuple(sorted((*codes.EXPLANATIONS, *load_errors.EXPLANATIONS), key=lambda each: each.code))
