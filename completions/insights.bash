# bash completion for insights; made from the command tree, do not edit.
_insights() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=insights word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case "$path $word" in
            "insights explain") path="insights explain" ;;
            "insights decode-token") path="insights decode-token" ;;
            "insights completion") path="insights completion" ;;
        esac
    done
    COMPREPLY=()
    case "$path $prev" in
        "insights -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights explain --schema") return ;;
        "insights explain -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights explain --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights decode-token --jwks") return ;;
        "insights decode-token --backstage") return ;;
        "insights decode-token --at") return ;;
        "insights decode-token --require") return ;;
        "insights decode-token -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights decode-token --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
        "insights completion -C") compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return ;;
        "insights completion --color") COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
    esac
    case "$path" in
        "insights") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "-C --color --verbose -v --quiet -q --version -V --help -h" -- "$cur")); else COMPREPLY=($(compgen -W "explain decode-token completion" -- "$cur")); fi ;;
        "insights explain") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--schema --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights decode-token") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "--jwks --backstage --at --redact --require --diff --json -C --color --verbose -v --quiet -q --help -h" -- "$cur")); else :; fi ;;
        "insights completion") if [[ $cur == -* ]]; then COMPREPLY=($(compgen -W "-C --color --verbose -v --quiet -q --help -h" -- "$cur")); else COMPREPLY=($(compgen -W "bash zsh fish powershell" -- "$cur")); fi ;;
    esac
}
complete -F _insights insights
