"""Every code of a sign-in token is used, and explained once."""

import re
from pathlib import Path

from insights_cli.identity.codes import EXPLANATIONS

PACKAGE = Path(__file__).parent.parent.parent / "insights_cli"


def test_every_explained_code_can_be_met() -> None:
    """No explanation is left over."""
    sources = [path for path in PACKAGE.rglob("*.py") if path.name != "codes.py"]
    met = {code for path in sources for code in re.findall(r"\bID\d{3}\b", path.read_text())}
    assert {each.code for each in EXPLANATIONS} == met
