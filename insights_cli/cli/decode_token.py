"""`insights decode-token [TOKEN|FILE|-]`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.evidence import Sources
from insights_cli.cli.examination import Examination, Options, examine
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.identity.checks import Status
from insights_cli.render.decoded_token import comparison_json, comparison_text, judged_json, judged_text
from insights_cli.render.diagnostics import full
from insights_cli.render.envelope import envelope

app = new_app()

_Tokens = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[TOKEN|FILE|-]...", help="What holds a token; standard input without it.", show_default=False
    ),
]
_Jwks = Annotated[str | None, typer.Option(metavar="URL|FILE", help="Verify the signature with these public keys.")]
_Backstage = Annotated[
    str | None, typer.Option(metavar="URL", help="Verify with the keys of this backend (backend.baseUrl).")
]
_At = Annotated[str | None, typer.Option(metavar="TIME", help="Judge as of TIME (ISO 8601, or seconds since 1970).")]
_Redact = Annotated[
    bool, typer.Option("--redact", help="Replace all names, so that the output can be shown to others.")
]
_Require = Annotated[
    list[str] | None,
    typer.Option(
        metavar="LIST", help="What counts: sub, exp, signature, type, claims, ent, catalog.", show_default=False
    ),
]
_Diff = Annotated[bool, typer.Option("--diff", help="Compare several tokens claim by claim.")]

_EPILOG = exit_codes(
    OK="sub is a user, and nothing else is wrong",
    FINDINGS="a check failed, such as a wrong sub, an expired token or a bad signature",
    UNKNOWN="no token in the input, or keys or catalog gave no answer",
)


@app.command(epilog=_EPILOG)
def decode_token(
    ctx: typer.Context,
    tokens: _Tokens = None,
    jwks: _Jwks = None,
    backstage: _Backstage = None,
    at: _At = None,
    redact: _Redact = False,
    require: _Require = None,
    diff: _Diff = False,
    json: JsonFlag = False,
) -> int:
    """Decode a Backstage sign-in token and check that `sub` is the ref of a user.

    Takes the token out of what is pasted: a header, a JSON answer, a HAR recording, a curl command, wrapped lines.
    The token is never printed and never sent anywhere.
    """
    invocation = invocation_of(ctx)
    invocation.command = "decode-token"
    sources = Sources(jwks=jwks, backstage=backstage, is_masked=redact)
    options = Options(
        inputs=tuple(tokens or ("-",)),
        sources=sources,
        at=at,
        required=tuple(require or ()),
        is_comparison=diff,
    )
    found = examine(options, invocation)
    code = _exit_code(found)
    invocation.answer(_write_json(found, code) if json else _write_text(found, invocation))
    if found.failure and not json:
        invocation.runtime.stderr.write(full(found.failure.diagnostic(), invocation.error_style) + "\n")
    return code


def _exit_code(found: Examination) -> ExitCode:
    if found.failure:
        return ExitCode.UNKNOWN
    return ExitCode.FINDINGS if found.is_bad else ExitCode.OK


def _write_text(found: Examination, invocation: Invocation) -> str:
    style = invocation.style
    blocks = [judged_text(each, style) for each in found.judged]
    if len(blocks) > 1:
        blocks = [f"{style.paint(name, 'bold')}\n{block}" for name, block in zip(found.names, blocks, strict=True)]
    if found.comparison:
        blocks = [comparison_text(found.comparison, found.names, found.judged, style)]
    for words in found.left_out:
        invocation.note(f"note: left out {words}")
    return "\n".join(blocks)


def _write_json(found: Examination, code: ExitCode) -> str:
    def count(status: Status) -> int:
        return sum(check.status is status for each in found.judged for check in each.verdict.checks)

    return envelope(
        "decode-token",
        exit_code=code,
        summary={"tokens": len(found.judged), "failed": count(Status.FAIL), "warnings": count(Status.WARN)},
        failure=found.failure.diagnostic() if found.failure else None,
        tokens=[judged_json(each) for each in found.judged],
        comparison=comparison_json(found.comparison, found.judged) if found.comparison else None,
        left_out=list(found.left_out),
    )
