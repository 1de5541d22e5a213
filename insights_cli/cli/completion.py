"""`insights completion SHELL`."""

from enum import StrEnum
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.fast import completion_script
from insights_cli.cli.invocation import invocation_of


class Shell(StrEnum):
    """The shells that have a script."""

    BASH = "bash"
    ZSH = "zsh"
    FISH = "fish"
    POWERSHELL = "powershell"


app = new_app()


_WHERE = """\b
Where it goes:
  bash        insights completion bash > ~/.local/share/bash-completion/completions/insights
  zsh         insights completion zsh > ~/.zfunc/_insights   (with ~/.zfunc in $fpath)
  fish        insights completion fish > ~/.config/fish/completions/insights.fish
  powershell  insights completion powershell | Out-String | Invoke-Expression

"""


@app.command(
    epilog=_WHERE
    + exit_codes(OK="the script is on standard output", FINDINGS="", UNKNOWN="the output cannot be written")
)
def completion(
    ctx: typer.Context, shell: Annotated[Shell, typer.Argument(metavar="SHELL", help="The shell to complete in.")]
) -> int:
    """Print the completion script of a shell: bash, zsh, fish or powershell."""
    invocation_of(ctx).answer(completion_script(shell.value))
    return ExitCode.OK
