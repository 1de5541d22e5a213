"""Events in the spool, in words and in JSON."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from insights_cli.model.delivery import DeadLetter
from insights_cli.model.json import JsonValue
from insights_cli.pipeline.view import passage_view, waiting_passage
from insights_cli.render.style import Style
from insights_cli.spools import Entry, EntryState, SpoolStats

_COLORS = {EntryState.WAITING: "cyan", EntryState.CLAIMED: "blue", EntryState.DEAD: "red"}
_TYPE = "io.backstage.analytics."


def _document(entry: Entry) -> JsonValue:
    try:
        document: JsonValue = json.loads(entry.envelope.body)
    except ValueError:
        return None
    return document


def _words(text: str) -> str:
    # What came from outside must not move the cursor or colour the screen.
    return "".join(char if char.isprintable() else "\N{REPLACEMENT CHARACTER}" for char in text)


def _text(document: JsonValue, *path: str) -> str:
    for key in path:
        document = document.get(key) if isinstance(document, Mapping) else None
    return _words(document) if isinstance(document, str) else ""


def _moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%d %H:%M:%S")


def entry_line(entry: Entry, style: Style) -> str:
    """One event on one line: when, where it stands, its id, its action and subject, and why it is dead."""
    document = _document(entry)
    action = _text(document, "type").removeprefix(_TYPE) or "?"
    subject = _text(document, "data", "subject") or _text(document, "subject")
    state = style.paint(f"{entry.state.value:<8}", _COLORS[entry.state])
    why = f"  {_words(entry.dead_letter.reason)}" if entry.dead_letter else ""
    tries = f"  after {entry.attempts} tries" if entry.attempts > 1 else ""
    line = f"{_moment(entry.envelope.accepted_at)}  {state}  {entry.envelope.id}  {action:<10} {subject}"
    return f"{line.rstrip()}{style.paint(why, 'red')}{tries}\n"


def entry_page(entry: Entry, style: Style) -> str:
    """Everything about one event."""
    rows = [
        ("id", entry.envelope.id),
        ("state", style.paint(entry.state.value, _COLORS[entry.state])),
        ("accepted", f"{_moment(entry.envelope.accepted_at)} UTC"),
        ("attempts", str(entry.attempts)),
        ("bytes", f"{len(entry.envelope.body):,}"),
    ]
    if letter := entry.dead_letter:
        rows += [("dead since", f"{_moment(letter.at)} UTC"), ("reason", _words(letter.reason))]
        rows += [("cause", _words(letter.detail))] if letter.detail else []
    document = _document(entry)
    body = json.dumps(document, indent=2, ensure_ascii=True) if document is not None else "the body is not JSON"
    return "".join(f"{label + ':':<12}{text}\n" for label, text in rows) + f"\n{body}\n"


def entry_json(entry: Entry) -> dict[str, JsonValue]:
    """One event with every key present."""
    return {
        "id": entry.envelope.id,
        "state": entry.state.value,
        "accepted_at": entry.envelope.accepted_at.isoformat(),
        "attempts": entry.attempts,
        "event": _document(entry),
        "dead_letter": _letter_json(entry.dead_letter) if entry.dead_letter else None,
    }


def entry_detail(entry: Entry) -> dict[str, JsonValue]:
    """One event as the schema `seen-event` says, where its body can be read, and where it stands in the spool."""
    passage = waiting_passage(entry)
    return {**(passage_view(passage) if passage else {}), **entry_json(entry)}


def _letter_json(letter: DeadLetter) -> JsonValue:
    return {
        "reason": letter.reason,
        "detail": letter.detail,
        "at": letter.at.isoformat(),
        "attempts": letter.attempts,
    }


def entries_text(entries: Iterable[Entry], style: Style) -> str:
    """One line an event."""
    return "".join(entry_line(entry, style) for entry in entries)


def stats_text(stats: SpoolStats, address: str, now: datetime, style: Style) -> str:
    """The counts, so that they can be added up."""
    oldest = stats.oldest_waiting_at
    age = f", the oldest for {_duration((now - oldest).total_seconds())}" if oldest else ""
    rows = [
        ("waiting", f"{stats.waiting + stats.claimed:,}{age}"),
        ("dead", f"{stats.dead:,}"),
        ("delivered", f"{stats.delivered:,}"),
        ("purged", f"{stats.purged:,}"),
        ("lost", style.paint(f"{stats.lost:,}, destroyed by damage to the storage", "red") if stats.lost else "0"),
        ("appended", f"{stats.appended:,} = all of the above"),
        ("bytes", f"{stats.bytes:,}"),
        ("spool", address),
    ]
    return "".join(f"{label + ':':<11}{text}\n" for label, text in rows)


def _duration(seconds: float) -> str:
    for unit, length in (("d", 86_400), ("h", 3600), ("min", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{max(seconds, 0):.0f} s"


def stats_json(stats: SpoolStats) -> dict[str, JsonValue]:
    """The counts with every key present."""
    return {
        "appended": stats.appended,
        "delivered": stats.delivered,
        "purged": stats.purged,
        "lost": stats.lost,
        "waiting": stats.waiting + stats.claimed,
        "dead": stats.dead,
        "bytes": stats.bytes,
        "oldest_waiting_at": stats.oldest_waiting_at.isoformat() if stats.oldest_waiting_at else None,
    }
