"""Print the merged configuration, or the history of one value."""

import re
from typing import Final

from insights_cli.app_config.document import Document
from insights_cli.app_config.masks import HIDDEN, Mask, is_secret, shown
from insights_cli.app_config.plain import Show, as_it_is, json_text, plain
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.errors import UsageError
from insights_cli.render.envelope import envelope
from insights_cli.render.trace import trace_json, trace_text
from insights_cli.render.yaml_text import yaml_text
from insights_cli.yaml12.nodes import Path, Scalar, ScalarValue

_STEP: Final = re.compile(r"\[(\d+)\]|\[(['\"])(.*?)\2\]|\.?([^.\[\]]+)")


def print_effective(document: Document, invocation: Invocation, *, reveal: bool) -> ExitCode:
    """Write the merged configuration alone: YAML, or JSON without an envelope; secrets are hidden unless *reveal*."""
    show = as_it_is if reveal else hidden(document)
    value = {} if document.root is None else plain(document.root, show)
    invocation.answer(f"{json_text(value)}\n" if invocation.format == "json" else yaml_text(value))
    return ExitCode.OK


def hidden(document: Document) -> Show:
    """How to show values of *document* with its secrets hidden, also where one is repeated at another key."""
    mask = _mask_of(document)

    def show(path: Path, node: Scalar) -> ScalarValue:
        value = node.value
        if isinstance(value, str):
            return mask.sentence(shown(path, value))
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        return HIDDEN if is_number and is_secret(path) else value

    return show


def _mask_of(document: Document) -> Mask:
    """What hides the secrets of every source, also where a value repeats one at another key."""
    return Mask(tree for source in document.sources for tree in (source.raw, source.tree) if tree is not None)


def parse_key(text: str, document: Document) -> Path:
    """The path that *text* names: `a.b[1]`, `a['x.y']`; a key that holds dots is found as it stands where it exists.

    Raises:
        UsageError: it is no path.
    """
    steps: list[str | int] = []
    at = 0
    while at < len(text):
        found = _STEP.match(text, at)
        if found is None:
            raise UsageError("CL001", f"--trace {text!r} is no key", fix="write it as backend.cors.origin or a.b[0]")
        index, _, quoted, plain_step = found.groups()
        steps.append(int(index) if index is not None else quoted if quoted is not None else plain_step)
        at = found.end()
    return tuple(steps) if document.history(tuple(steps)) else _with_dots(tuple(steps), document)


def _with_dots(path: Path, document: Document) -> Path:
    """The same words with some joined by dots, if the configuration has such a key."""
    for start in range(len(path)):
        for end in range(len(path), start + 1, -1):
            middle = path[start:end]
            if all(isinstance(step, str) for step in middle):
                joined = (*path[:start], ".".join(map(str, middle)), *path[end:])
                if document.history(joined):
                    return joined
    return path


def trace(document: Document, key: str, invocation: Invocation, *, reveal: bool) -> ExitCode:
    """Write who set *key*, who won and why; exit code 1 where nothing sets it."""
    path = parse_key(key, document)
    mask = None if reveal else _mask_of(document)
    code = ExitCode.OK if document.find(path) is not None else ExitCode.FINDINGS
    if invocation.format == "json":
        invocation.answer(envelope("check-config", exit_code=code, trace=trace_json(document, path, mask)))
    else:
        invocation.answer(trace_text(document, path, mask, invocation.style))
    return code
