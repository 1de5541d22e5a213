"""Numbers are telephone numbers by their plan, or because a word or the field says so."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("joignable au «06 12 34 58 91»", "metadata.description", "Component"),
    ("Vorgangsnummer 0049352027", DESCRIPTION, "Component"),
    ("緊急時は«090-6250-0945»。", DESCRIPTION, "Component"),
    ("batch 01-02-2024 and 2024-0945", DESCRIPTION, "Component"),
    ("hotline of customer no. 4711-0815", DESCRIPTION, "Component"),
    ("answering at «(518)878-4472»", DESCRIPTION, "Component"),
    ("Phone:\n«2785 2323»", DESCRIPTION, "Component"),
    ("Tel. «(0-612) 34489»", DESCRIPTION, "Component"),
    ("project number 066649735178", DESCRIPTION, "Component"),
    ("open 08-12 35 16", DESCRIPTION, "Component"),
    ("call «+44 20 7946 0958» first", DESCRIPTION, "Component"),
    ("tel:«+49-30-1234567»", "metadata.links[0].url", "Component"),
    ("«030 1234567»", "metadata.annotations.example.com/oncall-phone", "Component"),
    ("On-call phone «+31 10 149 8969» (24/7)", DESCRIPTION, "Component"),
    ("Telefon: «0664 1234567»", DESCRIPTION, "Component"),
    ("reach me on «(212) 555-0142»", DESCRIPTION, "Component"),
    ("Jane|jane@example.org|«612 33 25 02»", DESCRIPTION, "Component"),
    ("«020 7946 0958» office", DESCRIPTION, "Component"),
    ("«+49 (0)30 1234567»", DESCRIPTION, "Component"),
    ("epoch 1628869354659", DESCRIPTION, "Component"),
    ("build 7792152782", "spec.note", "Component"),
    ("Deprecated since 14.8.2023", DESCRIPTION, "Component"),
    ("007836519907576274", "metadata.annotations.example.com/snowflake", "Component"),
    ("cached for 40 s on port 8080", DESCRIPTION, "Component"),
    ("2024-02-16T12:45:00Z", DESCRIPTION, "Component"),
    ("arn:aws:iam::580841229470:role/ro", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_phone_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Numbers are telephone numbers by their plan, or because a word or the field says so."""
    check(SpanType.PHONE, case, path, entity)
