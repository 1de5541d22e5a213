"""The reference says what the help says."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

import insights_cli
from insights_cli.cli.exit_code import exit_status
from insights_cli.cli.tree import command_tree
from insights_cli.cli.variables import FILES, VARIABLES
from insights_cli.render.command_reference import man_page, markdown
from insights_cli.render.completions import every_node

TREE = command_tree()
PAGE = man_page(TREE, "1", exit_status=exit_status(), environment=VARIABLES, files=FILES)
SOURCES = Path(insights_cli.__file__).parent
README = SOURCES.parent / "README.md"
EXAMPLES = {"INSIGHTS_SALT"}


@pytest.mark.parametrize("node", list(every_node(TREE)), ids=lambda node: " ".join(node.words))
def test_every_command_and_flag_is_in_both(node: object) -> None:
    """No command and no flag is forgotten."""
    words, page = markdown(TREE, environment=VARIABLES), PAGE.replace("\\-", "-")
    assert f"## {' '.join(getattr(node, 'words', ()))}" in words
    for flag in getattr(node, "flags", ()):
        assert flag.names[0] in words
        assert flag.names[0] in page


def test_every_variable_is_described() -> None:
    """Each variable that the code names is in the page, the reference and the README."""
    sources = (path.read_text("utf-8") for path in SOURCES.rglob("*.py"))
    named = {name for text in sources for name in re.findall(r"\bINSIGHTS_[A-Z_]+\b", text)} - EXAMPLES
    assert named == {name for name, _ in VARIABLES if name.startswith("INSIGHTS_")}
    readme = README.read_text("utf-8")
    assert [name for name in sorted(named) if f"`{name}`" not in readme] == []


def test_no_mark_of_a_paragraph_is_left() -> None:
    """What keeps lines together in the help is no text of the page."""
    assert "\\b" not in markdown(TREE, environment=VARIABLES)
    assert "\b" not in PAGE


def test_the_man_page_has_no_complaints() -> None:
    """Groff formats it without a warning."""
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-z"], input=PAGE, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
