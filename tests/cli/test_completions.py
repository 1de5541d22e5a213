"""The completion scripts work in the real shells."""

import shutil
import subprocess
from pathlib import Path

import pytest

COMPLETIONS = Path(__file__).parents[2] / "completions"
BASH = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1))
_insights
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def in_bash(*words: str) -> set[str]:
    """What bash offers for the last of *words*."""
    quoted = " ".join(f"'{word}'" for word in ("insights", *words))
    script = BASH.format(script=COMPLETIONS / "insights.bash", words=quoted)
    done = subprocess.run(["bash", "--norc", "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        (("exp",), {"explain"}),
        (("completion", "z"), {"zsh"}),
        (("completion", "--col"), {"--color"}),
        (("completion", "--color", "al"), {"always"}),
        (("explain", "--schema", ""), set()),
    ],
    ids=["command", "argument", "flag", "value", "free-value"],
)
def test_bash_offers_what_fits(words: tuple[str, ...], offered: set[str]) -> None:
    """Commands, arguments, flags and values of flags are completed, each in its place."""
    assert in_bash(*words) == offered


@pytest.mark.parametrize(("shell", "file"), [("zsh", "_insights"), ("fish", "insights.fish")])
def test_other_shells_can_read_their_script(shell: str, file: str) -> None:
    """The script has no syntax error."""
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    subprocess.run([shell, "-n", COMPLETIONS / file], check=True)


def test_fish_offers_commands() -> None:
    """Fish completes a command name."""
    if not shutil.which("fish"):
        pytest.skip("fish is not installed")
    code = f"source {COMPLETIONS / 'insights.fish'}; complete -C 'insights exp'"
    done = subprocess.run(["fish", "--no-config", "-c", code], capture_output=True, text=True, check=True)
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == ["explain"]
