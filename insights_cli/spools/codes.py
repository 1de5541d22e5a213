"""What the codes of the spool mean."""

from insights_cli.model.diagnostic import Severity
from insights_cli.model.explanation import Explanation

EXPLANATIONS: tuple[Explanation, ...] = (
    Explanation(
        code="SP101",
        title="the spool is full",
        severity=Severity.ERROR,
        why="Events wait, or lie dead, up to the limit that was set; new ones are refused so that none is lost.",
        fix="Let the upstream take what waits, purge dead letters (insights events purge), or raise --spool-max.",
    ),
    Explanation(
        code="SP102",
        title="the disk of the spool is full",
        severity=Severity.ERROR,
        why="The file system has no room for a durable write; what waits is untouched and goes on being delivered.",
        fix="Free room on the file system of the spool; accepting resumes by itself.",
    ),
    Explanation(
        code="SP103",
        title="the spool cannot write",
        severity=Severity.ERROR,
        why="The storage answered with an error, so nothing of the request was acknowledged.",
        fix="Look at the cause that is shown and at the system's log; then: insights spool check.",
    ),
    Explanation(
        code="SP104",
        title="another process holds the spool",
        severity=Severity.ERROR,
        why="One process writes a spool file; two would deliver everything twice.",
        fix="Stop the process that is named, or give this one its own file with --spool.",
    ),
    Explanation(
        code="SP105",
        title="the spool is closed",
        severity=Severity.ERROR,
        why="Something was asked of a spool after it was let go, as while a server stops.",
        fix="Ask again when the server is up.",
    ),
    Explanation(
        code="SP106",
        title="the spool was written by a newer insights",
        severity=Severity.ERROR,
        why="Its schema version is not known here, and guessing could lose events.",
        fix="Upgrade insights, or give it another file with --spool.",
    ),
    Explanation(
        code="SP107",
        title="there is no spool at this address",
        severity=Severity.ERROR,
        why="The file does not exist, or the address has a form that no kind of spool knows.",
        fix="Start the server once, or name the spool with --spool.",
    ),
    Explanation(
        code="SP108",
        title="the spool cannot be opened",
        severity=Severity.ERROR,
        why="The file or its folder cannot be read or written by this user.",
        fix="Check the owner and the rights of the folder and the file that are named.",
    ),
    Explanation(
        code="SP109",
        title="the spool is damaged",
        severity=Severity.ERROR,
        why="Bytes of the file do not match their checksums or the file's structure is broken.",
        fix="Stop the server, then: insights spool repair.",
    ),
    Explanation(
        code="SP111",
        title="there is no such event in the spool",
        severity=Severity.ERROR,
        why="It was delivered or purged, or the id is not complete.",
        fix="List the ids there are: insights events list.",
    ),
    Explanation(
        code="SP112",
        title="the address of the spool is not understood",
        severity=Severity.ERROR,
        why="A spool is named by a path or by an address that begins with its kind.",
        fix="Give a path, or an address such as sqlite:/var/lib/insights/spool.db.",
    ),
    Explanation(
        code="SP113",
        title="this kind of spool cannot be checked or repaired",
        severity=Severity.ERROR,
        why="It keeps no file of its own that could be damaged.",
        fix="Use the tools of the engine that keeps it.",
    ),
    Explanation(
        code="SP110",
        title="the server that holds the spool did not answer",
        severity=Severity.ERROR,
        why="Replay and purge are carried out by the process that holds the spool, and it did not do so in time.",
        fix="Look whether the process that is named still works; then ask again.",
    ),
)
