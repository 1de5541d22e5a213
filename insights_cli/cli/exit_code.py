"""What the exit codes mean, the same for every command."""

from enum import IntEnum


class ExitCode(IntEnum):
    """Exit codes; when several apply, usage comes first, then unknown, then no credentials, then findings."""

    OK = 0
    FINDINGS = 1
    USAGE = 2
    UNKNOWN = 3
    NO_CREDENTIALS = 4
    BUG = 70
    INTERRUPTED = 130
    CLOSED_PIPE = 141
    TERMINATED = 143


_DEFAULTS = {
    ExitCode.OK: "asked, answered, nothing bad",
    ExitCode.FINDINGS: "asked, answered, the answer is bad",
    ExitCode.USAGE: "wrong flag, argument or value",
    ExitCode.UNKNOWN: "could not ask or finish",
}


def exit_codes(**meanings: str) -> str:
    r"""Write the rows that end a command's help; *meanings* replaces or adds rows by member name, empty drops one."""
    rows = {**_DEFAULTS, **{ExitCode[name]: text for name, text in meanings.items()}}
    return "\n".join(["\b", "Exit codes:", *(f"  {code.value:<3} {rows[code]}" for code in sorted(rows) if rows[code])])


_OTHERS = {
    ExitCode.NO_CREDENTIALS: "a credential is needed and none is configured",
    ExitCode.BUG: "a bug; a report without secrets is written, and its place is said",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.CLOSED_PIPE: "whoever read the output is gone",
    ExitCode.TERMINATED: "terminated",
}


def exit_status() -> tuple[tuple[str, str], ...]:
    """Every exit code and what it means in general, for the man page."""
    return tuple((str(code.value), f"{text[0].upper()}{text[1:]}.") for code, text in {**_DEFAULTS, **_OTHERS}.items())
