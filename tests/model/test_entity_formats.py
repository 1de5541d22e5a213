"""Field formats are those of the catalog, to the last character."""

from collections.abc import Callable

import pytest

from insights_cli.model import entity_formats as formats

CASES: tuple[tuple[Callable[[object], bool], tuple[object, ...], tuple[object, ...]], ...] = (
    (formats.is_kind, ("User", "a", "K8s", "x" * 63), ("", "1a", "a-b", "x" * 64, "a\n", 5, None, "é")),
    (
        formats.is_name,
        ("x", "X_y.z-1", "a--b", "a..b", "0", "x" * 63),
        ("", "-x", "x-", "a b", "x\n", "x" * 64, "a@b", 5),
    ),
    (formats.is_namespace, ("default", "a-b", "a--b", "0"), ("", "Default", "a_b", "a.b", "-a", "a-", "a\n", "x" * 64)),
    (formats.is_api_version, ("v1", "backstage.io/v1alpha1", "V1"), ("", "a/b/c", "/v1", "a/", "Ex.com/v1", "v 1", 5)),
    (
        formats.is_key,
        ("a", "example.com/a", "a.b-c/X_y"),
        ("", "a b", "a/b/c", "Example.com/x", "a..b/c", "/a", "a/", None),
    ),
    (formats.is_label_value, ("", "c", "C.d"), ("c d", "-", 5, None, "x" * 64)),
    (formats.is_tag, ("a", "b-c", "c++", "f#", "a:b"), ("", "A", "a_b", "a--b", "-a", "node.js", ".net", "x" * 64)),
    (formats.is_dns_subdomain, ("a.b", "x" * 63), ("", "a..b", ".a", "a.", ".".join(["x" * 63] * 4), 5)),
    (formats.is_not_blank, ("x", " x ", "\x1c", "\x85"), ("", " ", "\ufeff", "\u2028\u3000", 5, None)),
)
TABLE = [
    (rule, value, legal)
    for rule, good, bad in CASES
    for values, legal in ((good, True), (bad, False))
    for value in values
]


@pytest.mark.parametrize(("rule", "value", "legal"), TABLE)
def test_a_value_is_legal_or_not(rule: Callable[[object], bool], value: object, legal: bool) -> None:
    """A field format accepts what the catalog accepts, and nothing else."""
    assert rule(value) is legal
