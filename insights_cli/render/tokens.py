"""The token's sources and stores in words and in JSON; never the token."""

from collections.abc import Sequence
from datetime import datetime

from insights_cli.model.json import JsonValue
from insights_cli.model.value import value
from insights_cli.render.columns import columns
from insights_cli.render.diagnostics import printable
from insights_cli.render.style import Style
from insights_cli.tokens.expiry import age_words, expiry_words
from insights_cli.tokens.profiles import ProfileRecord
from insights_cli.tokens.status import SourceRow
from insights_cli.tokens.stores import StoreKind, StoreState


def stores_text(found: Sequence[tuple[StoreKind, StoreState]], style: Style) -> str:
    """One line a store: name, state, reason."""
    return columns(
        ("store", "state", "detail"), [(kind.name, state.readiness.value, state.detail) for kind, state in found], style
    )


def stores_json(found: Sequence[tuple[StoreKind, StoreState]]) -> JsonValue:
    """The same for programs."""
    return [
        {
            "name": kind.name,
            "title": kind.title,
            "writable": kind.is_writable,
            "state": state.readiness.value,
            "detail": state.detail,
        }
        for kind, state in found
    ]


def status_text(shown: Sequence[SourceRow], now: datetime, style: Style) -> str:
    """One line a source, the one in use first; nothing when there is none."""
    if not shown:
        return ""
    head = ("source", "fingerprint", "age", "expires", "state")
    return columns(head, [_cells(row, now) for row in shown], style)


def status_json(shown: Sequence[SourceRow]) -> JsonValue:
    """The same for programs."""
    return [
        {
            "kind": row.kind.value,
            "source": row.words,
            "profile": row.profile,
            "state": row.state.value,
            "reason": row.reason,
            "fingerprint": row.fingerprint,
            "doubts": list(row.doubts),
            **_dates_json(row.record),
        }
        for row in shown
    ]


def _dates_json(record: ProfileRecord | None) -> dict[str, JsonValue]:
    return {
        "store": record.store if record else None,
        "label": record.label if record else None,
        "created_at": record.created_at.isoformat() if record else None,
        "expires_at": record.expires_at.isoformat() if record and record.expires_at else None,
    }


def _cells(row: SourceRow, now: datetime) -> tuple[str, ...]:
    label = f" ({row.record.label})" if row.record and row.record.label else ""
    return (
        f"{row.words}{label}",
        row.fingerprint or "-",
        age_words(row.record.created_at, now) if row.record else "-",
        expiry_words(row.record.expires_at, now) if row.record else "-",
        f"{row.state.value} {row.reason}".rstrip(),
    )


@value
class Stored:
    """A token that was just stored: what is remembered about it, what was cleaned, and what hides it."""

    record: ProfileRecord
    removed: tuple[str, ...] = ()
    shadowed_by: str | None = None


def stored_text(stored: Stored, now: datetime) -> str:
    """A few aligned lines."""
    record = stored.record
    expires = expiry_words(record.expires_at, now)
    kept = "kept; the command was run once" if record.store == "command" else "written and read back"
    facts = [
        ("cleaned", ", ".join(stored.removed)),
        ("store", f"{record.store}, {kept}"),
        ("profile", f"{record.name}{f' ({record.label})' if record.label else ''}"),
        ("fingerprint", record.fingerprint or ""),
        ("expires", expires if record.expires_at else "unknown; add --expires 90d to be warned in time"),
        ("but", f"{stored.shadowed_by} comes first, so this token is not the one in use" if stored.shadowed_by else ""),
    ]
    return "".join(f"{name:<11}  {printable(text)}\n" for name, text in facts if text)


def stored_json(stored: Stored) -> JsonValue:
    """The same for programs."""
    return {
        "profile": stored.record.name,
        "fingerprint": stored.record.fingerprint,
        "cleaned": list(stored.removed),
        "shadowed_by": stored.shadowed_by,
        **_dates_json(stored.record),
    }
