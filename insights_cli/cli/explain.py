"""`insights explain [CODE]`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.explanations import every_explanation, explanations_of
from insights_cli.cli.invocation import Invocation, invocation_of
from insights_cli.cli.options import JsonFlag
from insights_cli.errors import UsageError
from insights_cli.model.explanation import Explanation
from insights_cli.render.envelope import envelope
from insights_cli.render.explanation import explanation_json, explanation_list, explanation_text
from insights_cli.render.schemas import SCHEMAS, schema_text

app = new_app()


@app.command(
    epilog=exit_codes(
        OK="explained", FINDINGS="", USAGE="no such code or schema", UNKNOWN="the output cannot be written"
    )
)
def explain(
    ctx: typer.Context,
    code: Annotated[
        str | None, typer.Argument(metavar="CODE", help="A code such as IN105; a prefix such as IN1 lists its family.")
    ] = None,
    schema: Annotated[
        str | None, typer.Option(metavar="NAME", help=f"Print the JSON Schema of {', '.join(SCHEMAS) or 'an output'}.")
    ] = None,
    json: JsonFlag = False,
) -> int:
    """Say what a rule or error code means, why it matters and how to fix it; list all of them without CODE."""
    invocation = invocation_of(ctx, "explain")
    if schema is not None:
        invocation.answer(_schema(schema))
        return ExitCode.OK
    found = _select(code)
    if json:
        invocation.answer(envelope("explain", exit_code=0, explanations=[explanation_json(each) for each in found]))
    else:
        invocation.answer(_text(found, invocation))
    return ExitCode.OK


def _schema(name: str) -> str:
    if name not in SCHEMAS:
        raise UsageError("CL002", f"there is no schema {name!r}", fix=f"one of: {', '.join(SCHEMAS)}")
    return schema_text(name)


def _select(code: str | None) -> tuple[Explanation, ...]:
    wanted = (code or "").upper()
    if found := explanations_of(wanted):
        return found
    from difflib import get_close_matches

    near = get_close_matches(wanted, [each.code for each in every_explanation()], n=3, cutoff=0.5)
    fix = f"likely: insights explain {near[0]}" if near else "insights explain"
    raise UsageError("CL002", f"there is no code {code!r}", fix=fix)


def _text(found: tuple[Explanation, ...], invocation: Invocation) -> str:
    if len(found) == 1:
        return explanation_text(found[0], invocation.style)
    return explanation_list(found, invocation.style)
