"""The shells that can complete."""

from insights_cli.render.completions import Shell, bash, fish, powershell, zsh

SHELLS: tuple[Shell, ...] = (bash.SHELL, zsh.SHELL, fish.SHELL, powershell.SHELL)
