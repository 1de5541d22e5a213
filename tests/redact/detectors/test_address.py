"""Postal addresses are found in fields, after words for places, and by street and number."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("Gate 2, Terminal 3", DESCRIPTION, "Component"),
    ("5 Key Points for Everyone", DESCRIPTION, "Component"),
    ("via Kafka 3 brokers", DESCRIPTION, "Component"),
    ("Monitoring 2 clusters, Engineering 5 teams", DESCRIPTION, "Component"),
    ("Office: «5 Oak Points»", DESCRIPTION, "Component"),
    ("The address of the team is «12 Elm Street»", DESCRIPTION, "Component"),
    ("Located at «Springfield, 12 Elm Street»", DESCRIPTION, "Component"),
    ("«проспект Мира, д. 4»", DESCRIPTION, "Component"),
    ("«12 Elm Street, Springfield, IL 62704»", "spec.office", "Component"),
    ("installed at «742 Evergreen Terrace, Springfield»", DESCRIPTION, "Component"),
    ("Standort «Hauptstraße 5, 10115 Berlin»", DESCRIPTION, "Component"),
    ("«ulica Długa 7, 00-238 Warszawa»", DESCRIPTION, "Component"),
    ("Team office: «Calle Mayor 3, Madrid, 28013»", DESCRIPTION, "Component"),
    ("Frankfurt", "metadata.annotations.example.com/site", "Component"),
    ("IP address of the gateway", DESCRIPTION, "Component"),
    ("Office 365 sync, Room 101", DESCRIPTION, "Component"),
    ("Route 53 zones", DESCRIPTION, "Component"),
    ("ingestion via SFTP and S3.", DESCRIPTION, "Component"),
    ("every 59 minutes", DESCRIPTION, "Component"),
    ("10.0.0.1", "spec.address", "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_address_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Postal addresses are found in fields, after words for places, and by street and number."""
    check(SpanType.ADDRESS, case, path, entity)
