"""One redacted event, ready to leave: what a spool keeps and a sink delivers."""

from datetime import datetime

import msgspec


class Envelope(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A CloudEvents 1.0 event in its JSON form, with the id that stays the same over every attempt.

    *id* is a UUIDv7 in text, fixed at intake; *accepted_at* is aware UTC; *body* is the complete CloudEvents JSON
    object as UTF-8 bytes, already redacted, so that nothing after intake has to decode it.
    """

    id: str
    accepted_at: datetime
    body: bytes
