"""What starting costs: process CPU as a multiple of `python -c pass`, and beside the real `config:check`.

    python tests/benchmarks/startup.py [--rounds N] [--json]

All commands take turns in the same run and the least of the rounds counts, so that other work on the machine hardly
matters. Bytecode is written to a folder of the run's own, as an installed program has it. Where Node is present,
`@backstage/cli-module-config` is fetched by npm and its `config:check` runs on the sample project side by side.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

TOP = Path(__file__).resolve().parents[2]
PROGRAM = str(Path(sys.executable).parent / "insights")
SAMPLE = TOP / "insights_cli" / "demo" / "sample"
CONFIG_CHECK = "0.1.7"
LIMITS = {
    "--version": 1.5,
    "--help": 1.5,
    "completion bash": 1.5,
    "check-config --help": 8.0,
    "check-config (300 lines)": 9.0,
    "check-config --lax (sample)": 9.0,
}


def three_hundred_lines() -> str:
    """A configuration of 300 lines with Insights set up in the last ones."""
    head = "app:\n  baseUrl: https://portal.example.com\npermission:\n  enabled: true\n"
    tail = "spotify:\n  apiToken: ${TOKEN}\n  licenseKey: ${LICENSE}\n"
    tail += "backstageInsights:\n  hostFilter: portal.example.com\n"
    block = "  - type: url\n    target: https://git.example.com/team-{0}/catalog-info.yaml\n"
    block += "    rules:\n      - allow: [Component, API]\n"
    middle = "catalog:\n  locations:\n" + "".join(block.format(number) for number in range(72))
    return head + middle + "  # more\n" + tail


def cpu_s(argv: Sequence[str], folder: Path, environ: dict[str, str]) -> float:
    """The processor seconds of one run, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, cwd=folder, env=environ, stdin=subprocess.DEVNULL, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def config_check() -> list[str] | None:
    """The command line of the real `config:check`, fetched by npm unless it is there; None without Node."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    cache = Path(os.environ.get("INSIGHTS_TEST_CACHE") or Path.home() / ".cache" / "insights-tests")
    place = cache / f"config-check-{CONFIG_CHECK}"
    program = place / "node_modules" / "@backstage" / "cli-module-config" / "bin" / "backstage-cli-module-config"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        words = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix", str(place)]
        subprocess.run([*words, f"@backstage/cli-module-config@{CONFIG_CHECK}"], capture_output=True)
    return ["node", str(program), "config:check", "--lax"] if program.exists() else None


def commands(folder: Path) -> dict[str, tuple[list[str], Path]]:
    """What is measured, by name: the command line and the folder it runs in."""
    (folder / "app-config.yaml").write_text(three_hundred_lines())
    found = {
        "python -c pass": ([sys.executable, "-c", "pass"], folder),
        "--version": ([PROGRAM, "--version"], folder),
        "--help": ([PROGRAM, "--help"], folder),
        "completion bash": ([PROGRAM, "completion", "bash"], folder),
        "check-config --help": ([PROGRAM, "check-config", "--help"], folder),
        "check-config (300 lines)": ([PROGRAM, "check-config"], folder),
        "check-config --lax (sample)": ([PROGRAM, "check-config", "--lax"], SAMPLE),
    }
    real = config_check()
    return {**found, "config:check --lax (sample)": (real, SAMPLE)} if real else found


def measure(rounds: int) -> dict[str, float]:
    """The least processor seconds of every command over *rounds*, one round more to warm up."""
    with TemporaryDirectory() as name:
        environ = {"PATH": os.environ["PATH"], "HOME": name, "PYTHONPYCACHEPREFIX": f"{name}/bytecode"}
        environ |= {"TOKEN": "a.b", "LICENSE": "c.d"}
        todo = commands(Path(name))
        least: dict[str, float] = {}
        for turn in range(rounds + 1):
            for each, (argv, folder) in todo.items():
                spent = cpu_s(argv, folder, environ)
                least[each] = min(least.get(each, spent), spent) if turn > 1 else spent
    return least


def main() -> int:
    """Measure, print, and fail where a ratio is over its limit."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    least = measure(chosen.rounds)
    base = least.pop("python -c pass")
    ratios = {name: spent / base for name, spent in least.items()}
    if chosen.json:
        sys.stdout.write(json.dumps({"base_s": base, "ratios": ratios}, indent=2) + "\n")
        return 0
    sys.stdout.write(f"python -c pass: {base * 1000:.1f} ms\n")
    for name, ratio in ratios.items():
        limit = LIMITS.get(name)
        sys.stdout.write(f"{ratio:7.2f}  {name}" + (f"  (at most {limit})" if limit else "") + "\n")
    real = ratios.get("config:check --lax (sample)")
    share = ratios["check-config --lax (sample)"] / real if real else 0.0
    sys.stdout.write(
        f"{share:7.3f}  of config:check  (at most 0.1)\n" if real else "        no Node: config:check not measured\n"
    )
    return int(share > 0.1 or any(ratios[name] > limit for name, limit in LIMITS.items()))


if __name__ == "__main__":
    sys.exit(main())
