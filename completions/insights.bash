# bash completion for insights; made from the command tree, do not edit.
_insights() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=insights word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case "$path $word" in
            "insights check-config") path="insights check-config" ;;
            "insights explain") path="insights explain" ;;
            "insights token") path="insights token" ;;
            "insights token set") path="insights token set" ;;
            "insights token test") path="insights token test" ;;
            "insights token status") path="insights token status" ;;
            "insights token get") path="insights token get" ;;
            "insights token delete") path="insights token delete" ;;
            "insights token run") path="insights token run" ;;
            "insights token stores") path="insights token stores" ;;
            "insights decode-token") path="insights decode-token" ;;
            "insights events") path="insights events" ;;
            "insights events list") path="insights events list" ;;
            "insights events show") path="insights events show" ;;
            "insights events stats") path="insights events stats" ;;
            "insights events tail") path="insights events tail" ;;
            "insights events replay") path="insights events replay" ;;
            "insights events purge") path="insights events purge" ;;
            "insights events export") path="insights events export" ;;
            "insights spool") path="insights spool" ;;
            "insights spool check") path="insights spool check" ;;
            "insights spool repair") path="insights spool repair" ;;
            "insights completion") path="insights completion" ;;
        esac
    done
    COMPREPLY=()
    case "$path $prev" in
        "insights -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights check-config --config") return ;;
        "insights check-config --env-file") return ;;
        "insights check-config --fail-on") COMPREPLY=($(compgen -W "error warning info never" -- "$cur")); return ;;
        "insights check-config --select") return ;;
        "insights check-config --ignore") return ;;
        "insights check-config --format") COMPREPLY=($(compgen -W "text concise json sarif github" -- "$cur")); return ;;
        "insights check-config --report") return ;;
        "insights check-config --trace") return ;;
        "insights check-config --plugin-version") return ;;
        "insights check-config --baseline") return ;;
        "insights check-config --write-baseline") return ;;
        "insights check-config -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights check-config --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights explain --schema") return ;;
        "insights explain -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights explain --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token set --from-file") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token set --from-env") return ;;
        "insights token set --from-command") return ;;
        "insights token set --store") COMPREPLY=($(compgen -W "auto keyring file command" -- "$cur")); return ;;
        "insights token set --profile") return ;;
        "insights token set --expires") return ;;
        "insights token set --label") return ;;
        "insights token set -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token set --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token test --level") COMPREPLY=($(compgen -W "local connect auth" -- "$cur")); return ;;
        "insights token test --url") return ;;
        "insights token test --method") COMPREPLY=($(compgen -W "get head post" -- "$cur")); return ;;
        "insights token test --timeout") return ;;
        "insights token test --profile") return ;;
        "insights token test --token-file") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token test -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token test --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token status --profile") return ;;
        "insights token status --token-file") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token status -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token status --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token get --profile") return ;;
        "insights token get --token-file") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token get -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token get --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token delete --profile") return ;;
        "insights token delete -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token delete --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token run --profile") return ;;
        "insights token run --token-file") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token run -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token run --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights token stores -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights token stores --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights decode-token --jwks") return ;;
        "insights decode-token --backstage") return ;;
        "insights decode-token --catalog") return ;;
        "insights decode-token --at") return ;;
        "insights decode-token --require") return ;;
        "insights decode-token -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights decode-token --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events list --state") COMPREPLY=($(compgen -W "waiting claimed dead" -- "$cur")); return ;;
        "insights events list --limit"|"insights events list -n") return ;;
        "insights events list --after") return ;;
        "insights events list --spool") return ;;
        "insights events list -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events list --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events show --spool") return ;;
        "insights events show -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events show --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events stats --spool") return ;;
        "insights events stats -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events stats --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events tail --lines"|"insights events tail -n") return ;;
        "insights events tail --spool") return ;;
        "insights events tail -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events tail --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events replay --spool") return ;;
        "insights events replay -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events replay --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events purge --spool") return ;;
        "insights events purge -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events purge --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights events export --output"|"insights events export -o") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events export --state") COMPREPLY=($(compgen -W "waiting claimed dead" -- "$cur")); return ;;
        "insights events export --spool") return ;;
        "insights events export -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights events export --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights spool check --spool") return ;;
        "insights spool check -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights spool check --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights spool repair --spool") return ;;
        "insights spool repair -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights spool repair --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights completion -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights completion --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
    esac
    case "$path" in
        "insights") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "-C --color --verbose -v --quiet -q --version -V --help -h" -- "$cur")); else COMPREPLY=($(compgen -W "check-config explain token decode-token events spool completion" -- "$cur")); fi ;;
        "insights check-config") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--config --env-file --lax --strict --fail-on --select --ignore --format --json --report --trace --print-effective --reveal --plugin-version --baseline --write-baseline -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights explain") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--schema --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--help -h" -- "$cur")); else COMPREPLY=($(compgen -W "set test status get delete run stores" -- "$cur")); fi ;;
        "insights token set") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--stdin --from-file --from-env --from-command --store --profile --expires --label --yes -y --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token test") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--level --url --method --timeout --profile --token-file --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token status") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--profile --token-file --all --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token get") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--reveal --profile --token-file -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token delete") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--profile --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token run") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--profile --token-file -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights token stores") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights decode-token") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--jwks --backstage --catalog --at --redact --require --diff --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--help -h" -- "$cur")); else COMPREPLY=($(compgen -W "list show stats tail replay purge export" -- "$cur")); fi ;;
        "insights events list") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--state --limit -n --after --spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events show") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events stats") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events tail") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--lines -n --follow -f --spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events replay") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--all --spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events purge") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--all --spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights events export") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--output -o --state --spool -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights spool") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--help -h" -- "$cur")); else COMPREPLY=($(compgen -W "check repair" -- "$cur")); fi ;;
        "insights spool check") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights spool repair") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--spool --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights completion") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "-C --color --verbose -v --quiet -q --help -h" -- "$cur")); else COMPREPLY=($(compgen -W "bash zsh fish powershell" -- "$cur")); fi ;;
    esac
}
complete -F _insights insights
