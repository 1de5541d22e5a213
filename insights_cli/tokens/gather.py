"""Collect every configured source of the token, without opening a store."""

from collections.abc import Mapping
from pathlib import Path

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.cleaning import clean
from insights_cli.tokens.profiles import ProfileRecord
from insights_cli.tokens.sources import TOKEN_VARIABLES, Candidate, SourceKind
from insights_cli.tokens.token_file import read_token_file


def gather(
    environ: Mapping[str, str],
    *,
    cwd: Path,
    token_file: Path | None = None,
    app_config: Candidate | None = None,
    stored: Candidate | None = None,
) -> tuple[Candidate, ...]:
    """List what is configured: the flag's file, variables, *app_config* where it resolves, what is *stored*."""
    keys = licence_keys(environ)
    found = [
        _from_file(SourceKind.TOKEN_FILE, token_file and cwd / token_file, keys),
        *(_from_variable(name, environ, keys) for name in TOKEN_VARIABLES),
        _from_file(SourceKind.TOKEN_FILE_VARIABLE, _path(environ, cwd), keys),
        app_config,
        stored,
    ]
    return tuple(each for each in found if each)


def licence_keys(environ: Mapping[str, str]) -> tuple[Secret, ...]:
    """The values of variables that hold a licence key by their name, so that nobody stores one as a token."""
    return tuple(
        Secret(value)
        for name, value in environ.items()
        if value and ("LICENSE_KEY" in name.upper() or "LICENCE_KEY" in name.upper())
    )


def candidate(kind: SourceKind, words: str, text: str, *, keys: tuple[Secret, ...] = ()) -> Candidate:
    """A source whose value is at hand, cleaned."""
    cleaned = clean(text, licence_keys=keys)
    return Candidate(kind=kind, words=words, value=cleaned.token, removed=cleaned.removed, doubts=cleaned.doubts)


def stored_under(
    record: ProfileRecord, *, value: Secret | None = None, failure: InsightsError | None = None
) -> Candidate:
    """The source that is a stored profile; without *value* and *failure* nobody has looked into the store."""
    words = f"profile {record.name}, from the {record.store} store"
    return Candidate(kind=SourceKind.PROFILE, words=words, value=value, failure=failure)


def _path(environ: Mapping[str, str], cwd: Path) -> Path | None:
    name = environ.get(SourceKind.TOKEN_FILE_VARIABLE)
    return cwd / name if name else None


def _from_variable(kind: SourceKind, environ: Mapping[str, str], keys: tuple[Secret, ...]) -> Candidate | None:
    text = environ.get(kind, "")
    return candidate(kind, f"env {kind.value}", text, keys=keys) if text.strip() else None


def _from_file(kind: SourceKind, path: Path | None, keys: tuple[Secret, ...]) -> Candidate | None:
    if path is None:
        return None
    words = f"file {path} ({kind.value})"
    try:
        return candidate(kind, words, read_token_file(path, named_by=kind.value).reveal(), keys=keys)
    except InsightsError as failure:
        return Candidate(kind=kind, words=words, failure=failure)
