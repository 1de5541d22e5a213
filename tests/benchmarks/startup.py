"""What starting costs: process CPU as a multiple of `python -c pass`, and beside the real `config:check`.

    python tests/benchmarks/startup.py [--rounds N] [--json] [--install]

All commands take turns in the same run and the least of the rounds counts, so that other work on the machine hardly
matters. Bytecode is written to a folder of the run's own, as an installed program has it. Where Node is present,
`@backstage/cli-module-config` is fetched by npm and its `config:check` runs on the sample project side by side. As the
sample has no packages installed, `config:check` finds no schema there; with `--install` both run also in a copy of it
that has its public packages installed (700 MB, kept in the cache), which is what a real project looks like.

A tenth of `config:check` on the bare sample stays the aim, and is out of reach in Python 3.11: the interpreter and the
few modules of its library that typed code cannot do without spend seven tenths of that tenth (measured as `LIBRARY`),
libyaml one more, and what is left does not pay for loading and asking the rules.
"""

import argparse
import base64
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
LIBRARY = "import re, typing, json, datetime"
LIMITS = {
    "--version": 1.5,
    "--help": 1.5,
    "completion bash": 1.5,
    "check-config --help": 8.0,
    "check-config (300 lines)": 5.0,
    "-C . check-config (300 lines)": 5.0,
    "check-config --lax (sample)": 5.0,
    "decode-token FILE": 6.0,
    "token status": 6.0,
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


def sign_in_token() -> str:
    """A token of the shape that a Backstage backend issues, with a signature that nobody made."""
    header = {"typ": "vnd.backstage.user", "alg": "ES256", "kid": "1"}
    ref = "user:default/jane"
    claims: dict[str, object] = {"iss": "http://localhost:7007/api/auth", "sub": ref, "ent": [ref], "aud": "backstage"}
    claims |= {"iat": 1_790_000_000, "exp": 4_100_000_000}
    parts = [json.dumps(part).encode() for part in (header, claims)]
    return ".".join(base64.urlsafe_b64encode(part).decode().rstrip("=") for part in (*parts, b"\0" * 64))


def cpu_s(argv: Sequence[str], folder: Path, environ: dict[str, str]) -> float:
    """The processor seconds of one run, children included."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(argv, cwd=folder, env=environ, stdin=subprocess.DEVNULL, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def cache_folder() -> Path:
    """Where downloads are kept between runs."""
    return Path(os.environ.get("INSIGHTS_TEST_CACHE") or Path.home() / ".cache" / "insights-tests")


def npm_install(*words: str) -> None:
    """Run `npm install` without scripts."""
    flags = ("--silent", "--no-audit", "--no-fund", "--ignore-scripts", "--legacy-peer-deps")
    subprocess.run(["npm", "install", *flags, *words], capture_output=True)


def installed_copy() -> Path:
    """A copy of the sample with its public packages installed; those of the bundle are licensed and left out."""
    place = cache_folder() / "sample-installed"
    if not (place / "node_modules").is_dir():
        shutil.copytree(SAMPLE, place, dirs_exist_ok=True)
        for path in (place / "package.json", *place.glob("packages/*/package.json")):
            package = json.loads(path.read_text())
            wanted = package.get("dependencies", {})
            package["dependencies"] = {name: at for name, at in wanted.items() if not name.startswith("@spotify/")}
            package.pop("packageManager", None)
            package.pop("devDependencies", None)
            path.write_text(json.dumps(package))
        npm_install("--prefix", str(place))
    return place


def config_check() -> list[str] | None:
    """The command line of the real `config:check`, fetched by npm unless it is there; None without Node."""
    if not shutil.which("node") or not shutil.which("npm"):
        return None
    place = cache_folder() / f"config-check-{CONFIG_CHECK}"
    program = place / "node_modules" / "@backstage" / "cli-module-config" / "bin" / "backstage-cli-module-config"
    if not program.exists():
        place.mkdir(parents=True, exist_ok=True)
        npm_install("--prefix", str(place), f"@backstage/cli-module-config@{CONFIG_CHECK}")
    return ["node", str(program), "config:check", "--lax"] if program.exists() else None


def commands(folder: Path, *, is_installed: bool) -> dict[str, tuple[list[str], Path]]:
    """What is measured, by name: the command line and the folder it runs in."""
    (folder / "app-config.yaml").write_text(three_hundred_lines())
    (folder / "token.txt").write_text(sign_in_token())
    found = {
        "python -c pass": ([sys.executable, "-c", "pass"], folder),
        LIBRARY: ([sys.executable, "-c", LIBRARY], folder),
        "--version": ([PROGRAM, "--version"], folder),
        "--help": ([PROGRAM, "--help"], folder),
        "completion bash": ([PROGRAM, "completion", "bash"], folder),
        "check-config --help": ([PROGRAM, "check-config", "--help"], folder),
        "check-config (300 lines)": ([PROGRAM, "check-config"], folder),
        "-C . check-config (300 lines)": ([PROGRAM, "-C", ".", "check-config"], folder),
        "decode-token FILE": ([PROGRAM, "decode-token", "token.txt"], folder),
        "token status": ([PROGRAM, "token", "status"], folder),
        "check-config --lax (sample)": ([PROGRAM, "check-config", "--lax"], SAMPLE),
    }
    real = config_check()
    if real:
        found["config:check --lax (sample)"] = (real, SAMPLE)
    if real and is_installed:
        place = installed_copy()
        found["check-config --lax (installed)"] = ([PROGRAM, "check-config", "--lax"], place)
        found["config:check --lax (installed)"] = (real, place)
    return found


def measure(rounds: int, *, is_installed: bool) -> dict[str, float]:
    """The least processor seconds of every command over *rounds*, one round more to warm up."""
    with TemporaryDirectory() as name:
        environ = {"PATH": os.environ["PATH"], "HOME": name, "PYTHONPYCACHEPREFIX": f"{name}/bytecode"}
        environ |= {"TOKEN": "a.b", "LICENSE": "c.d"}
        todo = commands(Path(name), is_installed=is_installed)
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
    parser.add_argument("--install", action="store_true")
    chosen = parser.parse_args()
    least = measure(chosen.rounds, is_installed=chosen.install)
    base = least.pop("python -c pass")
    ratios = {name: spent / base for name, spent in least.items()}
    if chosen.json:
        sys.stdout.write(json.dumps({"base_s": base, "ratios": ratios}, indent=2) + "\n")
        return 0
    sys.stdout.write(f"python -c pass: {base * 1000:.1f} ms\n")
    for name, ratio in ratios.items():
        limit = LIMITS.get(name)
        sys.stdout.write(f"{ratio:7.2f}  {name}" + (f"  (at most {limit})" if limit else "") + "\n")
    shares = {
        where: ratios[f"check-config --lax ({where})"] / ratios[f"config:check --lax ({where})"]
        for where in ("sample", "installed")
        if f"config:check --lax ({where})" in ratios
    }
    for where, share in shares.items():
        sys.stdout.write(f"{share:7.3f}  of config:check ({where})  (at most 0.1)\n")
    if "sample" in shares:
        floor = ratios[LIBRARY] / ratios["config:check --lax (sample)"]
        sys.stdout.write(f"{floor:7.3f}  of config:check (sample) before the first line of ours: {LIBRARY}\n")
    is_slow = any(ratios[name] > limit for name, limit in LIMITS.items())
    return int(is_slow or any(share > 0.1 for share in shares.values()))


if __name__ == "__main__":
    sys.exit(main())
