"""The lines of a running server: how it starts, what passes, how forwarding goes, and the books at the end."""

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from insights_cli.pipeline.gate import Flow
from insights_cli.pipeline.ledger import Balance
from insights_cli.pipeline.notices import DeadLettered, Notice, Paused, Resumed, Stalled
from insights_cli.pipeline.passages import Passage, Stage
from insights_cli.pipeline.view import passage_view, seen_leaves
from insights_cli.render.columns import folded
from insights_cli.render.diagnostics import printable, width_of
from insights_cli.render.style import Style

_WIDEST_SUBJECT = 60
_MARKS = {Stage.REJECTED: "!!", Stage.WAITING: "..", Stage.DELIVERED: "->", Stage.DEAD: "xx"}
_COLORS = {Stage.REJECTED: "red", Stage.WAITING: "dim", Stage.DELIVERED: "green", Stage.DEAD: "red"}


def check_line(name: str, words: str, style: Style, *, good: bool = True) -> str:
    """One startup check: what was looked at, and what was found."""
    shown = folded(words, style, indent=16)
    return f"  {style.paint(f'{name:<14}', 'bold')}{shown if good else style.paint(shown, 'yellow')}"


def passage_line(passage: Passage, style: Style, *, short: bool) -> str:
    """One event that was accepted or has moved on; *short* shows the time of day only."""
    moment = passage.accepted_at.astimezone(UTC)
    time = f"{moment:%H:%M:%S}" if short else f"{moment:%Y-%m-%dT%H:%M:%S}"
    _, data = passage.read()
    hidden = sum(data.redactions.values())
    tail = f"  {passage.detail}" if passage.detail else f"  {hidden} hidden" if hidden else ""
    subject = _cut(printable(data.subject or ""))
    action = printable(data.action) or "(event)"
    user = data.identity.ref.rpartition("/")[2][:9] if data.identity else "-"
    mark = style.paint(_MARKS[passage.stage], _COLORS[passage.stage])
    stamp = f"{time}.{moment.microsecond // 1000:03d}{'' if short else 'Z'}"
    width = _WIDEST_SUBJECT if short else 0
    return f"{stamp}  {mark} {action:<9} {subject:<{width}} {user} {passage.id}{printable(tail)}"


def passage_json(passage: Passage) -> str:
    """The same as one JSON object on one line; its shape is published as the schema `seen-event`."""
    return json.dumps({"schema": "insights.seen-event/1", **passage_view(passage)}, ensure_ascii=False, allow_nan=False)


def notice_line(notice: Notice, target: str) -> str:
    """What a person should know about forwarding; empty for what need not be said."""
    match notice:
        case Paused():
            return (
                f"forwarding pauses [{notice.code}]: {printable(notice.detail)}; events are kept"
                f" (next try in {notice.wait_s:.0f} s; insights explain {notice.code})"
            )
        case Stalled() if notice.failures == 1:
            return f"forwarding to {target} stalls [{notice.code}]: {printable(notice.detail)}; events are kept"
        case Resumed():
            return f"forwarding to {target} goes on after {notice.after_s:.1f} s"
        case DeadLettered():
            return f"dead letter {notice.id} [{notice.code}]: {printable(notice.detail)}"
        case _:
            return ""


def balance_lines(found: Balance) -> Sequence[str]:
    """The books, as they are printed at the end."""
    came = f"received {found.received}"
    if found.brought_forward:
        came += f" + {found.brought_forward} from before"
    if found.elsewhere:
        came += f" + {found.elsewhere} through others"
    parts = [
        f"rejected {found.rejected}",
        f"delivered {found.delivered}",
        f"waiting {found.waiting}",
        f"dead {found.dead}",
    ]
    parts += [f"purged {found.purged}"] if found.purged else []
    parts += [f"lost {found.lost} to damage"] if found.lost else []
    lines = [f"{came} = {' + '.join(parts)}"]
    if found.difference:
        lines.append(f"the books do not balance: {found.difference:+} events; this is a bug (SV004)")
    return lines


