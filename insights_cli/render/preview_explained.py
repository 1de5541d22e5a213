"""An explained field for people."""

from insights_cli.capture.misses import Miss
from insights_cli.model.fate import Fate
from insights_cli.preview.explain import ExplainedLeaf, words_of
from insights_cli.preview.subject import Subject
from insights_cli.preview.values import Values
from insights_cli.render.diagnostics import printable
from insights_cli.render.preview import decision, shown_path, shown_value
from insights_cli.render.style import Style


def explained_text(subject: Subject, explained: ExplainedLeaf, style: Style, *, values: Values) -> str:
    """One leaf: value, fate, who captures it, what its path and its content say, and how to change that."""
    leaf = explained.leaf
    facts = [("fate", leaf.fate.value), ("value", shown_value(leaf, values)), ("decided by", decision(leaf))]
    facts += [("captured by", rule.decided_by) for rule in leaf.rules[1:]]
    facts.append(("path rule", f"{explained.rule}: {explained.rule_why}"))
    if explained.if_captured is not None:
        why = ", ".join(words_of(explained.if_captured))
        facts.append(("if captured", f"{explained.if_captured.fate.value}{f': {why}' if why else ''}"))
        facts.append(("to capture", f"{subject.config_key}: [{shown_path(leaf, values)}]"))
    elif leaf.fate is Fate.SENT:
        facts.append(("content", "nothing personal or secret was recognised"))
    if explained.rule == "prose":
        facts.append(("to keep", f"INSIGHTS_ACCEPT_PROSE={shown_path(leaf, values)} lets it leave once it is searched"))
    title = f"{subject.ref} {shown_path(leaf, values)}"
    return _block(title, facts, style)


def missed_text(subject: Subject, path: str, miss: Miss, style: Style) -> str:
    """A field that the entity lacks."""
    facts = [("fate", "absent"), ("why", miss.why)]
    if miss.suggestion:
        facts.append(("likely", miss.suggestion))
    return _block(f"{subject.ref} {path}", facts, style)


def _block(title: str, facts: list[tuple[str, str]], style: Style) -> str:
    lines = [style.paint(printable(title), "bold")]
    lines += [f"  {label + ':':<12} {printable(text)}".rstrip() for label, text in facts if text]
    return "\n".join(lines) + "\n"
