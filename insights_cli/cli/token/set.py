"""`insights token set`."""

from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from insights_cli.cli.app import new_app
from insights_cli.cli.choice.token import book, fingerprints, may_ask, open_store, profile_name, resolve
from insights_cli.cli.exit_code import ExitCode, exit_codes
from insights_cli.cli.invocation import Invocation
from insights_cli.cli.options import JsonFlag
from insights_cli.cli.token.flags import STRAY, NoTokenFlag, ProfileFlag, started
from insights_cli.cli.token.given import Given, read_given, require_readable
from insights_cli.cli.token.new_store import StoreName, choose_store, confirm
from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.secret import Secret
from insights_cli.render.envelope import envelope
from insights_cli.render.tokens import Stored, stored_json, stored_text
from insights_cli.tokens.cleaning import Cleaned, clean
from insights_cli.tokens.expiry import parse_expiry
from insights_cli.tokens.gather import licence_keys
from insights_cli.tokens.keep import keep
from insights_cli.tokens.profiles import ProfileRecord

app = new_app()

_FromFile = Annotated[Path | None, typer.Option(metavar="FILE", help="Read it from FILE ('-' is standard input).")]
_FromCommand = Annotated[
    str | None,
    typer.Option(metavar="COMMAND", help="Keep COMMAND, which prints the token; the token itself is not kept."),
]
_Store = Annotated[StoreName, typer.Option(help="Where to keep it; auto is the keyring, or what was chosen before.")]
_Expires = Annotated[str | None, typer.Option(metavar="WHEN", help="When it expires: 2027-02-20, or 90d from now.")]


@app.command(
    context_settings=STRAY,
    epilog=exit_codes(OK="stored and read back", FINDINGS="", UNKNOWN="no safe place, or the store failed"),
)
def set_token(
    ctx: typer.Context,
    stdin: Annotated[bool, typer.Option("--stdin", help="Read the token from standard input.")] = False,
    from_file: _FromFile = None,
    from_env: Annotated[str | None, typer.Option(metavar="NAME", help="Read it from the variable NAME.")] = None,
    from_command: _FromCommand = None,
    store: _Store = StoreName.AUTO,
    profile: ProfileFlag = None,
    expires: _Expires = None,
    label: Annotated[str | None, typer.Option(metavar="TEXT", help="A word to know it by.")] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Store it even if it does not look like a token.")] = False,
    json: JsonFlag = False,
    _token: NoTokenFlag = None,
) -> int:
    """Store the API token, and read it back.

    Without a flag it is asked for on the terminal and not shown. It is never taken from the command line.
    """
    invocation = started(ctx, "token set")
    name = profile_name(invocation, profile)
    expires_at = parse_expiry(expires, invocation.runtime.now()) if expires else None
    given = Given(stdin=stdin, file=from_file, variable=from_env, command=from_command)
    require_readable(given, invocation, name)
    chosen = choose_store(invocation, store, given, profile=name)
    cleaned = _read(given, invocation, name, yes=yes)
    _keep(invocation, chosen, cleaned, profile=name, command=given.command)
    record = ProfileRecord(
        name=name,
        store=chosen,
        created_at=invocation.runtime.now(),
        fingerprint=fingerprints(invocation)(cleaned.token),
        expires_at=expires_at,
        label=label,
    )
    return _remember(record, cleaned, invocation, json=json)


def _read(given: Given, invocation: Invocation, profile: str, *, yes: bool) -> Cleaned:
    text = read_given(given, invocation, profile)
    cleaned = clean(text.reveal(), licence_keys=licence_keys(invocation.runtime.environ))
    if not cleaned.token:
        raise UsageError("TK003", "the token is empty", fix="check what was given")
    if given.command is not None and cleaned.token.reveal() in given.command:
        summary = "the command holds the token itself, which would be kept in plain text"
        raise UsageError("TK006", summary, fix="name a command that asks a password manager, or use --stdin")
    if cleaned.doubts and not yes:
        _settle_doubts(cleaned, invocation)
    return cleaned


def _settle_doubts(cleaned: Cleaned, invocation: Invocation) -> None:
    if may_ask(invocation):
        words = "; ".join(cleaned.doubts)
        if confirm(invocation, f"This does not look like an API token: {words}. Store it all the same?"):
            return
    raise UsageError(
        "TK004",
        "the value does not look like an API token, and was not stored",
        fix="give the right value, or add --yes if it is",
        notes=tuple(("because", doubt) for doubt in cleaned.doubts),
    )


def _keep(invocation: Invocation, chosen: str, cleaned: Cleaned, *, profile: str, command: str | None) -> None:
    store = open_store(invocation, chosen)
    if command is not None:
        store.write(profile, Secret(command))
    else:
        keep(store, profile, cleaned.token, name=chosen)


def _remember(record: ProfileRecord, cleaned: Cleaned, invocation: Invocation, *, json: bool) -> ExitCode:
    before = book(invocation).find(record.name)
    book(invocation).remember(record)
    if before and before.store != record.store:
        _leave(invocation, before)
    # What a command prints is cleaned each time anew, and its own business.
    removed = () if record.store == StoreName.COMMAND else cleaned.removed
    stored = Stored(record=record, removed=removed, shadowed_by=_stronger(invocation, record.name))
    document = envelope("token set", exit_code=ExitCode.OK, token=stored_json(stored))
    invocation.answer(document if json else stored_text(stored, invocation.runtime.now()))
    return ExitCode.OK


def _leave(invocation: Invocation, before: ProfileRecord) -> None:
    with suppress(InsightsError):
        open_store(invocation, before.store).delete(before.name)
        invocation.note(f"note: the older token was deleted from the {before.store} store")
        return
    invocation.note(f"note: an older token is still in the {before.store} store, which cannot be changed now")


def _stronger(invocation: Invocation, profile: str) -> str | None:
    winner = resolve(invocation, profile=profile, token_file=None).winner
    return winner.words if winner and winner.kind != "profile" else None
