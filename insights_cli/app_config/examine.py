"""Ask every rule about every deployment, and turn what is found into facts to show."""

from collections.abc import Iterable

from insights_cli.app_config.checks import Finding, Rule, Subject
from insights_cli.app_config.deployments import CannotTell
from insights_cli.app_config.masks import Mask
from insights_cli.model.diagnostic import Diagnostic, Location, Skipped, in_order
from insights_cli.yaml12.nodes import Node, Source, walk

_LONGEST = 500
_INFERRED = "(Likely: inferred from public texts, not documented.)"


def examine(subject: Subject, rules: Iterable[Rule]) -> tuple[tuple[Diagnostic, ...], tuple[Skipped, ...]]:
    """Ask each of *rules*; give what they found, by place, and what they could not be asked.

    A finding that several deployments share is given once, and every secret is hidden.
    """
    found: dict[tuple[str, Location, str | None, str], tuple[Rule, Finding]] = {}
    skipped: dict[tuple[str, str], Skipped] = {}
    for rule in rules:
        for deployment in subject.deployments:
            try:
                for finding in rule.check(deployment, subject):
                    found.setdefault((rule.code, finding.at, finding.key, finding.identity), (rule, finding))
            except CannotTell as unknown:
                skipped.setdefault((rule.code, unknown.reason), Skipped(code=rule.code, reason=unknown.reason))
    if not found:
        return (), tuple(skipped.values())
    mask, texts = mask_of(subject), {**_included_texts(subject), **subject.texts}
    diagnostics = in_order(_diagnostic(rule, finding, mask, texts) for rule, finding in found.values())
    return diagnostics, tuple(skipped.values())


def mask_of(subject: Subject) -> Mask:
    """What hides the secrets of all files that take part, also of values that another file overrides."""
    roots: dict[int, Node] = {}
    for deployment in subject.deployments:
        for source in deployment.document.sources:
            roots.update({id(tree): tree for tree in (source.raw, source.tree) if tree is not None})
    return Mask([*roots.values(), *(entity.root for entity in subject.project.entities)])


def _included_texts(subject: Subject) -> dict[str, Source]:
    """The texts that came in by $include, by shown path."""
    trees = [source.tree for each in subject.deployments for source in each.document.sources if source.included]
    return {node.source.path: node.source for tree in trees if tree for _, node in walk(tree)}


def _diagnostic(rule: Rule, finding: Finding, mask: Mask, texts: dict[str, Source]) -> Diagnostic:
    source = texts.get(finding.at.path)
    excerpt = mask.line(source, finding.at.line) if source is not None else None
    return Diagnostic(
        code=rule.code,
        severity=finding.severity or rule.severity,
        summary=_short(mask.sentence(finding.summary)),
        location=finding.at,
        key=mask.sentence(finding.key) if finding.key else None,
        excerpt=excerpt,
        label=mask.sentence(finding.label) if finding.label else None,
        why=f"{rule.why} {_INFERRED}" if rule.likely else rule.why,
        fix=_short(mask.sentence(finding.fix or rule.fix)),
        notes=tuple((name, mask.sentence(text)) for name, text in finding.notes),
        identity=finding.identity or finding.at.path,
    )


def _short(text: str) -> str:
    """The *text*, cut where a value of the configuration made it endless."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 3]}..."
