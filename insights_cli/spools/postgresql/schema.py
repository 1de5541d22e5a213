"""Tables of the spool, how they came to be, and what PostgreSQL must promise about them."""

from psycopg import sql

from insights_cli.errors import InsightsError
from insights_cli.spools import Durability, SpoolUnavailableError
from insights_cli.spools.postgresql.address import Target
from insights_cli.spools.postgresql.lines import Connection

# Any number, as long as it stays the same: it keeps two servers from making the tables at once.
_LOCK = 0x1A516875

# Payloads are squeezed already. Rows live for seconds, so vacuum has to come by count and not by share.
_MIGRATIONS: tuple[str, ...] = (
    """
    CREATE SEQUENCE segment_seq;
    CREATE TABLE segment (
      seq bigint NOT NULL, part integer NOT NULL,
      events integer NOT NULL, bytes bigint NOT NULL, attempts integer NOT NULL DEFAULT 0,
      ready_at bigint NOT NULL DEFAULT 0, claim uuid, owner integer, first_at bigint NOT NULL,
      low_key bytea NOT NULL, high_key bytea NOT NULL, tags integer[] NOT NULL, data bytea NOT NULL,
      PRIMARY KEY (seq, part)
    ) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
            autovacuum_vacuum_insert_threshold = -1, toast.autovacuum_vacuum_scale_factor = 0,
            toast.autovacuum_vacuum_threshold = 50000);
    ALTER TABLE segment ALTER COLUMN data SET STORAGE EXTERNAL, ALTER COLUMN tags SET STORAGE EXTERNAL;
    CREATE INDEX segment_by_key ON segment (high_key);
    CREATE INDEX segment_by_time ON segment (ready_at) WHERE ready_at > 0;
    CREATE TABLE dead (
      seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, key bytea NOT NULL, id bytea NOT NULL,
      accepted bigint NOT NULL, body bytea NOT NULL,
      reason text NOT NULL, detail text NOT NULL, died_at bigint NOT NULL, attempts integer NOT NULL
    );
    CREATE INDEX dead_by_key ON dead (key);
    CREATE TABLE ruin (seq bigint, part integer, lost integer NOT NULL, data bytea NOT NULL);
    CREATE TABLE counter (
      stripe integer PRIMARY KEY, appended bigint NOT NULL DEFAULT 0, delivered bigint NOT NULL DEFAULT 0,
      purged bigint NOT NULL DEFAULT 0, lost bigint NOT NULL DEFAULT 0, dead bigint NOT NULL DEFAULT 0,
      bytes bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000);
    INSERT INTO counter (stripe) SELECT generate_series(0, 15);
    """,
)
STRIPES = 16
VERSION = len(_MIGRATIONS)


async def version_of(opened: Connection, target: Target) -> int:
    """The version of the tables that are there, 0 when there are none; raises InsightsError when it is a newer one."""
    name = f"{target.schema}.migration"
    found = await (await opened.execute("SELECT to_regclass(%s) IS NOT NULL", (name,))).fetchone()
    if not found or not found[0]:
        return 0
    row = await (await opened.execute("SELECT max(version) FROM migration")).fetchone()
    version = int(row[0] or 0) if row else 0
    if version > VERSION:
        fix = "upgrade insights, or name another schema with ?insights_schema="
        notes = (("spool", target.shown), ("schema", f"version {version}; this insights knows up to {VERSION}"))
        raise SpoolUnavailableError("SP106", "the spool was written by a newer insights", fix=fix, notes=notes)
    return version


async def migrate(opened: Connection, target: Target) -> None:
    """Bring the tables up to date; servers that start together wait for one another until *opened* is closed."""
    if await version_of(opened, target) == VERSION:
        return
    # Held outside of the transaction, which then sees what those did that were waited for; it ends with the session.
    await opened.execute("SELECT pg_advisory_lock(%s, hashtext(%s))", (_LOCK, target.schema))
    async with opened.transaction():
        known = await version_of(opened, target)
        if known == 0:
            there = await opened.execute("SELECT to_regnamespace(%s) IS NOT NULL", (target.schema,))
            if (await there.fetchone()) == (False,):
                await opened.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(target.schema)))
            await opened.execute("CREATE TABLE migration (version integer PRIMARY KEY, at timestamptz DEFAULT now())")
        for at, statements in enumerate(_MIGRATIONS[known:], start=known + 1):
            await opened.execute(statements)
            await opened.execute("INSERT INTO migration (version) VALUES (%s)", (at,))


async def durability(opened: Connection, target: Target) -> Durability:
    """What a commit survives here; raises InsightsError when that is less than a crash and nobody allowed it."""
    asked = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)"
    names = ["synchronous_commit", "fsync", "full_page_writes", "synchronous_standby_names"]
    found: dict[str, str] = dict(await (await opened.execute(asked, (names,))).fetchall())
    unsafe = [name for name in names[:3] if found.get(name) == "off"]
    if unsafe and not target.allows_async_commit:
        raise _unsafe(unsafe, target)
    if unsafe:
        return Durability.KILL
    replicated = found.get("synchronous_standby_names") and found.get("synchronous_commit") != "local"
    return Durability.POWER_CUT_AND_REPLICAS if replicated else Durability.POWER_CUT


def _unsafe(settings: list[str], target: Target) -> InsightsError:
    words = ", ".join(f"{name} = off" for name in settings)
    fix = f"ALTER ROLE ... SET {settings[0]} = on" if settings[0] == "synchronous_commit" else f"set {settings[0]} = on"
    notes = (
        ("spool", target.shown),
        ("cause", words),
        ("or", "accept the loss of the last moments in a crash: add ?insights_allow_async_commit=1 to the address"),
    )
    return SpoolUnavailableError("SP115", "PostgreSQL would answer before events are on disk", fix=fix, notes=notes)
