"""Host addresses are found; networks, versions, times and this host itself are none."""

import pytest

from insights_cli.redact.span import SpanType
from tests.redact.detectors.cases import check

DESCRIPTION = "metadata.description"
CASES = [
    ("ldap://app@«10.1.2.3»:389", DESCRIPTION, "Component"),
    ("release http://«10.1.2.3»/x", DESCRIPTION, "Component"),
    ("db on «10.20.30.40», port 5432", DESCRIPTION, "Component"),
    ("http://«192.0.2.17»:8080/metrics", "metadata.links[0].url", "Component"),
    ("[«2001:db8::17»]:443", DESCRIPTION, "Component"),
    ("last_login_ip=«198.51.100.7»", DESCRIPTION, "Component"),
    ("127.0.0.1 and ::1 and 0.0.0.0", DESCRIPTION, "Component"),
    ("VPC 10.0.0.0/16", DESCRIPTION, "Component"),
    ("2001:db8::/32", DESCRIPTION, "Component"),
    ("Windows build 10.0.190.3", DESCRIPTION, "Component"),
    ("1.2.3.4", "metadata.annotations.example.com/chart-version", "Component"),
    ("at 12:30:45", DESCRIPTION, "Component"),
    ("256.1.1.1", DESCRIPTION, "Component"),
    ("8f:da:2d", DESCRIPTION, "Component"),
    ("std::abc", DESCRIPTION, "Component"),
]


@pytest.mark.parametrize(("case", "path", "entity"), CASES)
def test_ip_address_spans_are_as_marked(case: str, path: str, entity: str) -> None:
    """Host addresses are found; networks, versions, times and this host itself are none."""
    check(SpanType.IP, case, path, entity)
