"""Foreign pictures that would keep a decoder busy for ever: found out before it sees them."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
"""What a PNG and a JPEG begin with."""

MOST_BYTES = 2**28
"""Of a picture's file."""

_MOST_CHUNKS = 2**16  # of a PNG
_MOST_SCANS = 100  # of a JPEG, each of which goes over all of it; usual are at most ten
_CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of a PNG's kinds of colour
_SLACK = 2**16
_MOST_UNPACKED = 2**30
_PIECE = 2**20


def check(content: bytes) -> None:
    """Refuse a picture that is much more to be unpacked than it says, or more than pictures are.

    What is merely damaged is left to the decoder.

    Raises
    ------
    ValueError
        Why it is refused, in one line.
    """
    if len(content) > MOST_BYTES:
        raise ValueError(f"the picture is too large, expected at most {MOST_BYTES >> 20} MiB; scale it down first")
    if content.startswith(JPEG) and content.count(b"\xff\xda") > _MOST_SCANS:
        raise ValueError(f"the picture is damaged: expected at most {_MOST_SCANS} scans, got more")
    if content.startswith(PNG):
        _check_png(content)


def _check_png(content: bytes) -> None:
    """Unpack a PNG's pixels piece by piece, and stop where there are more than it has."""
    left = min(_size(content), _MOST_UNPACKED)
    unpacking = zlib.decompressobj()
    for packed in _pixels(content):
        waiting = packed
        while waiting and not unpacking.eof:
            try:
                left -= len(unpacking.decompress(waiting, _PIECE))
            except zlib.error:
                return
            waiting = unpacking.unconsumed_tail
            if left < 0:
                raise ValueError("the picture is damaged: it unpacks to more than a picture of its size")


def _size(content: bytes) -> int:
    """The most bytes to which a PNG's pixels unpack: rows with a byte before each, twice as many if interlaced."""
    wide, high = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    depth, kind = content[24:25], content[25:26]
    bits = (depth[0] if depth else 0) * _CHANNELS.get(kind[0] if kind else 0, 1)
    return 2 * high * (1 + (wide * bits + 7) // 8) + _SLACK


def _pixels(png: bytes) -> Iterator[bytes]:
    """The contents of a PNG's chunks of pixels."""
    start = len(PNG)
    for _ in range(_MOST_CHUNKS):
        end = start + 8 + int.from_bytes(png[start : start + 4], "big")
        name = png[start + 4 : start + 8]
        if name in {b"IEND", b""} or end > len(png):
            return
        if name == b"IDAT":
            yield png[start + 8 : end]
        start = end + 4
    raise ValueError(f"the picture is damaged: expected at most {_MOST_CHUNKS} parts, got more")
