"""Sign-in tokens side by side, claim by claim."""

from collections.abc import Sequence
from datetime import datetime

from insights_cli.identity.comparison import ClaimRow, Comparison
from insights_cli.model.json import JsonValue
from insights_cli.model.plural import plural
from insights_cli.render.decoded_token import JudgedToken, say_claim, say_name
from insights_cli.render.diagnostics import printable
from insights_cli.render.style import Style


def comparison_text(comparison: Comparison, names: Sequence[str], shown: Sequence[JudgedToken], style: Style) -> str:
    """A claim a block: one line when all tokens agree, else a line for each token."""
    width = max(len(name) for name in names)
    lines: list[str] = []
    for row in comparison.rows:
        name, values = say_name(row.name), [each.claims.get(row.name) for each in shown]
        if row.is_same:
            lines.append(f"{style.paint(name, 'bold')}  same: {printable(say_claim(row.name, values[0], _at(shown)))}")
            continue
        lines.append(f"{style.paint(name, 'bold')}  {style.paint('different', 'yellow')}")
        lines += [
            f"  {label:<{width}}  {printable(_say_cell(row, index, value, shown))}"
            for index, (label, value) in enumerate(zip(names, values, strict=True))
        ]
    lines += ["", "one person: every sub is the same" if comparison.is_one_person else _TWO_PEOPLE]
    return "\n".join(lines) + "\n"


_TWO_PEOPLE = "DIFFERENT: sub is not the same, so one person would count as several [ID601]"


def _at(shown: Sequence[JudgedToken]) -> datetime:
    return shown[0].question.at


def _say_cell(row: ClaimRow, index: int, value: JsonValue, shown: Sequence[JudgedToken]) -> str:
    if row.name not in shown[index].question.token.claims:
        return "(absent)"
    if not row.only_in or not isinstance(value, list | tuple):
        return say_claim(row.name, value, _at(shown))
    only = ", ".join(shown[index].question.show(item) for item in row.only_in[index])
    return plural(len(value), "item") + (f", only here: {only}" if only else "")


def comparison_json(comparison: Comparison, shown: Sequence[JudgedToken]) -> JsonValue:
    """Every claim with its value in each token, null where it is absent."""
    return {
        "one_person": comparison.is_one_person,
        "claims": [
            {"name": row.name, "same": row.is_same, "values": [each.claims.get(row.name) for each in shown]}
            for row in comparison.rows
        ],
    }
