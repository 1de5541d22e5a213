"""What is remembered as harmless."""

import pytest

from insights_cli.model.event import Scalar
from insights_cli.pipeline.harmless import Harmless, group_of


class Asked:
    """Says that everything without `secret` is clean, and writes down what it was asked."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.harmless = Harmless(self._is_clean)

    def _is_clean(self, path: str, text: str) -> bool:
        self.texts.append(text)
        return "secret" not in text


def test_a_url_is_asked_about_in_parts_and_once() -> None:
    """Page numbers and numbers behind a word are not asked about at all."""
    world = Asked()
    for at in range(50):
        assert world.harmless.url("subject", f"/docs/guide/pull/{at}?page={at}&tab=x#top")
    assert world.texts == ["/docs/guide/pull/", "tab=x", "top"]


@pytest.mark.parametrize(
    "url",
    ["/secret/a", "/a?x=secret", "/a#secret", "/a?page=1&secret", "/a?b#secret", "/secret/pull/7", "/" + "a" * 5000],
)
def test_one_sensitive_part_is_enough(url: str) -> None:
    """Also when the rest is known; what is very long is looked at as a whole."""
    world = Asked()
    world.harmless.url("subject", "/a")
    assert not world.harmless.url("subject", url)
    assert not world.harmless.url("subject", url)


@pytest.mark.parametrize("url", ["/tel/0301234567", "/a/123456", "/4111111111111111", "/x1/12345", "/a?phone=123456"])
def test_other_numbers_are_asked_about(url: str) -> None:
    """They may be those of a person."""
    world = Asked()
    world.harmless.url("subject", url)
    assert "".join(world.texts).endswith(url[-4:])


def test_groups_are_known_when_every_value_is_the_same() -> None:
    """The part they belong to counts, too."""
    world = Asked()
    fields: dict[str, Scalar] = {"pluginId": "catalog", "n": 1}
    world.harmless.remember(group_of("context", fields))
    known = [
        world.harmless.knows(group_of(part, given)) for part, given in [("context", fields), ("attributes", fields)]
    ]
    assert known == [True, False]
    assert not world.harmless.knows(group_of("context", {**fields, "n": 2}))
