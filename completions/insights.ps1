# PowerShell completion for insights; made from the command tree, do not edit.
Register-ArgumentCompleter -Native -CommandName insights -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @{
        'insights' = @('demo', 'check-config', 'explain', 'preview-entity', 'token', 'decode-token', 'serve', 'trigger', 'events', 'spool', 'doctor', 'completion', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--version', '-V', '--help', '-h')
        'insights demo' = @('--open', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights check-config' = @('--config', '--env-file', '--lax', '--strict', '--fail-on', '--select', '--ignore', '--format', '--json', '--report', '--trace', '--print-effective', '--reveal', '--plugin-version', '--baseline', '--write-baseline', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights explain' = @('--schema', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights preview-entity' = @('--entities', '--catalog', '--token-file', '--token-env', '--token-command', '--timeout', '--as', '--field', '--config', '--plugin-version', '--event', '--explain', '--all', '--coverage', '--kind', '--limit', '--values', '--fail-on', '--pseudonym-key-file', '--no-pseudonym-key', '--format', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token' = @('set', 'test', 'status', 'get', 'delete', 'run', 'stores', '--help', '-h')
        'insights token set' = @('--stdin', '--from-file', '--from-env', '--from-command', '--store', '--profile', '--expires', '--label', '--yes', '-y', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token test' = @('--level', '--url', '--method', '--timeout', '--profile', '--token-file', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token status' = @('--profile', '--token-file', '--all', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token get' = @('--reveal', '--profile', '--token-file', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token delete' = @('--profile', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token run' = @('--profile', '--token-file', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights token stores' = @('--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights decode-token' = @('--jwks', '--backstage', '--catalog', '--entities', '--at', '--redact', '--require', '--diff', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
<<<<<<< HEAD
        'insights serve' = @('--upstream', '--sink', '--dry-run', '--port', '--host', '--auth', '--as', '--catalog', '--entities', '--hydrate-timeout', '--keep-search-terms', '--key-file', '--plugin-version', '--config', '--spool', '--spool-max', '--spool-replicas', '--drain', '--ready-file', '--format', '--profile', '--token-file', '--upstream-ca', '--upstream-cert', '--no-inspector', '--open', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
=======
        'insights serve' = @('--upstream', '--sink', '--dry-run', '--port', '--host', '--auth', '--as', '--catalog', '--entities', '--hydrate-timeout', '--keep-search-terms', '--key-file', '--plugin-version', '--config', '--spool', '--spool-max', '--drain', '--ready-file', '--format', '--profile', '--token-file', '--upstream-ca', '--upstream-cert', '--no-inspector', '--open', '--expect', '--expect-none', '--within', '--fault', '--record', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
>>>>>>> 821c23f (Help people test their plugins: expectations, waiting, tags, a record to send again, failures on purpose)
        'insights trigger' = @('--to', '--count', '-n', '--entity', '--set', '--sign-in-token', '--print', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events' = @('list', 'show', 'stats', 'tail', 'replay', 'purge', 'wait', 'export', '--help', '-h')
        'insights events list' = @('--state', '--limit', '-n', '--after', '--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events show' = @('--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events stats' = @('--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events tail' = @('--lines', '-n', '--follow', '-f', '--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events replay' = @('--all', '--to', '--match', '--sign-in-token', '--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events purge' = @('--all', '--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events wait' = @('--server', '--count', '-n', '--within', '--tag', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights events export' = @('--output', '-o', '--state', '--spool', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights spool' = @('check', 'repair', 'migrate', '--help', '-h')
        'insights spool check' = @('--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights spool repair' = @('--spool', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights spool migrate' = @('--from', '--to', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights doctor' = @('--offline', '--list', '--skip', '--fail-on', '--symptom', '--since', '--bundle', '--paths', '--timeout', '--config', '--catalog', '--entities', '--server', '--profile', '--format', '--report', '--json', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
        'insights completion' = @('bash', 'zsh', 'fish', 'powershell', '-C', '--color', '--verbose', '-v', '--quiet', '-q', '--help', '-h')
    }
    $values = @{
        'insights --color' = @('auto', 'always', 'never')
        'insights demo --color' = @('auto', 'always', 'never')
        'insights check-config --fail-on' = @('error', 'warning', 'info', 'never')
        'insights check-config --format' = @('text', 'concise', 'json', 'sarif', 'github')
        'insights check-config --color' = @('auto', 'always', 'never')
        'insights explain --color' = @('auto', 'always', 'never')
        'insights preview-entity --values' = @('show', 'mask', 'hide')
        'insights preview-entity --fail-on' = @('personal', 'absent')
        'insights preview-entity --format' = @('text', 'json', 'concise', 'sarif', 'github')
        'insights preview-entity --color' = @('auto', 'always', 'never')
        'insights token set --store' = @('auto', 'keyring', 'file', 'command')
        'insights token set --color' = @('auto', 'always', 'never')
        'insights token test --level' = @('local', 'connect', 'auth')
        'insights token test --method' = @('get', 'head', 'post')
        'insights token test --color' = @('auto', 'always', 'never')
        'insights token status --color' = @('auto', 'always', 'never')
        'insights token get --color' = @('auto', 'always', 'never')
        'insights token delete --color' = @('auto', 'always', 'never')
        'insights token run --color' = @('auto', 'always', 'never')
        'insights token stores --color' = @('auto', 'always', 'never')
        'insights decode-token --color' = @('auto', 'always', 'never')
        'insights serve --auth' = @('jwks', 'none')
        'insights serve --format' = @('text', 'jsonl')
        'insights serve --color' = @('auto', 'always', 'never')
        'insights trigger --color' = @('auto', 'always', 'never')
        'insights events list --state' = @('waiting', 'claimed', 'dead')
        'insights events list --color' = @('auto', 'always', 'never')
        'insights events show --color' = @('auto', 'always', 'never')
        'insights events stats --color' = @('auto', 'always', 'never')
        'insights events tail --color' = @('auto', 'always', 'never')
        'insights events replay --color' = @('auto', 'always', 'never')
        'insights events purge --color' = @('auto', 'always', 'never')
        'insights events wait --color' = @('auto', 'always', 'never')
        'insights events export --state' = @('waiting', 'claimed', 'dead')
        'insights events export --color' = @('auto', 'always', 'never')
        'insights spool check --color' = @('auto', 'always', 'never')
        'insights spool repair --color' = @('auto', 'always', 'never')
        'insights spool migrate --color' = @('auto', 'always', 'never')
        'insights doctor --fail-on' = @('fail', 'warn', 'unknown', 'never')
        'insights doctor --symptom' = @('no-data', 'one-user', 'mau-jump', 'empty-groups', 'adoption-off')
        'insights doctor --since' = @('last')
        'insights doctor --format' = @('text', 'json', 'junit', 'github', 'md')
        'insights doctor --color' = @('auto', 'always', 'never')
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
