"""The test of a token in words and in JSON; never the token."""

from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.model.json import JsonValue
from insights_cli.render.diagnostics import printable
from insights_cli.render.envelope import envelope
from insights_cli.render.style import Style
from insights_cli.tokens import CurrentToken
from insights_cli.tokens.trial import Step, StepState, Trial, Verdict

_COLORS = {StepState.OK: "green", StepState.WARN: "yellow", StepState.FAIL: "red", StepState.SKIPPED: "dim"}
_MARKS = {StepState.SKIPPED: "--"}
_CODES = {Verdict.REJECTED: "TK401", Verdict.UNVERIFIED: "TK402", Verdict.ABSENT: "TK101"}


def trial_text(trial: Trial, profile: str, style: Style) -> str:
    """The target, one line a step, the verdict, and the fix of what failed."""
    lines = [f"{trial.target or 'this machine'}   profile {profile}", *(_line(step, style) for step in trial.steps)]
    lines.append(f"{style.paint(trial.verdict.value, 'bold')}: {_meaning(trial)}")
    lines += [f"  = fix: {printable(step.fix)}" for step in trial.steps if step.fix and step.state is not StepState.OK]
    return "\n".join(lines) + "\n"


def trial_json(trial: Trial, token: CurrentToken | None, *, exit_code: int, profile: str) -> str:
    """The same for programs: complete also when the token could not be tested."""
    broken = trial.failed
    return envelope(
        "token test",
        exit_code=exit_code,
        summary={state.value: sum(step.state is state for step in trial.steps) for state in StepState},
        failure=diagnosis(trial) if broken else None,
        verdict=trial.verdict.value,
        level=trial.level.value,
        failed_step=broken.name if broken else None,
        retryable=broken.is_retryable if broken else False,
        retry_after_s=trial.retry_after_s,
        http_status=trial.http_status,
        target=trial.target,
        token={
            "profile": profile,
            "source": token.source if token else None,
            "fingerprint": token.fingerprint if token else None,
        },
        steps=[_step_json(step) for step in trial.steps],
    )


def diagnosis(trial: Trial) -> Diagnostic:
    """The failure as a fact to show."""
    broken = trial.failed
    code = "TK403" if broken and broken.name == "url" else _CODES.get(trial.verdict, "TK402")
    return Diagnostic(
        code=code,
        severity=Severity.ERROR,
        summary=f"{trial.verdict.value}: {_meaning(trial)}",
        fix=broken.fix if broken else None,
        notes=(("cause", f"{broken.name}: {broken.text}"),) if broken else (),
    )


def _meaning(trial: Trial) -> str:
    match trial.verdict:
        case Verdict.ACCEPTED:
            return "the service took the token"
        case Verdict.REJECTED:
            return "the request arrived, and the service refused the token"
        case Verdict.ABSENT:
            return "no token is configured"
        case Verdict.UNVERIFIED if trial.is_passed:
            return f"every step up to {trial.level.value} went well; the token was not sent"
        case Verdict.UNVERIFIED if trial.failed and trial.failed.name == "auth":
            return "no answer about the token came; it may be fine"
        case _:
            return "the token was not sent; it may be fine"


def _line(step: Step, style: Style) -> str:
    mark = style.paint(f"[{_MARKS.get(step.state, step.state.value)}]", _COLORS[step.state])
    gap = " " * (6 - len(_MARKS.get(step.state, step.state.value)) - 1)
    return f"  {mark}{gap}{step.name:<7} {printable(step.text)}"


def _step_json(step: Step) -> JsonValue:
    return {
        "name": step.name,
        "state": step.state.value,
        "text": step.text,
        "fix": step.fix,
        "retryable": step.is_retryable,
    }
