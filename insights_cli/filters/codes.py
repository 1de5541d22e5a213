"""The code of a filter that is not understood."""

from insights_cli.filters.fields import FIELDS
from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS = (
    Explanation(
        code="SV090",
        title="the filter is not understood",
        severity=Severity.ERROR,
        why="Filters are `field=value`, `!=`, `~` (contains), `!~`, `<`, `<=`, `>`, `>=`, joined by and, or, not and"
        " brackets; a bare word is looked for everywhere. Case does not count. Fields are those of the schema"
        f" seen-event ({', '.join(FIELDS[:11])}, ...), or a path into them such as attributes.to.",
        fix="Quote values with blanks, signs or brackets in them.",
        bad="action = = navigate",
        good='action=navigate and (entity~"payments" or status>=500)',
    ),
)
