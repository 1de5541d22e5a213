"""The preview of entities for people: one line a leaf, with its fate, its value and who decided."""

from collections.abc import Iterable, Sequence

from insights_cli.capture.fates import SENSITIVE_KEY, Absence, JudgedLeaf
from insights_cli.capture.paths import format_steps
from insights_cli.model.fate import Fate
from insights_cli.model.json import JsonValue
from insights_cli.model.plural import plural
from insights_cli.preview.subject import Role, Subject
from insights_cli.preview.values import Values
from insights_cli.render.columns import columns
from insights_cli.render.diagnostics import printable
from insights_cli.render.style import Style

_COLORS = {
    Fate.SENT: ("green",),
    Fate.PSEUDONYMISED: ("cyan",),
    Fate.REDACTED: ("yellow",),
    Fate.DROPPED: ("dim",),
    Fate.ABSENT: ("red",),
}
_HEAD = ("fate", "path", "value", "decided by")
_WIDEST = 60
_KEPT_STEPS = 2


def preview_text(subject: Subject, style: Style, *, values: Values, lists_all: bool) -> str:
    """One entity: its ref, the fields that are captured, what is absent, and the count of everything else."""
    rest = [leaf for leaf in subject.capture.leaves if not leaf.rules]
    captured = [leaf for leaf in subject.capture.leaves if leaf.rules]
    rows = [_ref_row(subject, values)]
    rows += [_leaf_row(leaf, values) for leaf in captured]
    rows += [_absence_row(absence) for absence in subject.capture.absences]
    rows += [_leaf_row(leaf, values) for leaf in rest] if lists_all else []
    if rest and not lists_all:
        more = plural(len(rest), *(("more leaf", "more leaves") if captured else ("leaf", "leaves")))
        rows.append((Fate.DROPPED, more, "(not shown)", "no rule captures them; --all lists them"))
    place = f"  {subject.place.path}:{subject.place.line}" if subject.place else ""
    name = f"{subject.ref}{' as the user who acts' if subject.role is Role.IDENTITY else ''}"
    title = f"{style.paint(printable(name), 'bold')}{style.paint(printable(place), 'dim')}"
    return f"{title}\n{_table(rows, style)}{totals(subject)}\n"


Row = tuple[Fate, str, str, str]


def _table(rows: Sequence[Row], style: Style) -> str:
    cells = [(fate.value, *rest) for fate, *rest in rows]
    return columns(_HEAD, cells, style, paint=lambda row, column: () if column else _COLORS[rows[row][0]], standing=1)


def totals(subject: Subject) -> str:
    """How many leaves have which fate; they add up."""
    counts = subject.capture.counts
    total = len(subject.capture.leaves)
    found = ", ".join(f"{counts[fate]} {fate.value}" for fate in Fate if fate is not Fate.ABSENT)
    absent = f"; {plural(counts[Fate.ABSENT], 'captured path')} absent"
    return f"{plural(total, 'leaf', 'leaves')} beside the ref: {found}{absent if counts[Fate.ABSENT] else ''}"


def shown_path(leaf: JudgedLeaf, values: Values) -> str:
    """The path of *leaf*, cut off before a key that may not leave unless values are shown."""
    if leaf.why == SENSITIVE_KEY and values is not Values.SHOW:
        return f"{format_steps(leaf.steps[:_KEPT_STEPS])}.***"
    return leaf.path


def shown_value(leaf: JudgedLeaf, values: Values) -> str:
    """The value of *leaf* before and after, as far as it may be shown."""
    before, after = plain(leaf.value), plain(leaf.sent)
    if values is Values.HIDE:
        return ""
    if leaf.fate is Fate.SENT:
        return after
    if not leaf.rules and values is Values.MASK:
        return "(not shown)"
    before = before if values is Values.SHOW else mask(before)
    return before if leaf.fate is Fate.DROPPED else f"{before} -> {after}"


def mask(text: str) -> str:
    """The first character and three stars, whatever the length; only stars for what one character gives away."""
    return f"{text[0]}***" if len(text) > _SHORT else "***"


def plain(value: JsonValue) -> str:
    """A value in one short line."""
    text = value if isinstance(value, str) else _WORDS.get(repr(value), str(value))
    text = " ".join(text[: 2 * _WIDEST].split())
    return text if len(text) <= _WIDEST else f"{text[: _WIDEST - 3]}..."


_SHORT = 3
_WORDS = {"None": "null", "True": "true", "False": "false"}


def _ref_row(subject: Subject, values: Values) -> Row:
    what = "user ref" if subject.ref.kind.lower() == "user" else "entity ref"
    ref = str(subject.ref)
    if subject.stand_in == ref:
        return (Fate.SENT, f"({what})", ref if values is not Values.HIDE else "", "every event names it")
    if subject.stand_in is None:
        return (Fate.DROPPED, f"({what})", "", "no pseudonym key")
    shown = "" if values is Values.HIDE else f"{ref} -> {subject.stand_in}"
    return (Fate.PSEUDONYMISED, f"({what})", shown, "every event names it")


def _leaf_row(leaf: JudgedLeaf, values: Values) -> Row:
    return (leaf.fate, shown_path(leaf, values), shown_value(leaf, values), decision(leaf))


def decision(leaf: JudgedLeaf) -> str:
    """Who decided, and why the value does not leave as it is."""
    whys = [*([leaf.why] if leaf.why else []), *_kinds(leaf)]
    if not leaf.rules:
        return leaf.why
    return f"{leaf.decided_by}: {', '.join(whys)}" if whys else leaf.decided_by


def _kinds(leaf: JudgedLeaf) -> Iterable[str]:
    return dict.fromkeys(
        reason.kind if reason.kind == reason.rule else f"{reason.kind} ({reason.rule})" for reason in leaf.reasons
    )


def _absence_row(absence: Absence) -> Row:
    what = "wrong path" if absence.miss.is_wrong else "no such field"
    near = f"; likely {absence.miss.suggestion}" if absence.miss.suggestion else ""
    return (Fate.ABSENT, absence.rule.path.text or "''", "-", f"{absence.rule.decided_by}: {what}{near}")
