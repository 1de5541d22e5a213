"""Whether a spool is sound, in words and in JSON."""

from insights_cli.model.json import JsonValue
from insights_cli.render.style import Style
from insights_cli.spools import Checkup, Damage


def checkup_text(found: Checkup, address: str, style: Style) -> str:
    """A verdict, what the spool holds, and one line a trouble."""
    holds = f"{found.waiting:,} events wait, {found.dead:,} are dead, {found.bytes:,} bytes"
    if not found.troubles:
        return f"{style.paint('sound', 'green')}: {address}\n  {holds}\n"
    troubles = "".join(f"  - {trouble}\n" for trouble in found.troubles)
    fix = "  = fix: stop the server, then: insights spool repair\n"
    return f"{style.paint('damaged', 'red')}: {address}\n  readable: {holds}\n{troubles}{fix}"


def checkup_json(found: Checkup) -> dict[str, JsonValue]:
    """The same with every key present."""
    return {"waiting": found.waiting, "dead": found.dead, "bytes": found.bytes, "troubles": list(found.troubles)}


def damage_text(done: Damage | None, address: str, style: Style) -> str:
    """What a repair did."""
    if done is None:
        return f"{style.paint('sound', 'green')}: {address}\n  there was nothing to repair\n"
    lost = "an unknown number of events" if done.lost is None else f"{done.lost:,} events"
    rows = [("cause", done.cause), ("saved", f"{done.saved:,} events"), ("lost", lost)]
    rows += [("set aside", done.set_aside)] if done.set_aside else []
    return f"repaired: {address}\n" + "".join(f"  {label + ':':<11}{' '.join(text.split())}\n" for label, text in rows)


def damage_json(done: Damage) -> dict[str, JsonValue]:
    """The same with every key present; `lost` is null when nobody knows."""
    return {"cause": done.cause, "saved": done.saved, "lost": done.lost, "set_aside": done.set_aside or None}
