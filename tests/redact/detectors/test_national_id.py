"""National numbers are found by strong formats, or by a word and their check digits."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("PAN: «ABCPE1234F»", DESCRIPTION, "Component"),
    ("PAN: ABCDE1234F", DESCRIPTION, "Component"),
    ("NIF «244941106»", DESCRIPTION, "Component"),
    ("nif 244941107", DESCRIPTION, "Component"),
    ("TIN «5530-8874147-5»", DESCRIPTION, "Component"),
    ("tin roof 5530-8874147-5", DESCRIPTION, "Component"),
    ("身分證字號 «A123456789»", DESCRIPTION, "Component"),
    ("Passport no. «C3M4P7PK7»", DESCRIPTION, "Component"),
    ("passport strategy 20240101", DESCRIPTION, "Component"),
    ("SSN: «219-09-9998»", DESCRIPTION, "Component"),
    ("codice fiscale «RSSMRA85T10A562S»", DESCRIPTION, "Component"),
    ("PESEL: «44051401359»", DESCRIPTION, "Component"),
    ("CPF «390.533.447-05»", DESCRIPTION, "Component"),
    ("«131052-308T»", DESCRIPTION, "Component"),
    ("NINO: «AB 12 34 56 C»", DESCRIPTION, "Component"),
    ("«12345678»", "spec.profile.taxId", "User"),
    ("DNI: «12345678Z»", DESCRIPTION, "Component"),
    ("NHS number: «943 476 5919»", DESCRIPTION, "Component"),
    ("ticket 44051401359", DESCRIPTION, "Component"),
    ("see 219-09-99981", DESCRIPTION, "Component"),
    ("580841229470", "metadata.annotations.aws.amazon.com/account-id", "Component"),
    ("nie dotyczy 1234567", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_national_id_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """National numbers are found by strong formats, or by a word and their check digits."""
    check(SpanType.NATIONAL_ID, case, path, entity)
