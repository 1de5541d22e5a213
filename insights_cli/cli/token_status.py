"""What `insights token status` does with its request; the framework's part stands in `token/status.py`."""

from pathlib import Path

from insights_cli.cli.choice.token import fingerprints, no_token, profile_name, records, resolve
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.model.value import value
from insights_cli.render.diagnostics import full
from insights_cli.render.envelope import diagnostic_json, envelope
from insights_cli.render.tokens import status_json, status_text
from insights_cli.tokens.status import SourceRow, SourceState, remarks, rows


@value
class StatusRequest:
    """What the flags of `token status` say; *all* lists the other stored profiles too."""

    profile: str | None = None
    token_file: str | None = None
    all: bool = False
    json: bool = False


def answer(request: StatusRequest, invocation: Invocation) -> int:
    """Say which token counts and what it shadows; no store is opened, so nothing prompts."""
    invocation.command = "token status"
    invocation.format = "json" if request.json else invocation.format
    name = profile_name(invocation, request.profile)
    shown = _rows(invocation, name, request)
    warnings = remarks(shown, invocation.runtime.now())
    code = _exit_code(shown, warnings)
    failure = no_token(name).diagnostic() if not shown else None
    if request.json:
        invocation.answer(
            envelope(
                "token status",
                exit_code=code,
                failure=failure,
                profile=name,
                sources=status_json(shown),
                findings=[diagnostic_json(each) for each in warnings],
            )
        )
        return code
    invocation.answer(status_text(shown, invocation.runtime.now(), invocation.style))
    for each in (*warnings, *((failure,) if failure else ())):
        invocation.note(full(each, invocation.error_style))
    return code


def _rows(invocation: Invocation, profile: str, request: StatusRequest) -> tuple[SourceRow, ...]:
    known = records(invocation)
    token_file = Path(request.token_file) if request.token_file else None
    return rows(
        resolve(invocation, profile=profile, token_file=token_file),
        record=next((each for each in known if each.name == profile), None),
        others=[each for each in known if request.all and each.name != profile],
        fingerprint=fingerprints(invocation),
    )


def _exit_code(shown: tuple[SourceRow, ...], warnings: tuple[Diagnostic, ...]) -> ExitCode:
    states = {row.state for row in shown}
    if any(row.failure and row.failure.code == "TK101" for row in shown if row.state is SourceState.BROKEN):
        return ExitCode.NO_CREDENTIALS
    if SourceState.BROKEN in states:
        return ExitCode.UNKNOWN
    if SourceState.IN_USE not in states:
        return ExitCode.NO_CREDENTIALS
    return ExitCode.FINDINGS if any(each.severity is Severity.ERROR for each in warnings) else ExitCode.OK
