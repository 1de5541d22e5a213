"""Completion for PowerShell 5 and newer."""

from insights_cli.render.completions import NodeLike, Shell, every_node

_HEAD = """\
# PowerShell completion for insights; made from the command tree, do not edit.
Register-ArgumentCompleter -Native -CommandName insights -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
"""
_MIDDLE = """\
    }
    $values = @{
"""
_TAIL = """\
    }
    $path = 'insights'
    $previous = ''
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -ge $cursorPosition -and $wordToComplete -ne '') { break }
        $previous = $element.ToString()
        if ($words.ContainsKey("$path $previous")) { $path = "$path $previous" }
    }
    $offered = $values["$path $previous"]
    if ($null -eq $offered) { $offered = $words[$path] }
    $offered | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object {
        [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
    }
}
"""


def _powershell(root: NodeLike) -> str:
    nodes = list(every_node(root))
    words = [f"        {_quote(' '.join(node.words))} = {_array(_offered(node))}\n" for node in nodes]
    values = [
        f"        {_quote(' '.join((*node.words, name)))} = {_array(flag.choices)}\n"
        for node in nodes
        for flag in node.flags
        if flag.choices
        for name in flag.names
    ]
    return "".join([_HEAD, *words, _MIDDLE, *values, _TAIL])


def _offered(node: NodeLike) -> tuple[str, ...]:
    names = tuple(child.words[-1] for child in node.children)
    choices = tuple(choice for positional in node.positionals for choice in positional.choices)
    return (*names, *choices, *(name for flag in node.flags for name in flag.names))


def _array(texts: tuple[str, ...]) -> str:
    return f"@({', '.join(_quote(text) for text in texts)})"


def _quote(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


SHELL = Shell(name="powershell", file_name="insights.ps1", render=_powershell)
