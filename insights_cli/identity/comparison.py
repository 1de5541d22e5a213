"""Compare sign-in tokens claim by claim: does one person stay one person?"""

from collections.abc import Sequence
from typing import NamedTuple

from insights_cli.identity.checks.subject import subject_of
from insights_cli.identity.claims import SignInToken
from insights_cli.model.json import JsonValue

_FIRST = ("sub", "iss", "aud", "ent")
_TIMES = ("iat", "exp", "nbf")


class ClaimRow(NamedTuple):
    """One claim in every token, None where it is absent; *only_in* are, per token, list items that not all have."""

    name: str
    values: tuple[JsonValue, ...]
    is_same: bool
    only_in: tuple[tuple[str, ...], ...] = ()


class Comparison(NamedTuple):
    """All claims of several tokens; *is_one_person* says that every `sub` is the same text."""

    rows: tuple[ClaimRow, ...]
    is_one_person: bool


def compare(tokens: Sequence[SignInToken]) -> Comparison:
    """Line the claims up, those that identify first and times last; signatures and proofs are left out."""
    names = {name for token in tokens for name in token.claims} - {"uip", "obo"}
    ordered = [name for name in _FIRST if name in names]
    ordered += sorted(names - {*_FIRST, *_TIMES})
    ordered += [name for name in _TIMES if name in names]
    subjects = [subject_of(token) for token in tokens]
    return Comparison(
        rows=tuple(_line_up(name, tokens) for name in ordered),
        is_one_person=all(subject == subjects[0] for subject in subjects),
    )


def _line_up(name: str, tokens: Sequence[SignInToken]) -> ClaimRow:
    values = tuple(token.claims.get(name) for token in tokens)
    items = [value if isinstance(value, list | tuple) else () for value in values]
    shared = [item for item in items[0] if all(item in others for others in items)]
    only = tuple(tuple(str(item) for item in each if item not in shared) for each in items)
    return ClaimRow(
        name=name,
        values=values,
        is_same=all(value == values[0] for value in values),
        only_in=only if any(isinstance(value, list | tuple) for value in values) else (),
    )
