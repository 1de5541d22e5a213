"""JUnit XML, for build servers: failures are failures, unknown ones are errors."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from insights_cli.model.checkup import CheckResult, Checkup, State, count_states
from insights_cli.render.checkups import CheckupFormat
from insights_cli.render.style import Style

_TAGS = {State.FAIL: "failure", State.UNKNOWN: "error", State.SKIP: "skipped"}


def _junit(checkup: Checkup, _style: Style) -> str:
    counts = count_states(checkup.results)
    suite = Element(
        "testsuite",
        name="insights doctor",
        tests=str(len(checkup.results)),
        failures=str(counts[State.FAIL]),
        errors=str(counts[State.UNKNOWN]),
        skipped=str(counts[State.SKIP]),
        time=f"{checkup.took_s:.3f}",
    )
    for result in checkup.results:
        _case(suite, result)
    indent(suite)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(suite, encoding="unicode")}\n'


def _case(suite: Element, result: CheckResult) -> None:
    name = f"{result.code} {result.title}"
    case = SubElement(suite, "testcase", classname=f"doctor.{result.group}", name=name, time=f"{result.took_s:.3f}")
    text = _legal("\n".join([result.summary, *([f"fix: {result.fix}"] if result.fix else [])]))
    if tag := _TAGS.get(result.state):
        SubElement(case, tag, message=_legal(result.summary)).text = text
    elif result.state is State.WARN:
        SubElement(case, "system-out").text = f"warning: {text}"


def _legal(text: str) -> str:
    """XML 1.0 has no control characters but tab and line ends, and no surrogates."""
    return "".join(
        char
        if char in "\t\n" or (char >= " " and not "\ud800" <= char <= "\udfff" and char not in "\ufffe\uffff")
        else "?"
        for char in text
    )


FORMAT = CheckupFormat(name="junit", title="JUnit XML, for build servers", render=_junit)
