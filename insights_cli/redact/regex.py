"""Regular expressions that are compiled when a text first needs them; all together take longer than all imports."""

import re
from functools import partial
from typing import Any, AnyStr, cast

_METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub")
_waiting: list["_Regex"] = []


class _Regex:
    """Stands for a pattern; from the first use on its methods are those of the compiled one.

    There is no `__getattr__`, which would make every later look at an attribute slow.
    """

    __slots__ = (*_METHODS, "_flags", "_source")

    def __init__(self, source: str | bytes, flags: int) -> None:
        self._source = source
        self._flags = flags
        for method in _METHODS:
            setattr(self, method, partial(self._first, method))
        _waiting.append(self)

    def compile(self) -> None:
        compiled = re.compile(self._source, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))

    def _first(self, method: str, *given: Any, **named: Any) -> Any:
        self.compile()
        return getattr(self, method)(*given, **named)


def regex(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Promise the pattern *source*; an error in it shows at the first use."""
    return cast(re.Pattern[AnyStr], _Regex(source, flags))


def compile_all() -> None:
    """Compile whatever waits for its first use."""
    while _waiting:
        _waiting.pop().compile()
