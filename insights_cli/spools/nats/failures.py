"""What the errors of NATS and of the way to it mean to those who use a spool."""

from collections.abc import Sequence

from insights_cli.errors import InsightsError
from insights_cli.spools import SpoolAwayError, SpoolFullError, SpoolUnavailableError

# The numbers are those of nats-server's errors.json.
NOT_ENABLED = {10039, 10076}
NO_PLACE = {10005, 10023, 10047, 10074, 10028}
BUSY_ID = 10158
WRONG_LAST = {10071, 10164}
STREAM_MISSING = 10059
MESSAGE_MISSING = {10037, 10043, 10057}
CONSUMER_MISSING = 10014
_FULL_WORDS = ("maximum bytes exceeded", "maximum messages exceeded", "maximum messages per subject")


class ApiError(Exception):
    """JetStream answered with an error; *number* is its err_code, *status* like one of HTTP."""

    def __init__(self, number: int, status: int, words: str) -> None:
        super().__init__(f"{words} ({number})")
        self.number, self.status, self.words = number, status, words

    @property
    def is_full(self) -> bool:
        """Whether the stream is at its limit."""
        return any(words in self.words for words in _FULL_WORDS)

    @property
    def is_passing(self) -> bool:
        """Whether it may well be otherwise a little later, as when there is no leader."""
        return self.status == 503 and self.number not in NOT_ENABLED and not self.is_full


def translated(error: ApiError, shown: str) -> InsightsError:
    """The refusal as the promise names it."""
    notes = _notes(shown, str(error))
    if error.is_full:
        return SpoolFullError(
            "SP101",
            "the spool is full: its stream takes no more",
            fix="let the upstream take what waits, or raise --spool-max",
            notes=notes,
        )
    if error.number in NOT_ENABLED:
        return no_jetstream(shown, error)
    if error.is_passing:
        return away(shown, str(error))
    return SpoolUnavailableError(
        "SP147", "JetStream refused", fix="see the cause; the rights of the account may lack", notes=notes
    )


def away(shown: str, cause: str) -> SpoolAwayError:
    """Nobody answers, or no quorum."""
    return SpoolAwayError(
        "SP145",
        "NATS does not acknowledge: no server answers, or its stream has no quorum",
        fix="look at the cluster: nats server report jetstream; insights goes on by itself when it can",
        notes=_notes(shown, cause),
    )


def unreachable(shown: str, cause: str) -> SpoolAwayError:
    """There is no connection."""
    fix = "check the address, that the servers run, and the firewall; try: nats server check connection"
    return SpoolAwayError("SP141", f"no NATS server answers at {shown}", fix=fix, notes=_notes(shown, cause))


def not_let_in(shown: str, cause: str) -> SpoolUnavailableError:
    """Wrong credentials."""
    fix = "check user and password, ?creds=FILE, ?nkey=FILE or ?cert=FILE&key=FILE of the address"
    return SpoolUnavailableError("SP142", "NATS does not let insights in", fix=fix, notes=_notes(shown, cause))


def no_tls(shown: str, cause: str) -> SpoolUnavailableError:
    """No trust, or the wrong name in a certificate."""
    fix = "name the authorities that signed the servers' certificates: ?ca=FILE"
    return SpoolUnavailableError("SP149", "no TLS connection to NATS", fix=fix, notes=_notes(shown, cause))


def no_jetstream(shown: str, error: BaseException) -> SpoolUnavailableError:
    """A server without JetStream, or an account without."""
    fix = "switch it on: jetstream { store_dir: ... } in the servers' configuration, and for the account"
    notes = _notes(shown, str(error))
    return SpoolUnavailableError("SP143", "NATS is there, but without JetStream", fix=fix, notes=notes)


def other_settings(shown: str, told: Sequence[tuple[str, str]]) -> SpoolUnavailableError:
    """A stream or consumer exists with settings that break the promise; *told* are its name and a difference each."""
    fix = "set them right with: nats stream edit, nats consumer edit; or give the spool another name in its address"
    summary = f"what is at {shown} has other settings than the spool needs"
    return SpoolUnavailableError("SP144", summary, fix=fix, notes=tuple(told))


def no_place(shown: str, replicas: int, error: BaseException) -> SpoolUnavailableError:
    """The cluster cannot hold so many replicas, or so many bytes."""
    fix = "ask for fewer with --spool-replicas, for less room with --spool-max, or add servers"
    notes = _notes(shown, str(error))
    return SpoolUnavailableError("SP146", f"the cluster has no place for {replicas} replicas", fix=fix, notes=notes)


def too_large(envelope_bytes: int, most_bytes: int) -> SpoolUnavailableError:
    """One envelope that no message can carry."""
    fix = "raise max_payload in the servers' configuration"
    summary = f"an event of {envelope_bytes:,} bytes is larger than NATS takes ({most_bytes:,})"
    return SpoolUnavailableError("SP150", summary, fix=fix)


def strange(error: Exception) -> SpoolUnavailableError:
    """Something that nobody thought of."""
    return SpoolUnavailableError("SP103", "the spool cannot write", notes=(("cause", repr(error)),))


def closed() -> SpoolUnavailableError:
    """Something was asked after close."""
    return SpoolUnavailableError("SP105", "the spool is closed")


def _notes(shown: str, cause: str) -> tuple[tuple[str, str], ...]:
    words = " ".join(cause.split())
    return (("spool", shown), ("cause", words[:500] or "no answer in time"))
