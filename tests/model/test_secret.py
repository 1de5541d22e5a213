"""A secret cannot show itself."""

import json
import pickle

import pytest

from insights_cli.model.secret import Secret


@pytest.mark.parametrize("show", [str, repr, "{}".format, "{:>40}".format, lambda s: f"{[s]}"])
def test_text_of_a_secret_is_stars(show: object) -> None:
    """However it is printed, the text is not there."""
    assert callable(show)
    assert "hunter2" not in show(Secret("hunter2"))


@pytest.mark.parametrize("dump", [json.dumps, pickle.dumps])
def test_a_secret_is_not_serialised(dump: object) -> None:
    """JSON and pickle refuse."""
    assert callable(dump)
    with pytest.raises(TypeError):
        dump(Secret("hunter2"))


def test_equality_is_by_text() -> None:
    """Two secrets with the same text are equal, a text is not a secret."""
    assert Secret("a") == Secret("a") != Secret("b")
    assert Secret("a") != "a"
    assert not Secret("")
