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
set -g __insights_paths 'insights explain' 'insights completion'
complete -c insights -f
complete -c insights -n '__insights_at insights' -a explain -d 'What a rule or error code means, why, and how to fix it.'
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
complete -c insights -n '__insights_at insights completion' -s C -r -F -d 'Work as if started in DIR.'
complete -c insights -n '__insights_at insights completion' -l color -x -a 'auto always never' -d 'When to use colour. [default: auto]'
complete -c insights -n '__insights_at insights completion' -l verbose -s v -d 'Say more.'
complete -c insights -n '__insights_at insights completion' -l quiet -s q -d 'Say nothing but the answer.'
complete -c insights -n '__insights_at insights completion' -l help -s h -d 'Show this message and exit.'
complete -c insights -n '__insights_at insights completion' -a 'bash zsh fish powershell'
