"""The number libraries are there, and are loaded only when needed."""

import pytest

from insights_cli.redact.libraries import number_check
from insights_cli.redact.words.national_id import STRONG, WORDS
from tests.interpreters import run_fresh

NEEDED = sorted(
    {module for modules in WORDS.values() for module in modules} | {module for _, module in STRONG if module}
)


@pytest.mark.parametrize("module", NEEDED)
def test_every_check_exists(module: str) -> None:
    """Each module that a format names can tell a wrong number."""
    assert number_check(module)("not a number") is False


def test_importing_redact_loads_no_library() -> None:
    """Neither numbering plans, nor what can reach out, nor what one detector seldom needs comes with the redactor."""
    program = (
        "import sys, insights_cli.redact.redactor;"
        "print(*{'phonenumbers','stdnum','socket','subprocess','sqlite3','httpx','keyring','typer',"
        "'dataclasses','hmac','ipaddress','json','urllib.parse'} & set(sys.modules))"
    )
    assert run_fresh(program).strip() == ""


def test_warming_up_loads_what_waits() -> None:
    """Afterwards no value has to wait for a library."""
    program = (
        "import sys; from insights_cli.redact.redactor import Redactor; Redactor().warm_up();"
        "print(*sorted({'phonenumbers', 'stdnum', 'html'} & set(sys.modules)))"
    )
    assert run_fresh(program).split() == ["html", "phonenumbers", "stdnum"]
