"""Compose the token's sources and stores for one run; a store is imported only when it is opened."""

from contextlib import suppress
from importlib import import_module
from pathlib import Path

from insights_cli.cli.invocation import Invocation
from insights_cli.cli.paths import own_paths
from insights_cli.errors import InsightsError, NoCredentialsError, UsageError
from insights_cli.model.secret import Secret
from insights_cli.tokens import CurrentToken, TokenReader
from insights_cli.tokens.cleaning import can_be_sent, clean
from insights_cli.tokens.fingerprint import Fingerprint, fingerprints_of_this_machine
from insights_cli.tokens.gather import candidate, gather, stored_under
from insights_cli.tokens.profiles import DEFAULT_PROFILE, ProfileBook, ProfileRecord
from insights_cli.tokens.reader import CachingReader
from insights_cli.tokens.sources import Candidate, Resolution, SourceKind, decide
from insights_cli.tokens.stores import Store, Surroundings

_APP_CONFIG_KEY = "spotify.apiToken"


def profile_name(invocation: Invocation, given: str | None) -> str:
    """The profile meant: the flag, `INSIGHTS_PROFILE`, or `default`. A name that is no name is not repeated."""
    name = given or invocation.runtime.environ.get("INSIGHTS_PROFILE") or DEFAULT_PROFILE
    if len(name) > 40 or not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
        raise UsageError("TK006", "a profile's name is made of up to 40 letters, digits, '-', '_' and '.'")
    return name


def may_ask(invocation: Invocation) -> bool:
    """Whether somebody sits at a terminal and may be asked."""
    return invocation.runtime.stdin.isatty() and not invocation.runtime.environ.get("INSIGHTS_NO_INPUT")


def surroundings(invocation: Invocation) -> Surroundings:
    """What stores are made from in this run."""
    environ = invocation.runtime.environ
    sees_dialogs = invocation.runtime.platform != "linux" or any(
        environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY")
    )
    return Surroundings(
        environ=environ,
        folder=own_paths(invocation).config,
        platform=invocation.runtime.platform,
        announce=invocation.note if sees_dialogs and may_ask(invocation) else None,
    )


def open_store(invocation: Invocation, name: str) -> Store:
    """Open the store called *name*, and import no other."""
    try:
        member = import_module(f"insights_cli.tokens.stores.{name}").STORE
    except ImportError as failure:
        raise InsightsError("TK202", f"there is no {name} store here", fix="insights token stores") from failure
    store: Store = member.open(surroundings(invocation))
    return store


def book(invocation: Invocation) -> ProfileBook:
    """What is remembered about stored tokens."""
    return ProfileBook(own_paths(invocation).config)


def records(invocation: Invocation) -> tuple[ProfileRecord, ...]:
    """All that is remembered; nothing where our own folder cannot be read, which `resolve` reports."""
    with suppress(InsightsError):
        return book(invocation).records()
    return ()


def fingerprints(invocation: Invocation) -> Fingerprint:
    """How tokens are named on this machine."""
    return fingerprints_of_this_machine(own_paths(invocation).config)


def resolve(invocation: Invocation, *, profile: str, token_file: Path | None) -> Resolution:
    """Find which configured source wins, without opening a store."""
    return decide(
        gather(
            invocation.runtime.environ,
            cwd=Path(invocation.cwd),
            token_file=token_file,
            app_config=app_config_token(invocation),
            stored=_stored(invocation, profile),
        )
    )


def _stored(invocation: Invocation, profile: str) -> Candidate | None:
    try:
        record = book(invocation).find(profile)
    except InsightsError as failure:
        # A stronger source must work although our own folder does not.
        return Candidate(kind=SourceKind.PROFILE, words=f"profile {profile}", failure=failure)
    return _look_into(invocation, record) if record else None


def _look_into(invocation: Invocation, record: ProfileRecord) -> Candidate:
    """The stored profile; only the file store is looked into, as it never asks and costs nothing."""
    if record.store != "file":
        return stored_under(record)
    try:
        return stored_under(record, value=_read_stored(invocation, record))
    except InsightsError as failure:
        return stored_under(record, failure=failure)


