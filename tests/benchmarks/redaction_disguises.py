"""Disguise the mail addresses, telephone numbers and tokens of a labelled file, and count how many are still found.

    python tests/benchmarks/redaction_disguises.py GOLD [--roster FILE]

GOLD holds JSON lines `{"id", "field", "value", "kind", "spans"}`; every span of the types below is disguised in its
value, and counts as found when no more than a fifth of what it became stays uncovered by spans of any type.
"""

import argparse
import html
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from insights_cli.redact.redactor import Redactor
from tests.benchmarks.redaction import read_lines, read_roster

MAIL = frozenset({"EMAIL"})
TOKENS = frozenset({"VCS_TOKEN", "CHAT_TOKEN", "CLOUD_KEY", "JWT"})
ALL = MAIL | TOKENS | {"PHONE"}
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)} | {0x20: 0x3000}

Disguise = Callable[[str], str]
DISGUISES: dict[str, tuple[frozenset[str], Disguise]] = {
    "none": (ALL, lambda text: text),
    "full width": (ALL, lambda text: text.translate(FULL_WIDTH)),
    "zero width": (ALL, "\u200b".join),
    "zero width joiner": (ALL, lambda text: f"{text[:3]}\u200d{text[3:]}"),
    "soft hyphen": (ALL, lambda text: f"{text[: len(text) // 2]}\u00ad{text[len(text) // 2 :]}"),
    "percent": (ALL, lambda text: quote(text, safe="")),
    "percent everything": (ALL, lambda text: "".join(f"%{byte:02X}" for byte in text.encode())),
    "percent twice": (ALL, lambda text: quote(quote(text, safe=""), safe="")),
    "entities": (ALL, lambda text: "".join(f"&#{ord(char)};" for char in text)),
    "hex entities": (ALL, lambda text: "".join(f"&#x{ord(char):x};" for char in text)),
    "named entities": (ALL, lambda text: html.escape(text).replace("@", "&commat;").replace("+", "&plus;")),
    "upper case": (ALL, str.upper),
    "[at]": (MAIL, lambda text: text.replace("@", " [at] ")),
    "(at)": (MAIL, lambda text: text.replace("@", "(at)")),
    "[at] [dot]": (MAIL, lambda text: text.replace("@", " [at] ").replace(".", " [dot] ")),
    "at dot": (MAIL, lambda text: text.replace("@", " at ").replace(".", " dot ")),
    "_at_": (MAIL, lambda text: text.replace("@", "_at_")),
    "-at-": (MAIL, lambda text: text.replace("@", "-at-")),
}
WRAPPINGS: dict[str, Callable[[str], tuple[str, str, str]]] = {
    "JSON": lambda text: ('{"id": 7, "v": "', json.dumps(text)[1:-1], '"}'),
    "JSON in JSON": lambda text: ('{"a": "{\\"v\\": \\"', json.dumps(json.dumps(text)[1:-1])[1:-1], '\\"}"}'),
    "JSON escapes": lambda text: ('{"v": "', "".join(f"\\u{ord(char):04x}" for char in text), '"}'),
    "query": lambda text: ("https://example.org/find?x=1&v=", quote(text, safe=""), "&y=2"),
}


def disguised(
    record: dict[str, Any], types: frozenset[str], disguise: Disguise
) -> tuple[str, list[tuple[str, int, int]]]:
    """The value of *record* with its spans of *types* disguised, and where they are now."""
    value = ""
    spans = []
    done = 0
    for start, end, kind in sorted(record["spans"]):
        if kind in types and start >= done:
            value += record["value"][done:start]
            hidden = disguise(record["value"][start:end])
            spans.append((kind, len(value), len(value) + len(hidden)))
            value += hidden
            done = end
    return value + record["value"][done:], spans


def wrapped(
    record: dict[str, Any], wrap: Callable[[str], tuple[str, str, str]]
) -> Iterator[tuple[str, list[tuple[str, int, int]]]]:
    """Each span of *record* alone inside another notation, under the name that such a field would have."""
    for start, end, kind in record["spans"]:
        if kind in ALL:
            head, body, tail = wrap(record["value"][start:end])
            if kind not in MAIL:
                name = "phone" if kind == "PHONE" else "token"
                head = head.replace('"v', f'"{name}').replace("v=", f"{name}=")
            yield head + body + tail, [(kind, len(head), len(head) + len(body))]


def is_found(spans: list[tuple[int, int]], start: int, end: int) -> bool:
    """Whether four fifths of the stretch are covered."""
    covered: set[int] = set()
    for left, right in spans:
        covered.update(range(max(start, left), min(end, right)))
    return len(covered) >= 0.8 * (end - start)


def main() -> None:
    """Print the share found per disguise and kind."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--roster", type=Path)
    options = parser.parse_args()
    records = [record for record in read_lines(options.gold) if any(span[2] in ALL for span in record["spans"])]
    redactor = Redactor(roster=read_roster(options.roster))
    cases = {
        name: [
            (record, *disguised(record, types, disguise))
            for record in records
            if types & {s[2] for s in record["spans"]}
        ]
        for name, (types, disguise) in DISGUISES.items()
    }
    for name, wrap in WRAPPINGS.items():
        cases[name] = [
            ({**record, "field": "spec.note"}, *each) for record in records for each in wrapped(record, wrap)
        ]
    print(f"{'disguise':20}{'mail':>8}{'phone':>8}{'token':>8}")
    for name, examples in cases.items():
        counts = {"mail": [0, 0], "phone": [0, 0], "token": [0, 0]}
        for record, value, spans in examples:
            found = [
                (span.start, span.end) for span in redactor.spans(record["field"], value, kind=record.get("kind", ""))
            ]
            for kind, start, end in spans:
                count = counts["mail" if kind in MAIL else "phone" if kind == "PHONE" else "token"]
                count[1] += 1
                count[0] += is_found(found, start, end)
        print(f"{name:20}" + "".join(f"{hit / of:8.3f}" if of else f"{'-':>8}" for hit, of in counts.values()))


if __name__ == "__main__":
    main()
