"""A program that loads a spool and says which ids were acknowledged (+) and delivered (-): python -m ... PATH TAG."""

import asyncio
import os
import subprocess
import sys

from insights_cli.model.envelope import Envelope
from insights_cli.spools import Settlement, Spool
from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import START, STILL, claimed

APPENDERS = 32


def started(path: str, tag: str) -> subprocess.Popen[bytes]:
    """The program, running."""
    command = [sys.executable, "-m", "tests.spools.sqlite.load", path, tag]
    return subprocess.Popen(command, cwd=os.getcwd(), stdout=subprocess.PIPE)


def say(sign: str, names: list[str]) -> None:
    """Write whole lines at once, so that a kill cuts none of them."""
    os.write(1, "".join(f"{sign}{name}\n" for name in names).encode())


async def append(spool: Spool, tag: str, who: int) -> None:
    """Append one to three envelopes at a time, for ever."""
    number = 0
    while True:
        names = [f"{tag}-{who:02}-{number + each:07}" for each in range(1 + who % 3)]
        number += len(names)
        await spool.append([Envelope(id=name, accepted_at=START, body=b"x" * 300) for name in names])
        say("+", names)


async def deliver(spool: Spool) -> None:
    """Deliver every second envelope and let the others wait again."""
    while True:
        claim = await claimed(spool, 50, wait_s=10)
        if claim:
            names = [entry.envelope.id for entry in claim.entries][::2]
            say("-", names)
            await spool.settle(claim, Settlement(delivered=frozenset(names)))


async def main(path: str, tag: str) -> None:
    """Load the spool until killed."""
    spool = open_spool(path, STILL)
    await asyncio.gather(deliver(spool), *(append(spool, tag, who) for who in range(APPENDERS)))


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1], sys.argv[2]))
