"""Predict the sensitive spans of a labelled file, and say how many values a CPU-second took.

    python tests/benchmarks/redaction.py GOLD [--roster FILE] --predictions OUT

GOLD holds JSON lines `{"id", "field", "value", "kind"}`, plain or gzipped; the roster is a JSON list of
`{"name", "user", "email"}`. OUT gets JSON lines `{"id", "spans": [[start, end, type], ...]}`, offsets in code points.
"""

import argparse
import gzip
import json
import statistics
import time
from pathlib import Path
from typing import Any

from insights_cli.redact.redactor import Redactor
from insights_cli.redact.roster import NOBODY, Person, Roster


def read_lines(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON lines, gzipped or not."""
    content = path.read_bytes()
    text = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
    return [json.loads(line) for line in text.decode().split("\n") if line.strip()]


def read_roster(path: Path | None) -> Roster:
    """The people of a roster file."""
    if path is None:
        return NOBODY
    people = json.loads(path.read_text(encoding="utf-8"))
    return Roster.of(
        Person(ref=f"user:default/{each['user']}".lower(), name=each.get("name", ""), email=each.get("email", ""))
        for each in people
    )


def predict(redactor: Redactor, records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The spans of every record, by path and content."""
    return [
        {
            "id": record["id"],
            "spans": [
                [span.start, span.end, str(span.type)]
                for span in redactor.spans(record["field"], record["value"], kind=record.get("kind", ""))
            ],
        }
        for record in records
    ]


def values_per_cpu_second(redactor: Redactor, records: list[dict[str, Any]], rounds: int) -> float:
    """The median over *rounds* of detecting alone; patterns and facts about single words are remembered, values not."""
    work = [(record["field"], record["value"], record.get("kind", "")) for record in records]
    rates = []
    for _ in range(rounds):
        started = time.process_time()
        for path, value, kind in work:
            redactor.spans(path, value, kind=kind)
        rates.append(len(work) / (time.process_time() - started))
    return statistics.median(rates)


def main() -> None:
    """Write predictions and print the rate."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--roster", type=Path)
    parser.add_argument("--predictions", type=Path, required=True)
    parser.add_argument("--rounds", type=int, default=7, help="how often the whole file is timed")
    options = parser.parse_args()
    records = read_lines(options.gold)
    redactor = Redactor(roster=read_roster(options.roster))
    predictions = predict(redactor, records)
    options.predictions.write_text("".join(json.dumps(each) + "\n" for each in predictions), encoding="utf-8")
    rate = values_per_cpu_second(redactor, records, options.rounds)
    print(f"{len(records)} values, {rate:,.0f} values per CPU-second (median of {options.rounds})")


if __name__ == "__main__":
    main()
