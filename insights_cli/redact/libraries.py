"""Libraries that a value seldom needs, loaded when one first does: together they cost more CPU than all else here."""

from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any, cast


@cache
def phonenumbers() -> Any:
    """The `phonenumbers` module: numbering plans per country."""
    return import_module("phonenumbers")


@cache
def number_check(module: str) -> Callable[[str], bool]:
    """The `is_valid` of the python-stdnum *module* (`iban`, `es.nif`)."""
    return cast(Callable[[str], bool], import_module(f"stdnum.{module}").is_valid)


@cache
def number_database(name: str) -> Any:
    """A prefix database of python-stdnum, such as the structure of IBANs per country."""
    return import_module("stdnum.numdb").get(name)


@cache
def unescape_html() -> Callable[[str], str]:
    """The decoder of HTML entities; the table of their names is long."""
    return cast(Callable[[str], str], import_module("html").unescape)
