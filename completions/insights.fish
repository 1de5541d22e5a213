# fish completion for insights; made from the command tree, do not edit.
function __insights_at
    set -l typed (commandline -opc)
    set -l path insights
    for word in $typed[2..-1]
        if contains -- "$path $word" $__insights_paths
            set path "$path $word"
        end
    end
    test "$path" = "$argv"
end
set -g __insights_paths 'insights explain' 'insights decode-token' 'insights completion'
complete -c insights -f
complete -c insights -n '__insights_at insights' -a explain -d 'What a rule or error code means, why, and how to fix it.'
complete -c insights -n '__insights_at insights' -a decode-token -d 'Decode a sign-in token and check that sub is a user.'
complete -c insights -n '__insights_at insights' -a completion -d 'Print the completion script of a shell.'
complete -c insights -n '__insights_at insights' -s C -r -F -d 'Work as if started in DIR.'
complete -c insights -n '__insights_at insights' -l color -x -a 'auto always never' -d 'When to use colour. [default: auto]'
complete -c insights -n '__insights_at insights' -l verbose -s v -d 'Say more.'
complete -c insights -n '__insights_at insights' -l quiet -s q -d 'Say nothing but the answer.'
complete -c insights -n '__insights_at insights' -l version -s V -d 'Print the version.'
complete -c insights -n '__insights_at insights' -l help -s h -d 'Show this message and exit.'
complete -c insights -n '__insights_at insights explain' -l schema -x -d 'Print the JSON Schema of event.'
complete -c insights -n '__insights_at insights explain' -l json -d 'Print one JSON object (short for --format json).'
complete -c insights -n '__insights_at insights explain' -s C -r -F -d 'Work as if started in DIR.'
complete -c insights -n '__insights_at insights explain' -l color -x -a 'auto always never' -d 'When to use colour. [default: auto]'
complete -c insights -n '__insights_at insights explain' -l verbose -s v -d 'Say more.'
complete -c insights -n '__insights_at insights explain' -l quiet -s q -d 'Say nothing but the answer.'
complete -c insights -n '__insights_at insights explain' -l help -s h -d 'Show this message and exit.'
complete -c insights -n '__insights_at insights decode-token' -l jwks -x -d 'Verify the signature with these public keys.'
complete -c insights -n '__insights_at insights decode-token' -l backstage -x -d 'Verify with the keys of this backend (backend.baseUrl).'
complete -c insights -n '__insights_at insights decode-token' -l at -x -d 'Judge as of TIME (ISO 8601, or seconds since 1970).'
complete -c insights -n '__insights_at insights decode-token' -l redact -d 'Replace all names, so that the output can be shown to others.'
complete -c insights -n '__insights_at insights decode-token' -l require -x -d 'What counts: sub, exp, signature, type, claims, ent, catalog.'
complete -c insights -n '__insights_at insights decode-token' -l diff -d 'Compare several tokens claim by claim.'
complete -c insights -n '__insights_at insights decode-token' -l json -d 'Print one JSON object (short for --format json).'
complete -c insights -n '__insights_at insights decode-token' -s C -r -F -d 'Work as if started in DIR.'
complete -c insights -n '__insights_at insights decode-token' -l color -x -a 'auto always never' -d 'When to use colour. [default: auto]'
complete -c insights -n '__insights_at insights decode-token' -l verbose -s v -d 'Say more.'
complete -c insights -n '__insights_at insights decode-token' -l quiet -s q -d 'Say nothing but the answer.'
complete -c insights -n '__insights_at insights decode-token' -l help -s h -d 'Show this message and exit.'
complete -c insights -n '__insights_at insights completion' -s C -r -F -d 'Work as if started in DIR.'
complete -c insights -n '__insights_at insights completion' -l color -x -a 'auto always never' -d 'When to use colour. [default: auto]'
complete -c insights -n '__insights_at insights completion' -l verbose -s v -d 'Say more.'
complete -c insights -n '__insights_at insights completion' -l quiet -s q -d 'Say nothing but the answer.'
complete -c insights -n '__insights_at insights completion' -l help -s h -d 'Show this message and exit.'
complete -c insights -n '__insights_at insights completion' -a 'bash zsh fish powershell'
