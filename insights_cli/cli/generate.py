"""Write what is generated from the command tree: `python -m insights_cli.cli.generate` in a checkout."""

import sys
from collections.abc import Mapping
from pathlib import Path

from insights_cli import __version__
from insights_cli.cli.exit_code import exit_status
from insights_cli.cli.tree import command_tree, root_help
from insights_cli.cli.variables import FILES, VARIABLES
from insights_cli.render.command_reference import man_page, markdown
from insights_cli.render.completions.registry import SHELLS


def generated_files() -> Mapping[str, str]:
    """Every generated file, by its path from the top of a checkout."""
    tree = command_tree()
    scripts = {f"completions/{shell.file_name}": shell.render(tree) for shell in SHELLS}
    folder = "insights_cli/cli/generated"
    return {
        f"{folder}/help.txt": root_help(),
        f"{folder}/reference.md": markdown(tree, environment=VARIABLES),
        f"{folder}/insights.1": man_page(
            tree, __version__, exit_status=exit_status(), environment=VARIABLES, files=FILES
        ),
        **scripts,
    }


def main() -> int:
    """Write the files below the working directory."""
    for name, text in generated_files().items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
