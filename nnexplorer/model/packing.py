"""Documents packed for a figure: compressed, as text where that is needed, and unpacked within limits."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Iterable

LARGEST_DOCUMENT = 2**27
"""Most bytes of a document in a figure, when unpacked."""

LONGEST_PIECE = 2**22
"""Most characters of a piece of text: many readers refuse a PNG's chunk of 8 MB, or an XML text of 10 MB."""

_DAMAGED = "carries a damaged document"


class FigureError(Exception):
    """What is wrong with a figure, as the end of a sentence that begins with the kind of figure."""

    def __init__(self, what: str = _DAMAGED) -> None:
        super().__init__(what)


def packed(document: bytes) -> bytes:
    """Compress a document."""
    return zlib.compress(document, 9)


def pieces(document: bytes) -> list[bytes]:
    """Compress a document into text, in pieces short enough for every reader of figures."""
    text = base64.b64encode(packed(document))
    return [text[start : start + LONGEST_PIECE] for start in range(0, len(text), LONGEST_PIECE)]


def joined(texts: Iterable[bytes]) -> bytes:
    """Return the document that `pieces` packed, b"" if there are none.

    Raises
    ------
    FigureError
        If they are not what `pieces` makes of one document.
    """
    text = b"".join(b"".join(texts).split())
    if not text:
        return b""
    try:
        content = base64.b64decode(text, validate=True)
    except binascii.Error:
        raise FigureError from None
    document, rest = unpacked(content)
    if rest:
        raise FigureError
    return document


def unpacked(content: bytes | memoryview) -> tuple[bytes, bytes]:
    """Return the document that `packed` compressed and the bytes after it; never more of it than is allowed is made.

    Raises
    ------
    FigureError
        If it is damaged, cut short or too large.
    """
    inflater = zlib.decompressobj()
    try:
        document = inflater.decompress(content, LARGEST_DOCUMENT + 1)
    except zlib.error:
        raise FigureError from None
    if len(document) > LARGEST_DOCUMENT:
        raise FigureError(f"carries a document of more than {LARGEST_DOCUMENT >> 20} MiB")
    if not inflater.eof or not document:
        raise FigureError
    return document, inflater.unused_data
