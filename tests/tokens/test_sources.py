"""Which source wins."""

from itertools import combinations

import pytest

from insights_cli.model.secret import Secret
from insights_cli.tokens.sources import Candidate, SourceKind, decide

ALL = tuple(Candidate(kind=kind, words=kind.value, value=Secret(kind.value)) for kind in SourceKind)


def test_the_order_is_the_documented_one() -> None:
    """Flag file, the two variables, the named file, app-config, the stored profile."""
    assert [kind.value for kind in SourceKind] == [
        "--token-file",
        "INSIGHTS_TOKEN",
        "SPOTIFY_BACKSTAGE_API_TOKEN",
        "INSIGHTS_TOKEN_FILE",
        "app-config",
        "profile",
    ]


@pytest.mark.parametrize("pair", list(combinations(ALL, 2)), ids=lambda pair: f"{pair[0].words}>{pair[1].words}")
def test_the_stronger_of_two_wins_in_any_order(pair: tuple[Candidate, Candidate]) -> None:
    """The stronger source wins and the other is shadowed, however they are listed."""
    for listed in (pair, pair[::-1]):
        found = decide(listed)
        assert found.winner is pair[0]
        assert found.shadowed == (pair[1],)


def test_without_candidates_nobody_wins() -> None:
    """Nothing configured is no winner."""
    assert decide(()).winner is None
