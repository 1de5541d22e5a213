# PowerShell completion for insights; made from the command tree, do not edit.
Register-ArgumentCompleter -Native -CommandName insights -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
        'insights' = @('explain', 'decode-token', 'completion', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--version', '-V', '--help', '-h')
        'insights explain' = @('--schema', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights decode-token' = @('--jwks', '--backstage', '--at', '--redact', '--require', '--diff', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights completion' = @('bash', 'zsh', 'fish', 'powershell', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
    }
    $values = @{
        'insights --color' = @('auto', 'always', 'never')
        'insights explain --color' = @('auto', 'always', 'never')
        'insights decode-token --color' = @('auto', 'always', 'never')
        'insights completion --color' = @('auto', 'always', 'never')
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
