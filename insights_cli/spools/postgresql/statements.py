"""The statements of the spool; each is atomic by itself and counts what it really changed."""

# One row a commit. An id that may be there already is told apart only when key ranges overlap and tags agree, which
# new ids in rising order never do.
APPEND = """
WITH kept AS (
  SELECT sum(appended - delivered - purged - lost)::bigint AS events, sum(bytes)::bigint AS bytes FROM counter
), doubt AS (
  SELECT NOT %(sure)s AND (EXISTS (
    SELECT FROM segment AS s WHERE s.high_key >= %(low)s AND s.low_key <= %(high)s AND EXISTS (
      SELECT FROM unnest(s.tags) AS old(tag) JOIN unnest(%(tags)s::integer[]) AS new(tag) USING (tag))
  ) OR EXISTS (SELECT FROM dead WHERE key BETWEEN %(low)s AND %(high)s)) AS there
), put AS (
  INSERT INTO segment (seq, part, events, bytes, first_at, low_key, high_key, tags, data)
  SELECT nextval('segment_seq'), 0, %(events)s, %(bytes)s, %(first_at)s, %(low)s, %(high)s, %(tags)s::integer[],
         %(data)b
  FROM kept, doubt
  WHERE NOT doubt.there AND kept.events + %(events)s <= %(most_events)s AND kept.bytes + %(bytes)s <= %(most_bytes)s
  RETURNING 1
), told AS (
  UPDATE counter SET appended = appended + %(events)s, bytes = bytes + %(bytes)s
  WHERE stripe = %(stripe)s AND EXISTS (SELECT FROM put)
)
SELECT EXISTS (SELECT FROM put), doubt.there, kept.events, kept.bytes FROM kept, doubt
"""

# The segments among which an id may be, for those who then look inside.
SUSPECTS = """
SELECT data FROM segment AS s WHERE s.high_key >= %(low)s AND s.low_key <= %(high)s AND EXISTS (
  SELECT FROM unnest(s.tags) AS old(tag) JOIN unnest(%(tags)s::integer[]) AS new(tag) USING (tag))
"""
DEAD_IDS = "SELECT id FROM dead WHERE key = ANY(%(keys)s)"

# Behind a replayed or cut segment: put without question, as its events are counted already.
PUT = """
INSERT INTO segment (seq, part, events, bytes, attempts, first_at, low_key, high_key, tags, data)
VALUES (coalesce(%(seq)s, nextval('segment_seq')), %(part)s, %(events)s, %(bytes)s, %(attempts)s, %(first_at)s,
        %(low)s, %(high)s, %(tags)s::integer[], %(data)b)
"""

# The oldest that are ready, as many as fit, the first in any case. Others skip what is being looked at.
CLAIM = """
WITH picked AS MATERIALIZED (
  SELECT seq, part, events, bytes FROM segment WHERE ready_at <= %(now)s
  ORDER BY seq, part LIMIT %(pick)s FOR UPDATE SKIP LOCKED
), summed AS (
  SELECT seq, part, row_number() OVER w AS place, sum(events) OVER w AS events, sum(bytes) OVER w AS bytes
  FROM picked WINDOW w AS (ORDER BY seq, part ROWS UNBOUNDED PRECEDING)
)
UPDATE segment AS s SET claim = %(claim)s, owner = %(owner)s, ready_at = %(ends_at)s, attempts = s.attempts + 1
FROM summed AS p
WHERE s.seq = p.seq AND s.part = p.part
  AND ((p.place = 1 AND %(alone)s) OR (p.events <= %(most_events)s AND p.bytes <= %(most_bytes)s))
RETURNING s.seq, s.part, s.attempts, s.events, s.bytes, s.data, (SELECT count(*) FROM picked)
"""
# A server is there as long as a session of its holds a lock of its number, which PostgreSQL lets go with the session.
HOLD_LOCK = "SELECT pg_advisory_lock(%(family)s, %(owner)s)"
GONE_OWNERS = """
SELECT DISTINCT owner FROM segment WHERE ready_at > greatest(%(now)s, 0) AND claim IS NOT NULL AND owner NOT IN (
  SELECT objid::bigint FROM pg_locks
  WHERE locktype = 'advisory' AND classid = %(family)s AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database()))
"""
FREE_OWNERS = """
UPDATE segment SET claim = NULL, ready_at = 0
WHERE ready_at > greatest(%(now)s, 0) AND claim IS NOT NULL AND owner = ANY(%(owners)s)
"""
# What this server has claimed without knowing, as an answer or, in a crash of PostgreSQL, a settlement was lost.
FREE_STRAYS = """
UPDATE segment SET claim = NULL, ready_at = 0
WHERE ready_at > greatest(%(now)s, 0) AND claim IS NOT NULL AND owner = %(owner)s AND claim <> ALL(%(known)s)
"""
NEXT_DUE = "SELECT min(ready_at) FROM segment WHERE ready_at > %(now)s"

