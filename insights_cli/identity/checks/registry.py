"""The subjects, in the order in which they are told."""

from insights_cli.identity.checks import TokenCheck, catalog, claims, kind, signature, subject, times

CHECKS: tuple[TokenCheck, ...] = (
    kind.CHECK,
    subject.CHECK,
    times.CHECK,
    claims.CHECK,
    signature.CHECK,
    catalog.CHECK,
)
