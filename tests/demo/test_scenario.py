"""The books of the demo are strict."""

from dataclasses import replace

import pytest

from insights_cli.demo.scenario import Books, books_of

GOOD = Books(received=10, rejected=1, delivered=8, waiting=0, dead=1, arrived=8, repeats=0, without_token=0)


def test_good_books_have_no_problem() -> None:
    """Every event is somewhere, and what was delivered arrived."""
    assert GOOD.problems == ()


@pytest.mark.parametrize("change", [{"received": 11}, {"arrived": 7}, {"dead": 0, "rejected": 2}, {"without_token": 1}])
def test_what_does_not_add_up_is_named(change: dict[str, int]) -> None:
    """A missing event, a lost delivery, a poison event that got through, a request without the token."""
    assert len(replace(GOOD, **change).problems) == 1


def test_the_books_come_from_the_server_and_from_the_upstream() -> None:
    """The server's own counts stand beside what arrived."""
    events = {"received": 10, "rejected": 1, "delivered": 8, "waiting": 0, "dead": 1}
    assert books_of(events, arrived=8, repeats=0, without_token=0) == GOOD
