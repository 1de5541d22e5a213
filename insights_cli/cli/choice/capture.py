"""What is captured: the default lists of the plugin's version, and what the configuration and the flags add."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from insights_cli.app_config.document import Document
from insights_cli.capture.defaults import Defaults, defaults_for, parse_version
from insights_cli.capture.groups import GroupsFilter, parse_filter
from insights_cli.capture.rules import CaptureRule, asked_rules, configured_rules
from insights_cli.errors import UsageError
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.describer import CapturePlan
from insights_cli.projects import BACKEND
from insights_cli.projects.lock_files import READERS, locked_versions
from insights_cli.yaml12.nodes import Mapping, Node, Scalar, Source
from insights_cli.yaml12.nodes import Sequence as ListNode

_SECTION = "backstageInsights"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChosenCapture:
    """The plan and, in words, the version whose default lists it starts with."""

    plan: CapturePlan
    version_words: str


def choose_capture(document: Document | None, *, plugin_version: str | None, fields: Sequence[str]) -> ChosenCapture:
    """Put the rules together; *fields* are captured as if they were configured, of entities and of users.

    Raises:
        UsageError: CL001, *plugin_version* is no version.
    """
    defaults, words = _choose_defaults(plugin_version, document)
    asked = asked_rules(fields)
    plan = CapturePlan(
        entity=(*defaults.entity_rules, *_configured(document, "captureEntityFields"), *asked),
        identity=(*defaults.identity_rules, *_configured(document, "captureIdentityFields"), *asked),
        groups=_groups(document),
    )
    return ChosenCapture(plan=plan, version_words=words)


def _choose_defaults(given: str | None, document: Document | None) -> tuple[Defaults, str]:
    if given is not None:
        version = parse_version(given)
        if version is None:
            raise UsageError("CL001", f"{given!r} is no version", fix="such as --plugin-version 0.8.1")
        return _worded(version, f"{given} (--plugin-version)")
    found, place = _installed(document)
    version = parse_version(found)
    if version is None:
        return _worded(None, "version not known (see --plugin-version)")
    return _worded(version, f"{found} ({place})")


def _worded(version: tuple[int, int, int] | None, words: str) -> tuple[Defaults, str]:
    defaults = defaults_for(version)
    return defaults, f"{words}, so the default fields are the {defaults.title}"


def _installed(document: Document | None) -> tuple[str, str]:
    """The version that the lock file holds, else the one that the backend asks for, and where; empty when unknown."""
    if document is None:
        return "", ""
    for name in READERS:
        text = _read(document, name)
        locked = locked_versions(Source(name, text), name, BACKEND) if text else ()
        if locked:
            return str(max(each.version for each in locked)), name
    for name in ("packages/backend/package.json", "package.json"):
        found = _dependency(_read(document, name))
        if found:
            return found, name
    return "", ""


def _read(document: Document, name: str) -> str:
    try:
        return Path(document.root_folder, name).read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _dependency(text: str) -> str:
    try:
        content = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return ""
    known = content.get("dependencies") if isinstance(content, dict) else None
    found = known.get(BACKEND) if isinstance(known, dict) else None
    return found if isinstance(found, str) else ""


def _configured(document: Document | None, key: str) -> tuple[CaptureRule, ...]:
    node = document.find((_SECTION, key)) if document else None
    items = node.items if isinstance(node, ListNode) else []
    texts = [(item.value, item.location) for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]
    return configured_rules(texts, key=f"{_SECTION}.{key}")


def _groups(document: Document | None) -> GroupsFilter | None:
    node = document.find((_SECTION, "captureIdentityGroupsFilter")) if document else None
    if not isinstance(node, Mapping):
        return None
    record: dict[str, JsonValue] = {key: _texts(value) for key, value in node.members.items()}
    return parse_filter(record, node.location)


def _texts(node: Node) -> list[JsonValue]:
    items = node.items if isinstance(node, ListNode) else [node]
    return [item.value for item in items if isinstance(item, Scalar) and isinstance(item.value, str)]