def app_config_token(invocation: Invocation) -> Candidate | None:
    """`spotify.apiToken` of the app-config around the working directory, when it resolves to a text."""
    cwd = Path(invocation.cwd).resolve()
    environ = invocation.runtime.environ
    if not any(name.startswith("APP_CONFIG_spotify") for name in environ) and not _may_name_a_token(cwd):
        return None
    from insights_cli.app_config.files import DiskFiles
    from insights_cli.app_config.sources import load

    try:
        document = load(environment=environ, folder=str(cwd), files=DiskFiles())
        value, place = document.get(_APP_CONFIG_KEY), document.location(_APP_CONFIG_KEY)
    except InsightsError as failure:
        invocation.note(f"note: app-config is not used for the token: {failure.summary}")
        return None
    if not isinstance(value, str) or not value.strip():
        return None
    return candidate(SourceKind.APP_CONFIG, f"app-config {_APP_CONFIG_KEY} ({place})", value)


def _may_name_a_token(folder: Path) -> bool:
    # Reading YAML costs more than all the rest of `token status`: only files that can hold the key are worth it.
    texts = (path.read_bytes() for up in (folder, *folder.parents) for path in up.glob("app-config*.yaml"))
    with suppress(OSError):
        return any(word in text for text in texts for word in (b"apiToken", b"$include", b"$file"))
    return True


def read_candidate(invocation: Invocation, found: Candidate, *, profile: str) -> Secret:
    """The value of a source; a stored profile is read from its store now."""
    if found.failure:
        raise found.failure
    if found.value is not None:
        return found.value
    record = book(invocation).find(profile)
    if record is None:
        raise no_token(profile)
    return _read_stored(invocation, record)


def _read_stored(invocation: Invocation, record: ProfileRecord) -> Secret:
    value = open_store(invocation, record.store).read(record.name)
    token = clean(value.reveal()).token if value else Secret("")
    if not token:
        fix = f"insights token set{of_profile(record.name)}"
        words = stored_under(record).words
        raise NoCredentialsError("TK101", f"{words}: the token is not there any more", fix=fix)
    return token


def current_token(invocation: Invocation, *, profile: str, token_file: Path | None = None) -> CurrentToken | None:
    """The token that counts now; None when none is configured."""
    winner = resolve(invocation, profile=profile, token_file=token_file).winner
    return _current(invocation, winner, profile=profile) if winner else None


def _current(invocation: Invocation, winner: Candidate, *, profile: str) -> CurrentToken:
    secret = read_candidate(invocation, winner, profile=profile)
    return CurrentToken(secret=secret, source=winner.words, fingerprint=fingerprints(invocation)(secret))


def required_token(invocation: Invocation, *, profile: str, token_file: Path | None = None) -> CurrentToken:
    """The token that counts now; raises when there is none."""
    winner = resolve(invocation, profile=profile, token_file=token_file).winner
    if winner is None:
        raise no_token(profile)
    note_hidden(invocation, winner, profile=profile)
    return _current(invocation, winner, profile=profile)


def note_hidden(invocation: Invocation, winner: Candidate, *, profile: str) -> None:
    """Say that a profile which was named is not the one in use."""
    if profile != DEFAULT_PROFILE and winner.kind is not SourceKind.PROFILE:
        invocation.note(f"note: {winner.words} comes before the profile {profile}")


def no_token(profile: str) -> NoCredentialsError:
    """The failure of having no token at all."""
    return NoCredentialsError(
        "TK101",
        "no token is configured",
        fix=f"insights token set{of_profile(profile)}",
        notes=(("looked at", f"{', '.join(SourceKind)} {profile!r}"),),
    )


def of_profile(profile: str) -> str:
    """The flag for *profile*, empty for the default one."""
    return "" if profile == DEFAULT_PROFILE else f" --profile {profile}"


def token_reader(invocation: Invocation, *, profile: str | None = None, token_file: Path | None = None) -> TokenReader:
    """A reader for programs that run long: it notices a changed file, profile or app-config by itself."""
    name = profile_name(invocation, profile)

    def find() -> CurrentToken | None:
        found = current_token(invocation, profile=name, token_file=token_file)
        if found and not can_be_sent(found.secret):
            raise InsightsError(
                "TK103",
                f"the token from {found.source} has characters that cannot be sent",
                fix="copy it again from its origin",
            )
        return found

    return CachingReader(find)