_MINE = """
(seq, part) IN (SELECT * FROM unnest(%(seqs)s::bigint[], %(parts)s::integer[]))
AND claim = %(claim)s AND ready_at > %(now)s
"""
# All of a claim has arrived.
DELIVERED = f"""
WITH gone AS (DELETE FROM segment WHERE {_MINE} RETURNING events, bytes)
UPDATE counter SET delivered = delivered + sums.events, bytes = counter.bytes - sums.bytes
FROM (SELECT coalesce(sum(events), 0) AS events, coalesce(sum(bytes), 0) AS bytes FROM gone) AS sums
WHERE stripe = %(stripe)s AND sums.events > 0
"""
# All of a claim goes back; *undone* attempts were none.
RELEASED = f"UPDATE segment SET claim = NULL, ready_at = %(ready_at)s, attempts = attempts - %(undone)s WHERE {_MINE}"
STILL_MINE = f"SELECT seq, part FROM segment WHERE {_MINE} FOR UPDATE"

REMOVE = """
DELETE FROM segment WHERE (seq, part) IN (SELECT * FROM unnest(%(seqs)s::bigint[], %(parts)s::integer[]))
"""
# What is left of a segment keeps its place.
SHRINK = """
UPDATE segment SET events = %(events)s, bytes = %(bytes)s, first_at = %(first_at)s, low_key = %(low)s,
  high_key = %(high)s, tags = %(tags)s::integer[], data = %(data)b, claim = %(claim)s, ready_at = %(ready_at)s
WHERE seq = %(seq)s AND part = %(part)s
"""
BURY = """
INSERT INTO dead (key, id, accepted, body, reason, detail, died_at, attempts)
VALUES (%(key)s, %(id)s, %(accepted)s, %(body)b, %(reason)s, %(detail)s, %(died_at)s, %(attempts)s)
"""
RUIN = "INSERT INTO ruin (seq, part, lost, data) VALUES (%(seq)s, %(part)s, %(lost)s, %(data)b)"
COUNT = """
UPDATE counter SET delivered = delivered + %(delivered)s, purged = purged + %(purged)s, lost = lost + %(lost)s,
  dead = dead + %(dead)s, bytes = bytes - %(freed)s
WHERE stripe = %(stripe)s
"""

STATS = """
SELECT c.*, (SELECT coalesce(sum(events), 0)::bigint FROM segment
             WHERE ready_at > greatest(%(now)s, 0) AND claim IS NOT NULL),
       (SELECT first_at FROM segment ORDER BY seq, part LIMIT 1)
FROM (SELECT sum(appended)::bigint, sum(delivered)::bigint, sum(purged)::bigint, sum(lost)::bigint, sum(dead)::bigint,
             sum(bytes)::bigint FROM counter) AS c
"""
SEGMENTS = """
SELECT seq, part, attempts, claim IS NOT NULL AND ready_at > %(now)s AS claimed, data FROM segment
WHERE (seq, part) > (%(seq)s, %(part)s)
  AND (%(claimed)s::boolean IS NULL OR %(claimed)s = (claim IS NOT NULL AND ready_at > %(now)s))
ORDER BY seq, part LIMIT %(most)s
"""
FIND = """
SELECT attempts, claim IS NOT NULL AND ready_at > %(now)s, data FROM segment
WHERE high_key >= %(key)s AND low_key <= %(key)s AND %(tag)s = ANY(tags)
"""
_DEAD = "SELECT seq, id, accepted, body, reason, detail, died_at, attempts FROM dead"
DEAD_PAGE = f"{_DEAD} WHERE seq > %(seq)s ORDER BY seq LIMIT %(most)s"
FIND_DEAD = f"{_DEAD} WHERE key = %(key)s AND id = %(id)s ORDER BY seq LIMIT 1"
LAST_DEAD = "SELECT coalesce(max(seq), 0) FROM dead"
TAKE_DEAD = """
DELETE FROM dead WHERE seq IN (
  SELECT seq FROM dead
  WHERE seq <= %(last)s AND (%(keys)s::bytea[] IS NULL OR (key = ANY(%(keys)s) AND id = ANY(%(ids)s)))
  ORDER BY seq LIMIT %(most)s FOR UPDATE SKIP LOCKED
) RETURNING seq, id, accepted, body, reason, detail, died_at, attempts
"""
