"""Store a token so that it is really there: write, read back, compare."""

from insights_cli.errors import InsightsError
from insights_cli.model.secret import Secret
from insights_cli.tokens.stores import Readiness, Store


def keep(store: Store, profile: str, token: Secret, *, name: str) -> None:
    """Write *token* to *store* (called *name*), which must give it back; raises InsightsError when it does not."""
    store.write(profile, token)
    found = store.read(profile)
    if found != token:
        what = "something else" if found else "nothing"
        raise InsightsError(
            "TK204", f"the {name} store accepted the token and gives back {what}", fix="insights token stores"
        )


def is_out_of_reach(readiness: Readiness, *, may_ask: bool) -> bool:
    """Whether a keyring in that state cannot be written; *may_ask* means that somebody sees the dialog it opens."""
    return readiness is not Readiness.USABLE and not (
        may_ask and readiness in (Readiness.LOCKED, Readiness.NO_COLLECTION)
    )
