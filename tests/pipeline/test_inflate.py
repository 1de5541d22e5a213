"""Content encodings, whole, broken and hostile."""

import gzip
import tracemalloc
import zlib
from collections.abc import Callable

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from insights_cli.pipeline.inflate import inflate
from insights_cli.pipeline.refusal import RefusedError

MOST = 4 << 20


def bare_deflate(content: bytes) -> bytes:
    """What some clients call deflate."""
    maker = zlib.compressobj(6, zlib.DEFLATED, -15)
    return maker.compress(content) + maker.flush()


COMPRESSORS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "identity": ("", bytes),
    "gzip": ("gzip", gzip.compress),
    "GZip": (" GZip ", gzip.compress),
    "deflate": ("deflate", zlib.compress),
    "bare deflate": ("deflate", bare_deflate),
    "zstd": ("zstd", zstandard.ZstdCompressor().compress),
}
REAL = {name: pair for name, pair in COMPRESSORS.items() if name not in ("identity", "GZip")}


@pytest.mark.parametrize(("encoding", "compress"), COMPRESSORS.values(), ids=COMPRESSORS.keys())
@given(content=st.binary(max_size=5000))
def test_inflating_undoes_compressing(encoding: str, compress: Callable[[bytes], bytes], content: bytes) -> None:
    """What went in comes out."""
    assert inflate(compress(content), encoding, most_bytes=MOST) == content


@pytest.mark.parametrize(("encoding", "compress"), REAL.values(), ids=REAL.keys())
def test_a_bomb_is_refused_without_being_inflated(encoding: str, compress: Callable[[bytes], bytes]) -> None:
    """A few kilobytes that hold 256 MiB cost no more memory than the limit allows."""
    bomb = compress(bytes(256 << 20))
    tracemalloc.start()
    with pytest.raises(RefusedError) as refused:
        inflate(bomb, encoding, most_bytes=MOST)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refused.value.code == "SV104"
    assert peak < 4 * MOST


@pytest.mark.parametrize(("encoding", "compress"), REAL.values(), ids=REAL.keys())
def test_a_body_that_breaks_off_is_refused(encoding: str, compress: Callable[[bytes], bytes]) -> None:
    """Half a body is not taken for a whole one."""
    whole = compress(bytes(range(256)) * 40)
    for end in range(0, len(whole) - 1, 7):
        with pytest.raises(RefusedError) as refused:
            inflate(whole[:end], encoding, most_bytes=MOST)
        assert refused.value.code == "SV109"


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "zstd"])
@given(content=st.binary(min_size=1, max_size=100))
def test_noise_is_refused_or_read(encoding: str, content: bytes) -> None:
    """Any bytes end in a refusal, never in another error."""
    codes = []
    try:
        inflate(content, encoding, most_bytes=MOST)
    except RefusedError as refused:
        codes.append(refused.code)
    assert set(codes) <= {"SV109"}


@pytest.mark.parametrize("encoding", ["br", "gzip, gzip", "x" * 500])
def test_unknown_encodings_are_refused(encoding: str) -> None:
    """Only what is announced is understood."""
    with pytest.raises(RefusedError) as refused:
        inflate(b"x", encoding, most_bytes=MOST)
    assert refused.value.code == "SV108"


@pytest.mark.parametrize(("encoding", "empty"), [("gzip", gzip.compress(b"")), ("zstd", zstandard.compress(b""))])
def test_thousands_of_empty_members_are_refused(encoding: str, empty: bytes) -> None:
    """A body of many tiny compressed parts cannot keep the server busy."""
    with pytest.raises(RefusedError) as refused:
        inflate(empty * 1000, encoding, most_bytes=MOST)
    assert refused.value.code == "SV109"


def test_several_members_are_one_body() -> None:
    """Concatenated gzip members are one stream, as in every gzip reader."""
    assert inflate(gzip.compress(b"a") + gzip.compress(b"b"), "gzip", most_bytes=MOST) == b"ab"
