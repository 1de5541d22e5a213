"""What `token status` says: every source in order, which counts, and what deserves a warning; pure."""

from collections.abc import Callable, Iterable
from datetime import datetime
from enum import StrEnum

from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.model.secret import Secret
from insights_cli.model.value import value
from insights_cli.tokens.expiry import SOON, VERY_SOON, expiry_words
from insights_cli.tokens.profiles import ProfileRecord
from insights_cli.tokens.sources import Candidate, Resolution, SourceKind


class SourceState(StrEnum):
    """Where a source stands."""

    IN_USE = "in use"
    SHADOWED = "shadowed"
    BROKEN = "broken"
    STORED = "stored"


@value
class SourceRow:
    """One source: its state, what it is called, and what is known about its token; *reason* explains the state."""

    kind: SourceKind
    words: str
    profile: str | None
    state: SourceState
    reason: str = ""
    fingerprint: str | None = None
    record: ProfileRecord | None = None
    doubts: tuple[str, ...] = ()
    failure: Diagnostic | None = None

    @property
    def expires_at(self) -> datetime | None:
        """When its token expires, as far as anybody said."""
        return self.record.expires_at if self.record else None


def rows(
    resolution: Resolution,
    *,
    record: ProfileRecord | None,
    others: Iterable[ProfileRecord],
    fingerprint: Callable[[Secret], str | None],
) -> tuple[SourceRow, ...]:
    """One row a source, the winner first; then the *others*, stored under other profiles."""
    found = [resolution.winner, *resolution.shadowed] if resolution.winner else []
    first = found[0] if found else None
    configured = [_row(each, winner=first, record=record, fingerprint=fingerprint) for each in found if each]
    return (*configured, *(_stored(each) for each in others))


def remarks(shown: Iterable[SourceRow], now: datetime) -> tuple[Diagnostic, ...]:
    """Warnings about the token that counts."""
    every = tuple(shown)
    used = next((row for row in every if row.state in (SourceState.IN_USE, SourceState.BROKEN)), None)
    if used is None:
        return ()
    hidden = next((row for row in every if row.state is SourceState.SHADOWED and row.kind is SourceKind.PROFILE), None)
    found = [_difference(used, hidden), expiry_remark(used.expires_at, now)]
    found += [used.failure] if used.failure else []
    found += [_remark("TK004", Severity.WARNING, f"{used.words}: {doubt}") for doubt in used.doubts]
    return tuple(each for each in found if each)


def expiry_remark(at: datetime | None, now: datetime) -> Diagnostic | None:
    """What to say about an expiry at *at*: an error once it has passed, a warning a fortnight before."""
    if at is None or at - now > SOON:
        return None
    severity = Severity.ERROR if at <= now else Severity.WARNING
    hurry = ", last call" if now < at <= now + VERY_SOON else ""
    summary = f"the token {'' if at <= now else 'expires '}{expiry_words(at, now)}{hurry}"
    return _remark("TK105", severity, summary, fix="create a new token, then: insights token set --expires DATE")


def _row(
    each: Candidate,
    *,
    winner: Candidate | None,
    record: ProfileRecord | None,
    fingerprint: Callable[[Secret], str | None],
) -> SourceRow:
    is_profile = each.kind is SourceKind.PROFILE
    shown = fingerprint(each.value) if each.value else record.fingerprint if is_profile and record else None
    state, reason = SourceState.IN_USE, ""
    if each is not winner:
        state, reason = SourceState.SHADOWED, f"by {winner.kind.value}" if winner else ""
    elif each.failure:
        state = SourceState.BROKEN
    return SourceRow(
        kind=each.kind,
        words=each.words,
        profile=record.name if is_profile and record else None,
        state=state,
        reason=reason,
        fingerprint=shown,
        record=record if is_profile else None,
        doubts=each.doubts,
        failure=each.failure.diagnostic() if each.failure else None,
    )


def _stored(record: ProfileRecord) -> SourceRow:
    return SourceRow(
        kind=SourceKind.PROFILE,
        words=f"profile {record.name}, from the {record.store} store",
        profile=record.name,
        state=SourceState.STORED,
        fingerprint=record.fingerprint,
        record=record,
    )


def _difference(used: SourceRow, hidden: SourceRow | None) -> Diagnostic | None:
    if not hidden or not used.fingerprint or not hidden.fingerprint or used.fingerprint == hidden.fingerprint:
        return None
    summary = f"the token in use ({used.kind.value}) is not the stored one: the fingerprints differ"
    return _remark("TK104", Severity.WARNING, summary, fix=f"remove {used.kind.value} where it is not meant")


def _remark(code: str, severity: Severity, summary: str, *, fix: str | None = None) -> Diagnostic:
    return Diagnostic(code=code, severity=severity, summary=summary, fix=fix)
