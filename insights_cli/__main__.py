"""The console script: quick answers first, the whole program only when it is needed."""

import sys

from insights_cli.cli.fast import quick_answer


def main() -> int:
    """Run `insights` with the arguments of this process and return its exit code."""
    answer = quick_answer(sys.argv[1:])
    if answer is None:
        from insights_cli.cli.main import run_process

        return run_process(sys.argv[1:])
    try:
        sys.stdout.write(answer)
        sys.stdout.flush()
    except BrokenPipeError:
        from insights_cli.cli.main import closed_pipe

        return closed_pipe()
    return 0


if __name__ == "__main__":
    sys.exit(main())
