"""What is remembered about each stored token: never the token itself, so that it can be shown without a prompt."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from insights_cli.model.json import JsonValue
from insights_cli.model.value import value
from insights_cli.tokens.private_map import PrivateMap

DEFAULT_PROFILE = "default"


@value
class ProfileRecord:
    """One stored token: the *store* that keeps it, and what is known about it; times are aware UTC."""

    name: str
    store: str
    created_at: datetime
    fingerprint: str | None = None
    expires_at: datetime | None = None
    label: str | None = None


class ProfileBook:
    """The records of all profiles, in `profiles.json` of our own *folder*."""

    def __init__(self, folder: Path) -> None:
        self._entries = PrivateMap(folder / "profiles.json")

    def find(self, name: str) -> ProfileRecord | None:
        """The record called *name*."""
        return parse_record(name, self._entries.read().get(name))

    def records(self) -> tuple[ProfileRecord, ...]:
        """All records by name."""
        found = (parse_record(name, entry) for name, entry in sorted(self._entries.read().items()))
        return tuple(record for record in found if record)

    def remember(self, record: ProfileRecord) -> None:
        """Keep *record*, over an older one of that name."""
        self._entries.put(record.name, record_json(record))

    def forget(self, name: str) -> bool:
        """Drop the record called *name*; says whether there was one."""
        return self._entries.remove(name)


def parse_record(name: str, entry: JsonValue) -> ProfileRecord | None:
    """Read one entry of the book; None when it is absent or not one of ours."""
    if not isinstance(entry, Mapping) or not isinstance(entry.get("store"), str):
        return None
    return ProfileRecord(
        name=name,
        store=str(entry["store"]),
        created_at=_time(entry.get("created_at")) or datetime.fromtimestamp(0, UTC),
        fingerprint=_text(entry.get("fingerprint")),
        expires_at=_time(entry.get("expires_at")),
        label=_text(entry.get("label")),
    )


def record_json(record: ProfileRecord) -> JsonValue:
    """The entry that `parse_record` reads."""
    return {
        "store": record.store,
        "created_at": record.created_at.isoformat(),
        "fingerprint": record.fingerprint,
        "expires_at": record.expires_at.isoformat() if record.expires_at else None,
        "label": record.label,
    }


def _text(value: JsonValue) -> str | None:
    return value if isinstance(value, str) else None


def _time(value: JsonValue) -> datetime | None:
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return found if found and found.tzinfo else None
