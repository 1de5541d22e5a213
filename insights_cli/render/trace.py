"""The history of one value: which source set it, which one won, and what it was made from."""

from insights_cli.app_config.deployments import dotted
from insights_cli.app_config.document import Document
from insights_cli.app_config.history import Setting, Standing
from insights_cli.app_config.masks import HIDDEN, Mask, is_secret
from insights_cli.app_config.placeholders import VariableState, VariableUse
from insights_cli.app_config.plain import json_text, plain
from insights_cli.model.json import JsonValue
from insights_cli.render.diagnostics import printable
from insights_cli.render.envelope import location_json
from insights_cli.render.style import Style
from insights_cli.yaml12.nodes import Node, Path, Scalar, ScalarValue

_WORDS = {
    Standing.WON: "counts",
    Standing.MERGED: "counts, merged with the others",
    Standing.OVERRIDDEN: "overridden",
    Standing.MASKED: "hidden by a null",
    Standing.REMOVES: "a null, which removes it",
    Standing.REPLACES: "replaces what is below",
    Standing.VANISHED: "vanished",
}
_STATES = {
    VariableState.SET: "is set",
    VariableState.DEFAULTED: "is not set, its fallback counts",
    VariableState.UNSET: "is not set",
}
_WIDEST = 60


def trace_text(document: Document, path: Path, mask: Mask | None, style: Style) -> str:
    """One line for the effective value, one for each source that sets it, lowest first; *mask* None shows all."""
    node = document.find(path)
    value = printable(_value(node, path, mask)) if node else "(not set)"
    history = document.history(path)
    rows = [tuple(map(printable, (str(each.location), _written(each, mask), _standing(each)))) for each in history]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1)]
    lines = [f"{style.paint(printable(dotted(path)), 'bold')} = {value}"]
    for setting, (place, written, standing) in zip(history, rows, strict=True):
        lines.append(f"  {place:<{widths[0]}}  {written:<{widths[1]}}  {standing}")
        lines += [f"      {printable(_variable(use))}" for use in setting.variables]
    return "".join(f"{line}\n" for line in lines)


def trace_json(document: Document, path: Path, mask: Mask | None) -> JsonValue:
    """The same as data."""
    node = document.find(path)
    return {
        "key": dotted(path),
        "found": node is not None,
        "value": _value(node, path, mask) if node else None,
        "settings": [
            {
                "source": each.source.name,
                "location": location_json(each.location),
                "fate": each.standing.value,
                "written": _written(each, mask),
                "variables": [{"name": use.name, "state": use.state.value} for use in each.variables],
                "decided_by": location_json(each.decided_by) if each.decided_by else None,
            }
            for each in document.history(path)
        ],
    }


def _standing(setting: Setting) -> str:
    by = f" by {setting.decided_by}" if setting.decided_by and setting.standing is Standing.OVERRIDDEN else ""
    return f"{_WORDS[setting.standing]}{by}"


def _variable(use: VariableUse) -> str:
    return f"{use.name} {_STATES[use.state]}"


def _value(node: Node, path: Path, mask: Mask | None) -> str:
    """The value as JSON on one line."""

    def show(below: Path, scalar: Scalar) -> ScalarValue:
        return HIDDEN if is_secret(below) and scalar.value is not None else scalar.value

    shown = plain(node, show, path) if mask else plain(node, path=path)
    text = " ".join(json_text(shown).split())
    return mask.sentence(text) if mask else text


def _written(setting: Setting, mask: Mask | None) -> str:
    text = " ".join(setting.raw.split())
    if mask and is_secret(setting.path) and not setting.variables and setting.directive is None:
        return HIDDEN
    text = mask.sentence(text) if mask else text
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."