def upstream_words(flow: Flow, *, since: datetime | None, trouble: str) -> str:
    """How the upstream does, in few words."""
    if since is None and not trouble:
        return "nothing sent yet"
    if flow is Flow.FLOWING and not trouble:
        return "upstream ok"
    stamp = f" since {since.astimezone(UTC):%H:%M:%S}" if since else ""
    return f"upstream {flow.value}{stamp}: {trouble}"


def footer_lines(
    events: Mapping[str, int], *, rate: float, upstream: str, keys: Sequence[str], width: int
) -> Sequence[str]:
    """The two lines that stay at the bottom of a terminal: the counters, then how the upstream does and the keys.

    *keys* are said in as many words as there is room for, the longest first.
    """
    shown = ("received", "delivered", "waiting", "rejected", "dead")
    counts = " | ".join(f"{name} {events[name]}" for name in shown)
    last = [" | ".join(filter(None, (printable(upstream), each))) for each in keys] or [printable(upstream)]
    fitting = next((each for each in last if width_of(each) < width), last[-1])
    # The last column stays free: a terminal that has written it may go to the next line.
    return (_short(f"{counts} | {rate:.0f}/s", width - 1), _short(fitting, width - 1))


def live_line(passage: Passage, style: Style, width: int) -> str:
    """One event as far as it has come, in at most *width* columns."""
    (_, data), last = passage.read(), passage.attempts[-1] if passage.attempts else None
    user = data.identity.ref.rpartition("/")[2][:9] if data.identity else "-"
    answer = f"{last.status or '---'} {last.took_s * 1000:.0f} ms" if last else passage.stage.value
    room = max(width - len(answer) - 37, 12)
    entity = data.entity.ref.rpartition("/")[2] if data.entity else "-"
    entity = _short(printable(entity), max(room * 2 // 5, 5))
    room -= width_of(entity)
    subject = _pad(_short(printable(data.subject or passage.detail), room), room)
    time = f"{passage.accepted_at.astimezone(UTC):%H:%M:%S}"
    mark = style.paint(_MARKS[passage.stage], _COLORS[passage.stage])
    action = _pad(_short(printable(data.action) or "(event)", 9), 9)
    return f"{time} {mark} {action} {subject} {entity} {user:<9} {answer}"


def _short(text: str, most: int) -> str:
    """At most *most* columns of *text*."""
    if width_of(text) <= most:
        return text
    kept = text[: max(most - 3, 0)]
    while kept and width_of(kept) > most - 3:
        kept = kept[:-1]
    return f"{kept}..."[: max(most, 0)]


def _pad(text: str, width: int) -> str:
    return text + " " * (width - width_of(text))


def detail_lines(passage: Passage) -> Sequence[str]:
    """Each field of one event: its fate, as received, as sent, and what decided."""
    action = printable(passage.read()[1].action) or "(event)"
    lines = [f"{passage.id}  {action}  {passage.stage.value}  {printable(passage.detail)}"]
    for leaf in seen_leaves(passage):
        by = f"  ({printable(', '.join(filter(None, (leaf.rule, leaf.place))))})" if leaf.rule or leaf.place else ""
        change = "" if leaf.fate == "sent" else f" -> {printable(str(leaf.sent))}"
        lines.append(f"  {leaf.fate:<14} {printable(leaf.path)}: {printable(str(leaf.received))}{change}{by}")
    return lines


def rate_line(left_out: int, style: Style) -> str:
    """What stands for events that came too fast to be shown."""
    return style.paint(f"... {left_out} more events, not shown one by one", "dim")


def _cut(text: str) -> str:
    return text if len(text) <= _WIDEST_SUBJECT else f"{text[: _WIDEST_SUBJECT - 3]}..."


def now_stamp(moment: datetime) -> str:
    """A time stamp for a line in a pipe."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
