"""What becomes of a value on its way out; the words are the same in previews, the server and its inspector."""

from enum import StrEnum


class Fate(StrEnum):
    """What becomes of a value, or that a rule reached none: only capture answers `ABSENT`, redaction never does."""

    SENT = "sent"
    PSEUDONYMISED = "pseudonymised"
    REDACTED = "redacted"
    DROPPED = "dropped"
    ABSENT = "absent"
