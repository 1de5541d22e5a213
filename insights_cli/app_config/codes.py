"""The rules and the other codes of checking as explanations, for `insights explain`."""

from insights_cli.app_config.checks.registry import RULES
from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

_REPORT = Explanation(
    code="IN021",
    title="a report cannot be written",
    severity=Severity.ERROR,
    why="An answer that was asked for in a file and is not there would be missed later.",
    fix="name a file in a folder that exists, that may be written to and has room",
    bad="insights check-config --report sarif=no-such-folder/out.sarif",
    good="insights check-config --report sarif=out.sarif",
)
_BASELINE = Explanation(
    code="IN020",
    title="a baseline cannot be used",
    severity=Severity.ERROR,
    why="Without the known findings every one would look new.",
    fix="write a new one: insights check-config --write-baseline FILE",
    bad="insights check-config --baseline app-config.yaml",
    good="insights check-config --baseline .insights-baseline.json",
)

EXPLANATIONS = (
    _BASELINE,
    _REPORT,
    *(
        Explanation(
            code=rule.code,
            title=rule.title,
            severity=rule.severity,
            why=rule.why,
            fix=rule.fix,
            bad=rule.bad.rstrip("\n"),
            good=rule.good.rstrip("\n"),
            likely=rule.likely,
        )
        for rule in RULES
    ),
)
