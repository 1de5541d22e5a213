"""What is remembered as harmless."""

import pytest

from insights_cli.model.event import Scalar
from insights_cli.pipeline.harmless import Harmless


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


def test_fields_are_known_when_each_of_their_texts_is() -> None:
    """The part they belong to counts, too, and what is no text is never known."""
    harmless = Asked().harmless
    harmless.remember("context", "pluginId", "catalog")
    harmless.remember("context", "routeRef", "unknown")
    given: list[tuple[str, dict[str, Scalar]]] = [
        ("context", {"pluginId": "catalog", "routeRef": "unknown"}),
        ("context", {}),
        ("attributes", {"pluginId": "catalog"}),
        ("context", {"pluginId": "catalog", "routeRef": "catalog"}),
        ("context", {"pluginId": "catalog", "n": 1}),
    ]
    assert [harmless.knows_all(part, fields) for part, fields in given] == [True, True, False, False, False]
    assert [harmless.knows("context", "pluginId", value) for value in ("catalog", "unknown", 1)] == [True, False, False]


@pytest.mark.parametrize("text", ["x" * 200, "https://github.com/example/pull/7"])
def test_what_hardly_comes_again_is_not_remembered(text: str) -> None:
    """Long texts, and pages with a number."""
    harmless = Asked().harmless
    harmless.remember("context", "a", text)
    assert not harmless.knows("context", "a", text)


def test_a_field_that_is_another_one_each_time_does_not_push_out_the_others() -> None:
    """As the id of a session; and memory has a bound."""
    harmless = Asked().harmless
    harmless.remember("context", "pluginId", "catalog")
    for at in range(10_000):
        harmless.remember("context", "sessionId", f"s{at}")
    assert harmless.knows("context", "pluginId", "catalog")
    assert sum(harmless.knows("context", "sessionId", f"s{at}") for at in range(10_000)) <= 4096
    for at in range(100_000):
        harmless.remember("context", f"k{at}", "a")
    assert sum(harmless.knows("context", f"k{at}", "a") for at in range(100_000)) <= 20_000


def test_parts_of_urls_are_remembered_in_bounded_room() -> None:
    """However many paths and parts there are, and also when nothing is harmless."""
    world = Asked()
    for at in range(50_000):
        world.harmless.url(f"attributes.k{at % 9}", f"/x{at}y")
        world.harmless.url(f"attributes.s{at}", "/secret")
    assert sum(1 + len(each) for each in world.harmless._clean.values()) <= 20_000
