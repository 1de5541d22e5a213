"""Values: frozen, slotted, compared by their fields, and cheap to define.

`dataclasses` writes and compiles six functions for every class, 0.4 ms each time a program starts, and loads `inspect`,
`ast` and `tokenize` to do so. A check of a configuration needs forty such classes: 26 of its 85 ms of CPU went there.
The classes made here share their functions instead, which costs 0.02 ms a class; making an instance takes as long.
What no quick command loads stays a dataclass.
"""

from collections.abc import Callable
from operator import attrgetter
from typing import Any, Final, TypeAlias, TypeVar, dataclass_transform

T = TypeVar("T")

_Put: TypeAlias = tuple[str, Callable[[object, object], None]]
"""A field and how to set it."""

# Left behind by the class as written, and made anew with the slots.
_REMADE: Final = ("__dict__", "__weakref__", "__slots__")
_MUTABLE: Final = (list, dict, set)


@dataclass_transform(eq_default=True, frozen_default=True, kw_only_default=True)
def value(written: type[T]) -> type[T]:
    """Make a value class of one *written* as annotated names, some with a default, and methods.

    Its instances take keywords only, never change, have no room for other attributes, and are equal and hash alike when
    their fields are; what the class defines itself stays. `__slots__ = ("__dict__",)` in it makes room for cached
    properties. It cannot be extended.

    Raises:
        TypeError: a default is a list, dict or set, which all instances would share.
    """
    namespace = dict(vars(written))
    names = tuple(namespace.get("__annotations__", ()))
    defaults = {name: namespace.pop(name) for name in names if name in namespace}
    for name, default in defaults.items():
        if isinstance(default, _MUTABLE):
            raise TypeError(f"{written.__name__}.{name} has a mutable default")
    slots = (*names, *namespace.get("__slots__", ()))
    for name in _REMADE:
        namespace.pop(name, None)
    puts: list[_Put] = []
    own = {
        "__slots__": slots,
        "__match_args__": (),
        "__fields__": names,
        "__key__": attrgetter(*(names or ("__class__",))),
        "__qualname__": written.__qualname__,
        "__init__": _initialiser(names, defaults, puts),
    }
    make: Callable[..., type[T]] = type(written)
    made = make(written.__name__, written.__bases__, {**_SHARED, **namespace, **own})
    puts.extend((name, vars(made)[name].__set__) for name in names)
    return made


def replace(given: T, /, **changes: Any) -> T:
    """A value like *given* with some fields changed.

    Raises:
        TypeError: the value has no such field.
    """
    changed: T = type(given)(**{**_fields(given), **changes})
    return changed


def _initialiser(names: tuple[str, ...], defaults: dict[str, object], puts: list[_Put]) -> Callable[..., None]:
    """The `__init__` of one class; *puts* is filled when its slots are there, and reaches behind `__setattr__`."""
    count = len(names)

    def initialise(self: object, /, **given: object) -> None:
        values = {**defaults, **given} if len(given) < count else given
        try:
            for name, put in puts:
                put(self, values[name])
        except KeyError:
            raise _wrong(self, names, {**defaults, **given}) from None
        if len(values) > count:
            raise _wrong(self, names, {**defaults, **given})

    return initialise


def _wrong(self: object, names: tuple[str, ...], values: dict[str, object]) -> TypeError:
    unknown = ", ".join(name for name in values if name not in names)
    missing = ", ".join(name for name in names if name not in values)
    said = [f"has no {unknown}" if unknown else "", f"needs {missing}" if missing else ""]
    return TypeError(f"{type(self).__qualname__} " + " and ".join(filter(None, said)))


def _fields(given: Any) -> dict[str, object]:
    return {name: getattr(given, name) for name in given.__fields__}


def _repr(self: object) -> str:
    shown = ", ".join(f"{name}={field!r}" for name, field in _fields(self).items())
    return f"{type(self).__qualname__}({shown})"


def _eq(self: Any, other: Any) -> bool:
    if self is other:
        return True
    return bool(self.__key__(self) == self.__key__(other)) if type(other) is type(self) else NotImplemented


def _hash(self: Any) -> int:
    return hash(self.__key__(self))


def _refuse_change(self: object, name: str, _: object = None) -> None:
    raise AttributeError(f"{type(self).__qualname__} is a value: {name} cannot change", name=name, obj=self)


def _refuse_subclass(made: type, /, **_: object) -> None:
    raise TypeError(f"{made.__mro__[1].__name__} is a value and cannot be extended")


def _again(made: Callable[..., object], fields: dict[str, object]) -> object:
    return made(**fields)


def _reduce(self: object) -> tuple[object, ...]:
    return _again, (type(self), _fields(self))


_SHARED: Final[dict[str, object]] = {
    "__repr__": _repr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__setattr__": _refuse_change,
    "__delattr__": _refuse_change,
    "__reduce__": _reduce,
    "__replace__": replace,
    "__init_subclass__": classmethod(_refuse_subclass),
}
