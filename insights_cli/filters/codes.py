"""The code of a filter that is not understood."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS = (
    Explanation(
        code="SV090",
        title="the filter is not understood",
        severity=Severity.ERROR,
        why="Filters are `field=value`, `!=`, `~` (contains), `!~`, `<`, `>`, joined by and, or, not and brackets.",
        fix="Quote values with blanks or signs in them; a bare word is looked for everywhere.",
        bad="action = = navigate",
        good='action=navigate and (entity~"payments" or status>=500)',
    ),
)
