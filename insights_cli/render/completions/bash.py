"""Completion for bash 4 and newer."""

from insights_cli.render.completions import NodeLike, Shell, every_node

_HEAD = """\
# bash completion for insights; made from the command tree, do not edit.
_insights() {
    local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} path=insights word i
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        case "$path $word" in
"""
_AFTER_PATHS = """\
        esac
    done
    COMPREPLY=()
    case "$path $prev" in
"""
_AFTER_VALUES = """\
    esac
    case "$path" in
"""
_TAIL = """\
    esac
}
complete -F _insights insights
"""


def _bash(root: NodeLike) -> str:
    nodes = list(every_node(root))
    paths = [f'            "{_path(node)}") path="{_path(node)}" ;;\n' for node in nodes[1:]]
    values = [line for node in nodes for line in _values(node)]
    words = [_words(node) for node in nodes]
    return "".join([_HEAD, *paths, _AFTER_PATHS, *values, _AFTER_VALUES, *words, _TAIL])


def _path(node: NodeLike) -> str:
    return " ".join(node.words)


def _values(node: NodeLike) -> list[str]:
    lines = []
    for flag in node.flags:
        if not flag.metavar:
            continue
        pattern = "|".join(f'"{_path(node)} {name}"' for name in flag.names)
        if flag.choices:
            lines.append(
                f'        {pattern}) COMPREPLY=($(compgen -W "{" ".join(flag.choices)}" -- "$cur")); return ;;\n'
            )
        elif flag.is_path:
            lines.append(f"        {pattern}) {_FILES} ;;\n")
        else:
            lines.append(f"        {pattern}) return ;;\n")
    return lines


_FILES = 'compopt -o filenames 2>/dev/null; COMPREPLY=($(compgen -f -- "$cur")); return'


def _words(node: NodeLike) -> str:
    flags = " ".join(name for flag in node.flags for name in flag.names)
    names = [child.words[-1] for child in node.children]
    names += [choice for positional in node.positionals for choice in positional.choices]
    offered = f'COMPREPLY=($(compgen -W "{" ".join(names)}" -- "$cur"))' if names else ":"
    if any(positional.is_path for positional in node.positionals):
        offered = _FILES.removesuffix("; return")
    dashed = f'COMPREPLY=($(compgen -W "{flags}" -- "$cur"))'
    return f'        "{_path(node)}") if [[ $cur == -* ]]; then {dashed}; else {offered}; fi ;;\n'


SHELL = Shell(name="bash", file_name="insights.bash", render=_bash)
