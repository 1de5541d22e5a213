"""What a test of the token found: steps in order, and one of four verdicts; pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from insights_cli.tokens import CurrentToken
from insights_cli.tokens.cleaning import can_be_sent
from insights_cli.tokens.expiry import age_words, expiry_words
from insights_cli.tokens.profiles import ProfileRecord


class Level(StrEnum):
    """How far a test goes: only here, up to a secured connection, or to one authenticated request."""

    LOCAL = "local"
    CONNECT = "connect"
    AUTH = "auth"


class Verdict(StrEnum):
    """What is known about the token: only a delivered request can accept or reject it."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    UNVERIFIED = "unverified"
    ABSENT = "absent"


class StepState(StrEnum):
    """How one step went."""

    OK = "ok"
    WARN = "warn"
    FAIL = "fail"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its name, how it went in *text*, and for a failure its *fix*.

    *is_retryable* means that the same test may go well later with nothing changed on this side.
    """

    name: str
    state: StepState
    text: str
    fix: str | None = None
    is_retryable: bool = False


class StepFailedError(Exception):
    """A step failed, and with it the test."""

    def __init__(self, step: Step) -> None:
        super().__init__(step.name)
        self.step = step


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The whole test; *target* is the URL in words, *retry_after_s* what the service asked for."""

    verdict: Verdict
    level: Level
    steps: tuple[Step, ...]
    target: str | None = None
    http_status: int | None = None
    retry_after_s: int | None = None

    @property
    def failed(self) -> Step | None:
        """The step that failed, if one did."""
        return next((step for step in self.steps if step.state is StepState.FAIL), None)

    @property
    def is_passed(self) -> bool:
        """Whether what was asked for went well: accepted, or every step of a lesser level."""
        if self.verdict is Verdict.UNVERIFIED:
            return self.level is not Level.AUTH and self.failed is None
        return self.verdict is Verdict.ACCEPTED


def failure(name: str, text: str, *, fix: str | None = None, is_retryable: bool = False) -> StepFailedError:
    """A failed step, ready to be raised."""
    step = Step(name=name, state=StepState.FAIL, text=text, fix=fix, is_retryable=is_retryable)
    return StepFailedError(step)


def passed(name: str, text: str) -> Step:
    """A step that went well."""
    return Step(name=name, state=StepState.OK, text=text)


def local_steps(
    token: CurrentToken,
    *,
    record: ProfileRecord | None,
    doubts: Iterable[str],
    level: Level,
    now: datetime,
) -> tuple[Step, ...]:
    """Judge what can be judged here. Where nobody will be asked, a doubt is a failure; else the service decides."""
    bad = StepState.FAIL if level is Level.LOCAL else StepState.WARN
    name = f", fingerprint {token.fingerprint}" if token.fingerprint else ""
    age = f", age {age_words(record.created_at, now)}" if record else ""
    steps = [passed("token", f"{token.source}{name}{age}")]
    words = "; ".join(doubts)
    if not can_be_sent(token.secret):
        text = "it has characters that cannot be sent in an HTTP header"
        fix = "copy the token again from its origin, then: insights token set"
        return (*steps, Step(name="shape", state=StepState.FAIL, text=text, fix=fix))
    steps.append(
        Step(name="shape", state=bad, text=words, fix="check that it is the API token")
        if words
        else passed("shape", "plausible")
    )
    if record and record.expires_at:
        is_over = record.expires_at <= now
        text = f"{expiry_words(record.expires_at, now)}, as said when it was stored"
        fix = "create a new token, then: insights token set --expires DATE"
        steps.append(Step(name="expiry", state=bad, text=text, fix=fix) if is_over else passed("expiry", text))
    return tuple(steps)
