"""`insights token status`."""

from pathlib import Path
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.credentials import fingerprints, no_token, profile_name, records, resolve
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.token.flags import STRAY, ProfileFlag, TokenFileFlag, started
from insights_cli.model.diagnostic import Diagnostic, Severity
from insights_cli.render.diagnostics import full
from insights_cli.render.envelope import diagnostic_json, envelope
from insights_cli.render.tokens import status_json, status_text
from insights_cli.tokens.status import SourceRow, SourceState, remarks, rows

app = new_app()


@app.command(
    context_settings=STRAY,
    epilog=exit_codes(
        OK="a token is configured", FINDINGS="it has expired", UNKNOWN="its source is broken", NO_CREDENTIALS="none is"
    ),
)
def show_status(
    ctx: typer.Context,
    profile: ProfileFlag = None,
    token_file: TokenFileFlag = None,
    everything: Annotated[bool, typer.Option("--all", help="List the other stored profiles too.")] = False,
    json: JsonFlag = False,
) -> int:
    """Say which token counts and what it shadows.

    Offline; no store is opened, so nothing prompts.
    """
    invocation = started(ctx, "token status")
    name = profile_name(invocation, profile)
    shown = _rows(invocation, name, token_file=token_file, everything=everything)
    warnings = remarks(shown, invocation.runtime.now())
    code = _exit_code(shown, warnings)
    if json:
        failure = no_token(name).diagnostic() if code is ExitCode.NO_CREDENTIALS else None
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
    for each in (*warnings, *((no_token(name).diagnostic(),) if code is ExitCode.NO_CREDENTIALS else ())):
        invocation.note(full(each, invocation.error_style))
    return code


def _rows(invocation: Invocation, profile: str, *, token_file: Path | None, everything: bool) -> tuple[SourceRow, ...]:
    known = records(invocation)
    return rows(
        resolve(invocation, profile=profile, token_file=token_file),
        record=next((each for each in known if each.name == profile), None),
        others=[each for each in known if everything and each.name != profile],
        fingerprint=fingerprints(invocation),
    )


def _exit_code(shown: tuple[SourceRow, ...], warnings: tuple[Diagnostic, ...]) -> ExitCode:
    states = {row.state for row in shown}
    if SourceState.BROKEN in states:
        return ExitCode.UNKNOWN
    if SourceState.IN_USE not in states:
        return ExitCode.NO_CREDENTIALS
    return ExitCode.FINDINGS if any(each.severity is Severity.ERROR for each in warnings) else ExitCode.OK
