"""CPU of reading a large configuration, with marks, against PyYAML's CSafeLoader on the same text.

Run by hand: python -m tests.benchmarks.yaml [LINES]
"""

import sys
from collections.abc import Callable
from statistics import median
from time import process_time

import yaml

from insights_cli.app_config.files import MemoryFiles
from insights_cli.app_config.sources import load
from insights_cli.yaml12.grammar.document import parse_exactly
from insights_cli.yaml12.nodes import Source
from insights_cli.yaml12.parse import parse_yaml

BLOCK = """\
section{n}:
  baseUrl: https://backstage{n}.example.com:7007/api  # where it answers
  title: "Portal {n}"
  enabled: true
  port: {n}
  token: ${{TOKEN_{n}}}
  list:
    - name: item-{n}
      tags: [a, b, 'c']
      retries: 3
    - {{name: other, weight: 0.5}}
  text: |
    first line
      second line

    last line
"""
ROUNDS = 7


def text_of(lines: int) -> str:
    """A configuration of about *lines* lines."""
    return "".join(BLOCK.format(n=number) for number in range(lines // BLOCK.count("\n")))


def seconds(action: Callable[[], object]) -> float:
    """The process CPU seconds of one *action*."""
    before = process_time()
    action()
    return process_time() - before


def main() -> None:
    """Print the medians and their ratio to CSafeLoader."""
    text = text_of(int(sys.argv[1]) if len(sys.argv) > 1 else 30_000)
    files = MemoryFiles({"/r/app-config.yaml": text.encode()})
    actions: dict[str, Callable[[], object]] = {
        "CSafeLoader": lambda: yaml.load(text, Loader=yaml.CSafeLoader),
        "parse_yaml, with marks": lambda: parse_yaml(Source("app-config.yaml", text)),
        "load, with substitution and merge": lambda: load(
            environment={}, folder="/r", files=files, configs=["app-config.yaml"]
        ),
        "exact grammar": lambda: parse_exactly(Source("app-config.yaml", text)),
    }
    figures = {
        name: median(seconds(action) for _ in range(1 if "exact" in name else ROUNDS))
        for name, action in actions.items()
    }
    for name, figure in figures.items():
        print(f"{name:<36} {figure * 1000:8.1f} ms  {figure / figures['CSafeLoader']:5.2f}")


if __name__ == "__main__":
    main()
