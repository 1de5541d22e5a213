"""Values are frozen, slotted and compared by their fields, and say what is wrong with a keyword."""

import copy
import pickle
from functools import cached_property

import pytest

from insights_cli.model.value import replace, value


@value
class Point:
    """A place on a plane."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()

    @property
    def total(self) -> int:
        """Both coordinates together."""
        return self.x + self.y


@value
class Pixel:
    """Looks like a point, and is none."""

    x: int
    y: int = 0
    names: tuple[str, ...] = ()


@value
class Nothing:
    """Has no field."""


@value
class Remembering:
    """Has room for what it found out."""

    __slots__ = ("__dict__",)

    x: int

    @cached_property
    def double(self) -> int:
        """Twice the field."""
        return self.x * 2


@value
class Own:
    """Compares and shows itself in its own way."""

    x: int
    note: str = ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Own) and self.x == other.x

    def __hash__(self) -> int:
        return self.x

    def __repr__(self) -> str:
        return "<own>"


def test_a_value_has_its_fields_defaults_and_methods() -> None:
    """What is not given has its default."""
    point = Point(x=3, names=("a",))
    assert (point.x, point.y, point.names, point.total) == (3, 0, ("a",), 3)
    assert Point.__doc__ == "A place on a plane."
    assert Point.__module__ == __name__


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ({}, "Point needs x"),
        ({"y": 1}, "Point needs x"),
        ({"x": 1, "z": 2}, "Point has no z"),
        ({"a": 1, "b": 2, "y": 3}, "Point has no a, b and needs x"),
        ({"x": 1, "y": 2, "names": (), "z": 3}, "Point has no z"),
    ],
    ids=str,
)
def test_wrong_keywords_are_named(words: dict[str, int], message: str) -> None:
    """A missing and an unknown field are both in the error."""
    make: type = Point
    with pytest.raises(TypeError) as caught:
        make(**words)
    assert str(caught.value) == message


def test_positions_are_refused() -> None:
    """Fields are given by name only."""
    make: type = Point
    with pytest.raises(TypeError, match="positional"):
        make(1, 2)


def test_equality_is_that_of_the_fields_of_one_class() -> None:
    """Another class with equal fields is not equal."""
    assert Point(x=1) == Point(x=1, y=0)
    assert Point(x=1) != Point(x=2)
    others: tuple[object, ...] = (Pixel(x=1), 1, None)
    assert Point(x=1) not in others
    assert Nothing() == Nothing()


def test_equal_values_hash_alike() -> None:
    """Values are members of sets and keys of dicts."""
    assert len({Point(x=1), Point(x=1), Point(x=2), Nothing(), Nothing()}) == 3


def test_a_value_with_an_unhashable_field_does_not_hash() -> None:
    """A list in a field is no key."""
    with pytest.raises(TypeError, match="unhashable"):
        hash(replace(Point(x=1), names=[]))


@pytest.mark.parametrize("name", ["x", "total", "other"])
def test_nothing_can_be_changed(name: str) -> None:
    """Neither fields nor other attributes are set or deleted."""
    point = Point(x=1)
    with pytest.raises(AttributeError, match=f"Point is a value: {name} cannot change"):
        setattr(point, name, 2)
    with pytest.raises(AttributeError, match=f"Point is a value: {name} cannot change"):
        delattr(point, name)
    assert not hasattr(point, "__dict__")


def test_a_cached_property_has_room_where_the_class_gives_it() -> None:
    """It is computed once, and takes no part in equality."""
    one, other = Remembering(x=2), Remembering(x=2)
    assert one.double == 4
    assert "double" in vars(one)
    assert one == other


def test_the_text_of_a_value_makes_it_again() -> None:
    """Every field stands in it by name."""
    assert repr(Point(x=1, names=("a",))) == "Point(x=1, y=0, names=('a',))"
    assert repr(Nothing()) == "Nothing()"
    assert eval(repr(Point(x=5))) == Point(x=5)


def test_what_a_class_defines_itself_stays() -> None:
    """Its own equality, hash and text win."""
    assert Own(x=1, note="a") == Own(x=1, note="b")
    assert hash(Own(x=7)) == 7
    assert repr(Own(x=1)) == "<own>"


def test_replace_changes_some_fields_of_a_copy() -> None:
    """The value itself stays; an unknown field is an error."""
    point = Point(x=1, y=2)
    assert replace(point, y=5) == Point(x=1, y=5)
    assert point.y == 2
    with pytest.raises(TypeError, match="Point has no z"):
        replace(point, z=1)


@pytest.mark.parametrize("again", [copy.copy, copy.deepcopy, lambda each: pickle.loads(pickle.dumps(each))])
@pytest.mark.parametrize("given", [Point(x=1, names=("a",)), Nothing(), Remembering(x=2)], ids=repr)
def test_copies_are_equal(again: type, given: object) -> None:
    """A value can be copied and sent to another process."""
    assert again(given) == given


def test_a_value_class_cannot_be_extended() -> None:
    """Equality by fields and inheritance do not go together."""
    with pytest.raises(TypeError, match="Point is a value and cannot be extended"):
        type("Wider", (Point,), {})


@pytest.mark.parametrize("default", [[], {}, set()], ids=repr)
def test_a_default_that_all_would_share_is_refused(default: object) -> None:
    """A mutable default fails where the class is defined."""
    with pytest.raises(TypeError, match=r"Bag\.things has a mutable default"):
        value(type("Bag", (), {"__annotations__": {"things": object}, "things": default}))


def test_fields_match_by_name() -> None:
    """A pattern takes keywords only, as the constructor does."""
    match Point(x=1, y=2):
        case Point(x=1, y=found):
            assert found == 2
        case _:
            pytest.fail("did not match")
