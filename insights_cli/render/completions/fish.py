"""Completion for fish."""

from insights_cli.render.completions import FlagLike, NodeLike, Shell, every_node

_HEAD = """\
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
"""


def _fish(root: NodeLike) -> str:
    nodes = list(every_node(root))
    paths = " ".join(_quote(" ".join(node.words)) for node in nodes[1:])
    lines = [line for node in nodes for line in _lines(node)]
    return f"{_HEAD}set -g __insights_paths {paths}\ncomplete -c insights -f\n" + "".join(lines)


def _lines(node: NodeLike) -> list[str]:
    here = f"complete -c insights -n {_quote('__insights_at ' + ' '.join(node.words))}"
    lines = [f"{here} -a {child.words[-1]} -d {_quote(child.line)}\n" for child in node.children]
    lines += [f"{here} {_flag(flag)}\n" for flag in node.flags]
    for positional in node.positionals:
        if positional.choices:
            lines.append(f"{here} -a {_quote(' '.join(positional.choices))}\n")
        elif positional.is_path:
            lines.append(f"{here} -F\n")
    return lines


def _flag(flag: FlagLike) -> str:
    names = [f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in flag.names]
    takes = ""
    if flag.choices:
        takes = f" -x -a {_quote(' '.join(flag.choices))}"
    elif flag.metavar:
        takes = " -r -F" if flag.is_path else " -x"
    return f"{' '.join(names)}{takes} -d {_quote(flag.help)}"


def _quote(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SHELL = Shell(name="fish", file_name="insights.fish", render=_fish)
