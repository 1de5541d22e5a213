"""The merged view knows values and places."""

import pytest

from insights_cli.app_config.config_source import MISSING
from tests.app_config.building import loaded

BASE = "app:\n  title: old\n  list: [a, b]\nbackend:\n  baseUrl: http://x\n"
OVER = "# c\napp:\n  title: ${T}\n  extra: {$include: i.yaml#part}\n"
OTHERS = {"i.yaml": "part:\n  deep: 1\n"}
PLACES = [
    ("app.title", "2.yaml:3:10", "2.yaml:3:3"),
    ("app", "2.yaml:3:3", "2.yaml:2:1"),
    ("backend.baseUrl", "1.yaml:5:12", "1.yaml:5:3"),
    (("app", "list", 1), "1.yaml:3:13", "1.yaml:3:13"),
    ("app.extra", "i.yaml:2:3", "2.yaml:4:3"),
    ("app.extra.deep", "i.yaml:2:9", "i.yaml:2:3"),
]


@pytest.mark.parametrize(("key", "value_at", "key_at"), PLACES)
def test_places_survive_merging_substitution_and_includes(key: str, value_at: str, key_at: str) -> None:
    """Line and column of the value and of the key that won."""
    document = loaded(BASE, OVER, environment={"T": "new"}, others=OTHERS)
    assert (str(document.location(key)), str(document.key_location(key))) == (value_at, key_at)


def test_reads_tell_absence_from_values() -> None:
    """A missing key is MISSING, and dotted texts and tuples reach the same."""
    document = loaded(BASE)
    assert document.get("app.nope") is MISSING
    assert document.get("app.list") == ["a", "b"]
    assert document.get(("app", "list", 0)) == "a"
    assert "app.title" in document
    assert document.location("nope") is None


def test_walking_gives_full_paths() -> None:
    """Parents come before their children."""
    paths = [path for path, _ in loaded("a: {b: [1]}").walk()]
    assert paths == [(), ("a",), ("a", "b"), ("a", "b", 0)]


def test_keys_come_in_the_order_of_javascript() -> None:
    """Whole numbers first, then the higher source's keys."""
    value = loaded("b: 1\n2: x\na: z\n", "c: 1\n1: y\n").plain()
    assert isinstance(value, dict)
    assert list(value) == ["1", "2", "c", "b", "a"]
