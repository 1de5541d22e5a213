"""Reading everything in a spool file to see whether it is sound, and mending it when it is not."""

import asyncio
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing

from insights_cli.spools import Checkup, Damage, Settings
from insights_cli.spools.sqlite import lock, schema
from insights_cli.spools.sqlite import statements as sql
from insights_cli.spools.sqlite.opening import open_spool
from insights_cli.spools.sqlite.records import decode
from insights_cli.spools.sqlite.view import missing

_MOST_TROUBLES = 20


def check(path: str) -> Checkup:
    """Read every page and every record of the spool at *path*; works beside its server and changes nothing."""
    if not os.path.exists(path):
        raise missing(path)
    # Read first: a server may go on appending meanwhile.
    noted = lock.noted(path)
    try:
        with closing(schema.connect_to_read(path)) as opened:
            opened.execute("BEGIN")
            troubles = [*_in_structure(opened), *_in_counts(opened, noted)]
            waiting, size, broken = _segments(opened)
            dead, dead_size, dead_broken = _dead(opened)
            tally = sql.read_tally(opened)
    except sqlite3.Error as error:
        return Checkup(waiting=0, dead=0, bytes=0, troubles=(f"the file cannot be read: {error}",))
    troubles += [*broken, *dead_broken]
    if not troubles and tally.kept != waiting + dead:
        troubles.append(f"the counts say {tally.kept} events, there are {waiting + dead}")
    return Checkup(waiting=waiting, dead=dead, bytes=size + dead_size, troubles=tuple(troubles[:_MOST_TROUBLES]))


def _in_structure(opened: sqlite3.Connection) -> Iterator[str]:
    for (found,) in opened.execute(f"PRAGMA integrity_check({_MOST_TROUBLES})"):
        if found != "ok":
            yield " ".join(found.split())


def _in_counts(opened: sqlite3.Connection, noted: int) -> Iterator[str]:
    appended = sql.read_tally(opened).appended
    if appended < noted:
        yield f"{noted - appended} acknowledged events are not in the file"
    ruins = opened.execute("SELECT coalesce(sum(lost), 0) FROM ruin").fetchone()[0]
    if ruins:
        yield f"{ruins} events were unreadable when they were to be delivered; their bytes are in the table `ruin`"


def _segments(opened: sqlite3.Connection) -> tuple[int, int, list[str]]:
    waiting = size = 0
    troubles: list[str] = []
    for seq, places, data, gone in opened.execute(
        "SELECT seq, size, data, gone FROM segment LEFT JOIN part USING (seq)"
    ):
        left = ((1 << places) - 1) & ~int.from_bytes(gone or b"", "little")
        found = {place: envelope for place, envelope in decode(data).items() if left >> place & 1}
        waiting += len(found)
        size += sum(len(envelope.body) for envelope in found.values())
        if len(found) < left.bit_count():
            troubles.append(
                f"{left.bit_count() - len(found)} of {left.bit_count()} events of segment {seq} are damaged"
            )
    return waiting, size, troubles


def _dead(opened: sqlite3.Connection) -> tuple[int, int, list[str]]:
    count = size = 0
    troubles: list[str] = []
    for name, record in opened.execute("SELECT id, record FROM dead"):
        letter = decode(record).get(0)
        count += 1
        size += len(letter.body) if letter else 0
        if letter is None:
            troubles.append(f"the dead letter {name} is damaged")
    return count, size, troubles


async def repair(path: str, settings: Settings) -> Damage | None:
    """Open the spool at *path* as a start does, and if it is not sound then, save what can be read into a new file."""
    if not os.path.exists(path) and lock.noted(path) == 0:
        raise missing(path)
    damage = await _opened(path, settings)
    if not (await asyncio.to_thread(check, path)).troubles:
        return damage
    held = await asyncio.to_thread(lock.take, path)
    held.say(lock.Left.DAMAGED, held.appended)
    held.release()
    return await _opened(path, settings)


async def _opened(path: str, settings: Settings) -> Damage | None:
    spool = await asyncio.to_thread(open_spool, path, settings)
    await spool.close()
    return spool.damage
