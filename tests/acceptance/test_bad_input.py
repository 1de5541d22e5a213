"""Whatever is given as a configuration: a clear answer, the right exit code, soon and in little memory."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.acceptance.program import PROGRAM, Outcome, run_program

pytestmark = pytest.mark.skipif(not PROGRAM.exists(), reason="the program is not installed beside this Python")

Make = Callable[[Path], object]


def _text(text: str) -> Make:
    return lambda path: path.write_bytes(text.encode("utf-8", "surrogateescape"))


def _loop(path: Path) -> None:
    path.write_text("a:\n  $include: other.yaml\n")
    (path.parent / "other.yaml").write_text("b:\n  $include: c.yaml\n")


ALIASES = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
CASES: dict[str, tuple[Make, int, str]] = {
    "missing": (lambda path: None, 3, "IN002"),
    "folder": (lambda path: path.mkdir(), 3, "IN003"),
    "empty": (_text(""), 1, "IN101"),
    "list root": (_text("- a\n- b\n"), 3, "IN006"),
    "text root": (_text("hello\n"), 3, "IN006"),
    "binary": (lambda path: path.write_bytes(bytes(range(256)) * 40), 3, "IN0"),
    "invalid UTF-8": (lambda path: path.write_bytes(b"a: \xff\xfe\xfd\n"), 1, "IN101"),
    "50 MB": (lambda path: path.write_bytes(b"a: b\n" * 10_000_000), 3, "IN004"),
    "100 aliases": (_text("a: &a 1\nb: [" + ", ".join(["*a"] * 101) + "]\n"), 3, "IN008"),
    "alias bomb": (_text(ALIASES), 3, "IN0"),
    "self-alias": (_text("a: &a\n  b: *a\n"), 3, "IN008"),
    "include loop": (_loop, 3, "IN011"),
    "10,000 deep, flow": (_text("a: " + "[" * 10_000 + "]" * 10_000 + "\n"), 3, "IN007"),
    "10,000 deep, block": (_text("".join(f"{' ' * depth}a:\n" for depth in range(10_000))), 3, "IN0"),
    "tab": (_text("a:\n\tb: 1\n"), 3, "IN005"),
    "duplicate keys": (_text("a: 1\nb: 2\na: 3\n"), 3, "IN005"),
    "several documents": (_text("a: 1\n---\nb: 2\n"), 3, "IN005"),
    "CRLF": (_text("backstageInsights:\r\n  salt: 12\r\n"), 1, "IN105"),
    "BOM": (_text("\ufeffbackstageInsights:\n  salt: 12\n"), 1, "IN105"),
    "FIFO": (os.mkfifo, 3, "IN003"),
    "URL": (lambda path: None, 3, "IN002"),
}


def _is_clear(outcome: Outcome) -> bool:
    return "Traceback" not in outcome.out + outcome.err and outcome.code in (0, 1, 2, 3)


@pytest.mark.parametrize("case", CASES, ids=str)
def test_bad_input_gets_a_clear_answer(tmp_path: Path, case: str) -> None:
    """The code of the answer is said with the file, the exit code fits, within 2 seconds and 200 MB."""
    make, code, said = CASES[case]
    (tmp_path / "x").mkdir()
    path = tmp_path / "x" / "c.yaml"
    make(path)
    outcome = run_program("check-config", "--config", "x/c.yaml", cwd=tmp_path)
    assert _is_clear(outcome)
    assert (outcome.code, said in outcome.out + outcome.err) == (code, True)
    assert "c.yaml" in outcome.out + outcome.err
    assert outcome.cpu_s < 2
    assert outcome.memory_mb < 200


@pytest.mark.parametrize("given", ["/dev/null", "-"])
def test_nothing_at_all_is_an_empty_configuration(tmp_path: Path, given: str) -> None:
    """The null device and an empty standard input hold nothing, which is no error of reading."""
    outcome = run_program("check-config", given, cwd=tmp_path)
    assert (outcome.code, "IN101" in outcome.out) == (1, True)


def test_endless_input_is_cut_off(tmp_path: Path) -> None:
    """A device that never ends is refused, not read."""
    outcome = run_program("check-config", "/dev/zero", cwd=tmp_path)
    assert (outcome.code, "IN003" in outcome.err, outcome.cpu_s < 2) == (3, True, True)


def test_a_reader_that_leaves_is_quiet(tmp_path: Path) -> None:
    """`| head -1` prints its line, and nobody complains."""
    (tmp_path / "app-config.yaml").write_text(
        "backstageInsights:\n  captureEntityFields:\n" + "    - spec.type\n" * 20_000
    )
    piped = subprocess.run(
        f"'{PROGRAM}' check-config | head -1", shell=True, cwd=tmp_path, capture_output=True, text=True, timeout=20
    )
    assert piped.stdout.count("\n") == 1
    assert piped.stderr == ""


def test_a_large_configuration_is_checked_soon(tmp_path: Path) -> None:
    """30,000 lines take less than 2 seconds of processor time."""
    block = "  s{0}:\n    title: Service {0}\n    url: https://s{0}.example.com\n    tags:\n      - a\n      - {0}\n"
    text = "services:\n" + "".join(block.format(number) for number in range(5_000))
    (tmp_path / "app-config.yaml").write_text(f"{text}backstageInsights:\n  salt: 12\n")
    outcome = run_program("check-config", cwd=tmp_path)
    assert "app-config.yaml:30003:9: error[IN105]" in outcome.out
    assert outcome.cpu_s < 2
