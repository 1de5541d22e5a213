"""The codes of the demo."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS = (
    Explanation(
        code="DM001",
        title="the demo's server did not start",
        severity=Severity.ERROR,
        why="The demo runs insights serve on a free port of this machine; its last words say what is wrong.",
        fix="Run insights serve by hand in your project, and look at what it says.",
    ),
)
