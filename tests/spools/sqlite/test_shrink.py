"""A backlog that has left gives its room back to the disk."""

import asyncio
from pathlib import Path

from insights_cli.spools.sqlite.opening import open_spool
from tests.spools.making import STILL, claimed, drained, envelopes


def test_the_file_shrinks_when_the_backlog_has_left(tmp_path: Path) -> None:
    """After 100 MB went out, a file of a few is left, without closing it, and it works on."""
    path = tmp_path / "spool.db"

    async def story() -> None:
        spool = open_spool(str(path), STILL)
        for start in range(0, 50_000, 1000):
            await spool.append(envelopes(*range(start, start + 1000), size=2000))
        spool.checkpoint()
        assert path.stat().st_size > 90 << 20
        assert len(await drained(spool)) == 50_000
        # Settlements with nothing to ride on are written after a moment; then the file is cut.
        # It is cut only while nothing else is to be written, so it may take several looks.
        for _ in range(30):
            assert await claimed(spool, wait_s=1) is None
            await spool.purge([])
            spool.checkpoint()
            if path.stat().st_size < 70 << 20:
                break
        assert path.stat().st_size < 70 << 20
        await spool.append(envelopes(1, 2))
        assert await drained(spool) == ["id-000001", "id-000002"]
        await spool.close()

    asyncio.run(story())
