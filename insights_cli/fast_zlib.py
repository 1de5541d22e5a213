"""zlib as fast as it is to be had: from Intel's library where that is installed, else that of Python."""

import zlib
from importlib import import_module
from typing import Any


def _fastest() -> Any:
    try:
        return import_module("isal.isal_zlib")
    except ImportError:
        return zlib


ZLIB = _fastest()
"""Either has `compressobj` and `crc32`, with the same results; levels mean other things."""
