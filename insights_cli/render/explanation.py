"""Explanations in words and in JSON."""

from collections.abc import Iterable

from insights_cli.model.explanation import Explanation
from insights_cli.model.json import JsonValue
from insights_cli.render.style import Style


def explanation_text(each: Explanation, style: Style) -> str:
    """One explanation on a page of its own."""
    lines = [style.severity(each.severity, f"{each.code}  {each.title}"), ""]
    lines += [
        f"severity: {each.severity.value}{', a likely cause rather than a documented one' if each.likely else ''}"
    ]
    lines += [f"why:      {each.why}", f"fix:      {each.fix}"]
    for name, example in (("bad", each.bad), ("good", each.good)):
        if example:
            lines += ["", f"{name}:", *(f"    {line}" for line in example.rstrip().splitlines())]
    return "\n".join(lines) + "\n"


def explanation_list(explanations: Iterable[Explanation], style: Style) -> str:
    """One line a code."""
    return "".join(f"{style.severity(each.severity, each.code)}  {each.title}\n" for each in explanations)


def explanation_json(each: Explanation) -> JsonValue:
    """One explanation with every key present."""
    return {
        "code": each.code,
        "title": each.title,
        "severity": each.severity.value,
        "why": each.why,
        "fix": each.fix,
        "bad": each.bad,
        "good": each.good,
        "likely": each.likely,
    }
