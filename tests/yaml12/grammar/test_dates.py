"""Dates of YAML 1.1 print as JavaScript prints them."""

import pytest

from insights_cli.yaml12.grammar.dates import utc_text

ZONE = "GMT+0000 (Coordinated Universal Time)"
DATES = [
    ("2024-01-02", f"Tue Jan 02 2024 00:00:00 {ZONE}"),
    ("2001-12-14t21:59:43.10-05:00", f"Sat Dec 15 2001 02:59:43 {ZONE}"),
    ("1969-02-30", f"Sun Mar 02 1969 00:00:00 {ZONE}"),
    ("2000-02-29 23:59:59Z", f"Tue Feb 29 2000 23:59:59 {ZONE}"),
]


@pytest.mark.parametrize(("written", "text"), DATES)
def test_a_date_has_the_text_of_javascript(written: str, text: str) -> None:
    """Dates as keys are texts."""
    assert utc_text(written) == text
