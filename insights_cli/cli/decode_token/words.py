"""What `insights decode-token` does, once its command line is understood."""

from insights_cli.cli.decode_token.examination import Examination, examine
from insights_cli.cli.decode_token.request import TokenRequest
from insights_cli.cli.exit_code import ExitCode
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.main import exit_code_of
from insights_cli.identity.checks import Status
from insights_cli.render.decoded_token import judged_json, judged_text
from insights_cli.render.diagnostics import full
from insights_cli.render.envelope import envelope
from insights_cli.render.token_comparison import comparison_json, comparison_text


def answer(request: TokenRequest, invocation: Invocation) -> ExitCode:
    """Do what the *request* says and give the exit code; what kept an answer from being complete is said after it."""
    invocation.command = "decode-token"
    invocation.format = "json" if request.json else "text"
    found = examine(request, invocation)
    code = _exit_code(found)
    invocation.answer(_write_json(found, code) if request.json else _write_text(found, invocation))
    if found.failure and not request.json:
        invocation.runtime.stderr.write(full(found.failure.diagnostic(), invocation.error_style) + "\n")
    return code


def _exit_code(found: Examination) -> ExitCode:
    if found.failure:
        return exit_code_of(found.failure)
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
