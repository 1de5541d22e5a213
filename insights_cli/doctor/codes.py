"""The pages of the doctor's checks and failures."""

from insights_cli.doctor.checks.registry import CHECKS
from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS = (
    Explanation(
        code="DR001",
        title="a running Backstage did not answer",
        severity=Severity.ERROR,
        why="What the configuration names as backend.baseUrl is not running, or cannot be reached from this machine.",
        fix="Start it, or ask without it: insights doctor --offline.",
    ),
    Explanation(
        code="DR002",
        title="the support bundle cannot be written",
        severity=Severity.ERROR,
        why="The file that was named is in a folder that does not exist or may not be written.",
        fix="Name another file: insights doctor --bundle /tmp/bundle.zip.",
    ),
    *(check.explanation for check in CHECKS),
)
