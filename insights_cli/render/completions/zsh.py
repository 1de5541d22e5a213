"""Completion for zsh."""

from insights_cli.render.completions import FlagLike, NodeLike, PositionalLike, Shell, every_node


def _zsh(root: NodeLike) -> str:
    functions = [_function(node) for node in every_node(root)]
    head = "#compdef insights\n# zsh completion for insights; made from the command tree, do not edit.\n\n"
    return head + "\n".join(functions) + '\n_insights "$@"\n'


def _name(node: NodeLike) -> str:
    return "_" + "_".join(node.words).replace("-", "_")


def _function(node: NodeLike) -> str:
    specs = [_flag(flag) for flag in node.flags]
    if node.children:
        return _group(node, specs)
    specs += [f"'*:{_takes(each)}'" for each in node.positionals[:1]]
    return f"{_name(node)}() {{\n  _arguments -s {_lines(specs)}\n}}\n"


def _group(node: NodeLike, specs: list[str]) -> str:
    rows = "\n".join(f"    {_quote(child.words[-1] + ':' + child.line)}" for child in node.children)
    cases = "\n".join(f"        {child.words[-1]}) {_name(child)} ;;" for child in node.children)
    arguments = _lines([*specs, "'1:command:->command'", "'*::argument:->argument'"])
    return f"""{_name(node)}() {{
  local curcontext=$curcontext state line
  local -a commands=(
{rows}
  )
  _arguments -s -C {arguments}
  case $state in
    command) _describe command commands ;;
    argument)
      case $line[1] in
{cases}
      esac ;;
  esac
}}
"""


def _takes(each: PositionalLike) -> str:
    if each.is_path:
        return "file:_files"
    return f"value:({' '.join(each.choices)})" if each.choices else "value:"


def _lines(specs: list[str]) -> str:
    return " ".join(f"\\\n    {spec}" for spec in specs)


def _flag(flag: FlagLike) -> str:
    help_text = flag.help.replace("[", "\\[").replace("]", "\\]").replace(":", "\\:")
    action = ""
    if flag.choices:
        action = f":value:({' '.join(flag.choices)})"
    elif flag.metavar:
        action = ":file:_files" if flag.is_path else ":value:"
    if len(flag.names) == 1:
        return _quote(f"*{flag.names[0]}[{help_text}]{action}")
    return "'*'{" + ",".join(flag.names) + "}" + _quote(f"[{help_text}]{action}")


def _quote(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


SHELL = Shell(name="zsh", file_name="_insights", render=_zsh)
