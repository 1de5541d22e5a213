"""The fastest zlib that is installed."""

import zlib

from hypothesis import given
from hypothesis import strategies as st

from insights_cli.fast_zlib import ZLIB


@given(st.binary(max_size=2000), st.integers(0, 2**32 - 1))
def test_checksums_are_those_of_zlib(data: bytes, start: int) -> None:
    """What one machine writes another can read."""
    assert ZLIB.crc32(data, start) == zlib.crc32(data, start)


@given(st.binary(max_size=2000))
def test_what_it_compresses_zlib_reads(data: bytes) -> None:
    """In the format that its caller asks for."""
    maker = ZLIB.compressobj(1, zlib.DEFLATED, 31)
    assert zlib.decompress(maker.compress(data) + maker.flush(), 31) == data
