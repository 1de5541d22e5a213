"""What the codes of forwarding mean."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS: tuple[Explanation, ...] = (
    Explanation(
        code="UP001",
        title="there is nothing to forward to",
        severity=Severity.ERROR,
        why="The target is neither an HTTP address nor a file.",
        fix="Use --upstream https://HOST/PATH or --sink file:PATH.",
    ),
    Explanation(
        code="UP002",
        title="a certificate file cannot be used",
        severity=Severity.ERROR,
        why="It cannot be read or holds no certificate, so a trusted connection is impossible.",
        fix="Name a PEM file: --upstream-ca for authorities, --upstream-cert for certificate and key.",
    ),
    Explanation(
        code="UP003",
        title="the file cannot be written",
        severity=Severity.ERROR,
        why="Events would have nowhere to go.",
        fix="Name a file in a folder that you may write to.",
    ),
    Explanation(
        code="UP101",
        title="the upstream does not accept the token",
        severity=Severity.ERROR,
        why="It answered 401 or 403. Events are kept, tried now and then, and at once when the token changes.",
        fix="Set a token that it accepts: insights token set.",
    ),
    Explanation(
        code="UP102",
        title="the upstream does not take events at this address",
        severity=Severity.ERROR,
        why="It gave an answer that no event can change, such as 404. Events are kept and tried now and then.",
        fix="Check the path of --upstream.",
    ),
    Explanation(
        code="UP103",
        title="the upstream points elsewhere",
        severity=Severity.ERROR,
        why="Redirects to another host are not followed, as that host would get the token. Events are kept.",
        fix="Give the final address with --upstream.",
    ),
    Explanation(
        code="UP105",
        title="the upstream cannot be reached",
        severity=Severity.WARNING,
        why="The connection, the time or the answer broke off. Events are kept and sent again.",
        fix="Check the network, the proxy variables and the address.",
    ),
    Explanation(
        code="UP106",
        title="the upstream is overloaded or failing",
        severity=Severity.WARNING,
        why="It answered with a status that says later, such as 429 or 503. Events are kept and sent again.",
        fix="Wait, or ask those who run it.",
    ),
    Explanation(
        code="UP201",
        title="the upstream refuses this event",
        severity=Severity.ERROR,
        why="Sent alone, it was answered with 400 or 422; it was set aside as a dead letter.",
        fix="Look at it with insights events show, then replay or purge it.",
    ),
    Explanation(
        code="UP202",
        title="this event is too large for the upstream",
        severity=Severity.ERROR,
        why="Sent alone, it was answered with 413; it was set aside as a dead letter.",
        fix="Capture fewer fields, then replay or purge it.",
    ),
)
