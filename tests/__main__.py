"""The one test command: style, types, architecture and facts; `python -m tests [PYTEST ARGUMENTS]`."""

import subprocess
import sys

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
STEPS = (
    ("lint", ["-m", "ruff", "check"]),
    ("format", ["-m", "ruff", "format", "--check", "-q"]),
    ("types", ["-m", "mypy", "--no-error-summary"]),
    ("architecture", ["-c", LINT_IMPORTS]),
    ("tests", ["-m", "pytest", "--cov", "--cov-report=term:skip-covered", "-rs"]),
)


def main(arguments: list[str]) -> int:
    """Run every step, also after one that failed, and return 1 if any did."""
    failed = []
    for name, command in STEPS:
        print(f"== {name}", flush=True)
        extra = arguments if name == "tests" else []
        if subprocess.run([sys.executable, *command, *extra]).returncode:
            failed.append(name)
    print(f"failed: {', '.join(failed)}" if failed else "all steps passed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
