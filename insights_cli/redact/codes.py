"""What the codes of redaction mean."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS: tuple[Explanation, ...] = (
    Explanation(
        code="RD001",
        title="the pseudonym key cannot be used",
        severity=Severity.ERROR,
        why="Whoever can guess the key can name every person behind a pseudonym; weak and published keys are refused.",
        fix="Use 32 random bytes; without a key file, insights makes one on first use.",
        bad="INSIGHTS_PSEUDONYM_KEY=secret",
        good="INSIGHTS_PSEUDONYM_KEY=$(python -c 'import secrets; print(secrets.token_hex(32))')",
    ),
    Explanation(
        code="RD002",
        title="the id of the pseudonym key is malformed",
        severity=Severity.ERROR,
        why="The id stands in every token and says which key made it.",
        fix="Use p1 for the first key, p2 for the one after it.",
        bad="prod-key",
        good="p2",
    ),
    Explanation(
        code="RD003",
        title="the pseudonym key file cannot be read or made",
        severity=Severity.ERROR,
        why="Without the key user refs are dropped, and with another key everybody would look like somebody new.",
        fix="Give the file to the user that runs insights, or name another one.",
    ),
    Explanation(
        code="RD004",
        title="others can read the pseudonym key file",
        severity=Severity.ERROR,
        why="Whoever reads the key can name every person behind a pseudonym.",
        fix="chmod 600 FILE",
    ),
)
