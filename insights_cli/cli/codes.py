"""The codes of the command line itself."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS = (
    Explanation(
        code="CL001",
        title="the command line is not understood",
        severity=Severity.ERROR,
        why="A flag, an argument or a value does not exist or does not go with the others; nothing was done.",
        fix="Look at the help of the command: insights COMMAND --help.",
        bad="insights check-config --formt json",
        good="insights check-config --format json",
    ),
    Explanation(
        code="CL002",
        title="there is no such code or schema",
        severity=Severity.ERROR,
        why="Nothing with that name is known to this version.",
        fix="List all of them: insights explain.",
    ),
    Explanation(
        code="CL003",
        title="an output cannot be written",
        severity=Severity.ERROR,
        why="The folder does not exist, this user may not write there, or the disk is full.",
        fix="Name another file, or make room.",
    ),
    Explanation(
        code="CL070",
        title="insights has a bug",
        severity=Severity.ERROR,
        why="Something happened that no one thought of. The report names places in the code, and no value or argument.",
        fix="Send the report to the people who maintain insights.",
    ),
)
