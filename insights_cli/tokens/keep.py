"""Store a token so that it is really there: write, read back, compare."""

from insights_cli.errors import InsightsError, UsageError
from insights_cli.model.secret import Secret
from insights_cli.tokens.cleaning import clean
from insights_cli.tokens.stores import Readiness, Store


def keep(store: Store, profile: str, entry: Secret, *, name: str) -> Secret:
    """Write *entry* to *store* (called *name*), and return what it gives back for *profile*, which must be the token.

    For the command store *entry* is the command, and what it prints is returned cleaned; nothing is compared.
    """
    store.write(profile, entry)
    found = store.read(profile)
    if name == "command":
        return _printed(store, profile, found, command=entry)
    if found != entry:
        what = "something else" if found else "nothing"
        raise InsightsError(
            "TK204", f"the {name} store accepted the token and gives back {what}", fix="insights token stores"
        )
    return entry


def _printed(store: Store, profile: str, found: Secret | None, *, command: Secret) -> Secret:
    token = clean(found.reveal()).token if found else Secret("")
    if token and token.reveal() not in command.reveal():
        return token
    store.delete(profile)
    if token:
        summary = "the command holds the token itself, which would be kept in plain text"
        raise UsageError("TK006", summary, fix="name a command that asks a password manager, or use --stdin")
    raise InsightsError("TK207", "the command printed no token", fix="run it by hand and look at what it prints")


def is_out_of_reach(readiness: Readiness, *, may_ask: bool) -> bool:
    """Whether a keyring in that state cannot be written; *may_ask* means that somebody sees the dialog it opens."""
    return readiness is not Readiness.USABLE and not (
        may_ask and readiness in (Readiness.LOCKED, Readiness.NO_COLLECTION)
    )
