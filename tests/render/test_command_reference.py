"""The reference says what the help says."""

import shutil
import subprocess

import pytest

from insights_cli.cli.tree import command_tree
from insights_cli.render.command_reference import man_page, markdown
from insights_cli.render.completions import every_node

TREE = command_tree()


@pytest.mark.parametrize("node", list(every_node(TREE)), ids=lambda node: " ".join(node.words))
def test_every_command_and_flag_is_in_both(node: object) -> None:
    """No command and no flag is forgotten."""
    words, page = markdown(TREE), man_page(TREE, "1").replace("\\-", "-")
    assert f"## {' '.join(getattr(node, 'words', ()))}" in words
    for flag in getattr(node, "flags", ()):
        assert flag.names[0] in words
        assert flag.names[0] in page


def test_the_man_page_has_no_complaints() -> None:
    """Groff formats it without a warning."""
    if not shutil.which("groff"):
        pytest.skip("groff is not installed")
    done = subprocess.run(
        ["groff", "-man", "-Tascii", "-ww", "-z"], input=man_page(TREE, "1"), capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
