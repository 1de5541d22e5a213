"""`insights decode-token [TOKEN|FILE|-]`."""

from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.exit_code import exit_codes
from insights_cli.cli.invocation import invocation_of
from insights_cli.cli.options import JsonFlag

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
_Catalog = Annotated[
    str | None,
    typer.Option(metavar="URL", help="Ask this backend's catalog for sub; its token is in INSIGHTS_CATALOG_TOKEN."),
]
_Entities = Annotated[list[str] | None, typer.Option(metavar="PATH", help="Look for sub in these catalog files.")]
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
    catalog: _Catalog = None,
    entities: _Entities = None,
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
    from insights_cli.cli.decode_token.request import TokenRequest
    from insights_cli.cli.decode_token.words import answer

    given = {name: value for name, value in ctx.params.items() if value is not None}
    return answer(TokenRequest(**given), invocation_of(ctx))
