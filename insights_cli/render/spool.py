"""Whether a spool is sound, in words and in JSON."""

import shlex

from insights_cli.model.json import JsonValue
from insights_cli.model.plural import plural
from insights_cli.pipeline.migration import Moved
from insights_cli.render.style import Style
from insights_cli.spools import Checkup, Damage


def checkup_text(found: Checkup, address: str, style: Style) -> str:
    """A verdict, what the spool holds, and one line a trouble."""
    holds = f"{found.waiting:,} events wait, {found.dead:,} are dead, {found.bytes:,} bytes"
    if not found.troubles:
        return f"{style.paint('sound', 'green')}: {address}\n  {holds}\n"
    troubles = "".join(f"  - {trouble}\n" for trouble in found.troubles)
    fix = f"  = fix: stop the server, then: insights spool repair --spool {shlex.quote(address)}\n"
    return f"{style.paint('damaged', 'red')}: {address}\n  readable: {holds}\n{troubles}{fix}"


def checkup_json(found: Checkup) -> dict[str, JsonValue]:
    """The same with every key present."""
    return {"waiting": found.waiting, "dead": found.dead, "bytes": found.bytes, "troubles": list(found.troubles)}


def damage_text(done: Damage | None, address: str, style: Style) -> str:
    """What a repair did."""
    if done is None:
        return f"{style.paint('sound', 'green')}: {address}\n  there was nothing to repair\n"
    lost = "an unknown number of events" if done.lost is None else plural(done.lost, "event")
    rows = [("cause", done.cause), ("saved", plural(done.saved, "event")), ("lost", lost)]
    rows += [("set aside", done.set_aside)] if done.set_aside else []
    return f"repaired: {address}\n" + "".join(f"  {label + ':':<11}{' '.join(text.split())}\n" for label, text in rows)


def damage_json(done: Damage) -> dict[str, JsonValue]:
    """The same with every key present; `lost` is null when nobody knows."""
    return {"cause": done.cause, "saved": done.saved, "lost": done.lost, "set_aside": done.set_aside or None}


def moved_text(done: Moved, source: str, target: str, style: Style) -> str:
    """How much is where now, and what to do about the rest."""
    verdict = style.paint("moved", "green") if done.is_all else style.paint("moved in part", "yellow")
    rows = [
        ("waiting", plural(done.waiting, "event")),
        ("dead", plural(done.dead, "event")),
        ("bytes", f"{done.bytes:,}"),
    ]
    rows += [("known", f"{done.known:,} of them were there already")] if done.known else []
    if done.stayed_waiting:
        rows.append(
            (
                "stayed",
                f"{plural(done.stayed_waiting, 'event')} that others hold; stop their servers, then run it again",
            )
        )
    if done.stayed_dead:
        rows.append(("stayed", f"{plural(done.stayed_dead, 'dead letter')}, as other events wait in the second spool"))
    lines = "".join(f"  {label + ':':<9}{text}\n" for label, text in rows)
    return f"{verdict}: {source} -> {target}\n{lines}"


def moved_json(done: Moved) -> dict[str, JsonValue]:
    """The same with every key present."""
    return {
        "waiting": done.waiting,
        "dead": done.dead,
        "bytes": done.bytes,
        "known": done.known,
        "stayed_waiting": done.stayed_waiting,
        "stayed_dead": done.stayed_dead,
    }
