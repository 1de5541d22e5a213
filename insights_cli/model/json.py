"""The type of what JSON can hold."""

import math
from collections.abc import Mapping, Sequence
from typing import TypeAlias

JsonValue: TypeAlias = bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"] | None


def finite(text: str) -> float | None:
    """The number in *text*, None where it is none or too large: JavaScript writes those as null."""
    value = float(text)
    return value if math.isfinite(value) else None
