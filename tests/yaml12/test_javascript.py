"""Numbers, keys and white space behave as in JavaScript."""

import pytest

from insights_cli.yaml12.javascript import SPACE, exponential_text, number_text, ordered_keys

TEXTS = [
    (1.0, "1"),
    (-0.0, "0"),
    (1e21, "1e+21"),
    (12345678901234567890.0, "12345678901234567000"),
    (1e-7, "1e-7"),
    (0.00001, "0.00001"),
    (123.456, "123.456"),
    (-1.5e300, "-1.5e+300"),
    (float("nan"), "NaN"),
    (float("-inf"), "-Infinity"),
]


@pytest.mark.parametrize(("value", "text"), TEXTS)
def test_numbers_print_as_in_javascript(value: float, text: str) -> None:
    """String(value) of JavaScript."""
    assert number_text(value) == text


def test_index_keys_come_first() -> None:
    """Whole numbers ascend before the other keys, which stay in order."""
    assert ordered_keys(["b", "2", "1", "a", "01"]) == ["1", "2", "b", "a", "01"]
    assert ordered_keys(["4294967295", "4294967294"]) == ["4294967294", "4294967295"]


def test_exponents_are_printed_short() -> None:
    """toExponential() of JavaScript."""
    assert (exponential_text(1000), exponential_text(-1.5e-7)) == ("1e+3", "-1.5e-7")


def test_trim_differs_from_python() -> None:
    """A byte order mark is white space, U+0085 is none."""
    assert "\ufeff x\u0085".strip(SPACE) == "x\u0085"
