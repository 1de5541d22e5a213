"""`insights token test`."""

from enum import StrEnum
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.token import profile_name
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.token.flags import STRAY, NoTokenFlag, ProfileFlag, TokenFileFlag, parse_seconds, started
from insights_cli.cli.token.plan import Plan
from insights_cli.render.trial import trial_json, trial_text
from insights_cli.tokens.trial import Level, Trial, Verdict


class Method(StrEnum):
    """What `--method` can say."""

    GET = "get"
    HEAD = "head"
    POST = "post"


app = new_app()


@app.command(
    context_settings=STRAY,
    epilog=exit_codes(
        OK="accepted; with --level local or connect, every step went well",
        FINDINGS="rejected: the request arrived, and the answer was 401 or 403",
        UNKNOWN="unverified: something else went wrong; the token may be fine",
        NO_CREDENTIALS="absent: none is configured",
    ),
)
def try_token(
    ctx: typer.Context,
    level: Annotated[
        Level, typer.Option(help="local: only here; connect: up to TLS; auth: one request with the token.")
    ] = Level.AUTH,
    url: Annotated[
        str | None, typer.Option(metavar="URL", help="Where to test it.  [env: INSIGHTS_UPSTREAM_URL]")
    ] = None,
    method: Annotated[Method, typer.Option(help="How to ask; post sends an empty batch of events.")] = Method.GET,
    timeout: Annotated[str, typer.Option(metavar="TIME", help="How long all steps may take together.")] = "10s",
    profile: ProfileFlag = None,
    token_file: TokenFileFlag = None,
    json: JsonFlag = False,
    _token: NoTokenFlag = None,
) -> int:
    """Find out step by step whether the token works.

    Nothing is called but the URL that you give. With --level connect it may be left out: then the documented host is
    reached, and the token is not sent.
    """
    invocation = started(ctx, "token test")
    name = profile_name(invocation, profile)
    plan = Plan(level=level, url=url, method=method.upper(), limit_s=parse_seconds(timeout), token_file=token_file)
    trial, token = plan.run(invocation, name)
    code = _exit_code(trial)
    if json:
        invocation.answer(trial_json(trial, token, exit_code=code, profile=name))
    else:
        invocation.answer(trial_text(trial, name, invocation.style))
    return code


def _exit_code(trial: Trial) -> ExitCode:
    match trial.verdict:
        case Verdict.ACCEPTED:
            return ExitCode.OK
        case Verdict.REJECTED:
            return ExitCode.FINDINGS
        case Verdict.ABSENT:
            return ExitCode.NO_CREDENTIALS
        case Verdict.UNVERIFIED:
            return ExitCode.OK if trial.is_passed else ExitCode.UNKNOWN
