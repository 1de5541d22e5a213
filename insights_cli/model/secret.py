"""Text that cannot show itself."""

from typing import NoReturn


class Secret:
    """Hold a secret text; `reveal()` is the only way to it.

    Prints as `Secret(***)`, compares in constant time, is neither hashable by value nor picklable nor JSON.
    """

    __slots__ = ("_text",)

    def __init__(self, text: str) -> None:
        self._text = text

    def reveal(self) -> str:
        """Return the text itself."""
        return self._text

    def __repr__(self) -> str:
        return "Secret(***)"

    __str__ = __repr__

    def __format__(self, spec: str) -> str:
        return format(repr(self), spec)

    def __bool__(self) -> bool:
        return bool(self._text)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        from hmac import compare_digest  # OpenSSL's bindings cost two milliseconds, and few commands compare

        return compare_digest(self._text.encode(errors="surrogatepass"), other._text.encode(errors="surrogatepass"))

    __hash__ = object.__hash__

    def __reduce__(self) -> NoReturn:
        message = "a secret is not serialised"
        raise TypeError(message)
