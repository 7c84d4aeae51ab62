"""Figures that carry their document: how it is put into a PNG, SVG or PDF file, and found there again.

A PNG has the document as text in ``iTXt`` chunks before its end, an SVG in a ``metadata`` element, a PDF as an
attached file; each time it is compressed. Foreign files are searched byte by byte, without a library that could be
led astray, and every size is limited.
"""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from nnexplorer.model.attachments import attach, attached
from nnexplorer.model.packing import LARGEST_DOCUMENT, FigureError, joined, pieces

LARGEST_FIGURE = 2**29
"""Most bytes of a figure that is searched for a document."""

HEAD = 4096
"""Bytes at the beginning of a file that tell what kind of figure it is."""

_MOST_CHUNKS = 2**17  # of a PNG; Qt writes one for every 8 KiB

_PNG = b"\x89PNG\r\n\x1a\n"
_PNG_TEXT = b"nnexplorer\0\0\0\0\0"  # keyword; not compressed as a chunk; neither language nor translated keyword
_SVG_ELEMENT = b"nnexplorer:document"
_SVG_START = b'<%b xmlns:nnexplorer="urn:nnexplorer:document">' % _SVG_ELEMENT
_SVG_END = b"</%b>" % _SVG_ELEMENT


class CarrierError(ValueError):
    """Why a figure has no document to give, and the way out, in one line."""


@dataclass(frozen=True)
class Carrier:
    """A kind of figure: how it is called, told from other files, and how a document gets into it and out again."""

    title: str
    is_one: Callable[[bytes], bool]
    embed: Callable[[bytes, bytes], bytes]
    """Put a document into the figure; LookupError if that is no such file as Qt writes."""
    extract: Callable[[bytes], bytes]
    """Take it out, b"" where there is none; FigureError if it can't be read."""


def embed(figure: bytes, file_format: str, document: bytes) -> bytes:
    """Return a figure that carries a document; it looks as before, and is as valid.

    Parameters
    ----------
    figure : bytes
        A file as Qt writes it, that carries none yet.
    file_format : str
        A key of `CARRIERS`.
    document : bytes
        From 1 to `LARGEST_DOCUMENT` of them.

    Raises
    ------
    ValueError
        If the document is too large, or the figure is no such file.
    """
    carrier = CARRIERS[file_format]
    if not 0 < len(document) <= LARGEST_DOCUMENT:
        raise ValueError(f"document in a figure: expected 1 to {LARGEST_DOCUMENT} bytes, got {len(document)}")
    try:
        return carrier.embed(figure, document)
    except LookupError:
        raise ValueError(f"figure: expected a whole {carrier.title} file as Qt writes it") from None


def extract(content: bytes) -> bytes | None:
    """Return the document that a figure carries, None if the bytes are no figure at all.

    Raises
    ------
    CarrierError
        If a figure carries none or more than one, or is damaged, cut short or too large.
    """
    carrier = kind(content)
    if carrier is None:
        return None
    check_size(carrier, len(content))
    try:
        document = carrier.extract(content)
    except FigureError as fault:
        raise CarrierError(f"this {carrier.title} {fault}; open another copy of it, or the .nnx document") from None
    if not document:
        wanted = "a figure saved by nnexplorer or an .nnx file"
        raise CarrierError(f"this {carrier.title} carries no document; open {wanted}")
    return document


def kind(head: bytes) -> Carrier | None:
    """Return the kind of figure that a file with this beginning, `HEAD` bytes of it, is; None if it is none."""
    return next((carrier for carrier in CARRIERS.values() if carrier.is_one(head[:HEAD])), None)


def is_figure(path: Path) -> bool:
    """Whether the file at a path is a figure, by its content; one that can't be read is none."""
    try:
        with path.open("rb") as file:
            return kind(file.read(HEAD)) is not None
    except OSError:
        return False


def is_marked(path: Path) -> bool:
    """Whether a file has our mark of a PNG that carries a document, whole or not; one that is too large has none."""
    with path.open("rb") as file:
        content = b"" if os.fstat(file.fileno()).st_size > LARGEST_FIGURE else file.read()
    return _is_png(content) and b"iTXt" + _PNG_TEXT in content


def check_size(carrier: Carrier, size: int) -> None:
    """CarrierError for a figure that has too many bytes to be searched."""
    if size > LARGEST_FIGURE:
        most = f"{LARGEST_FIGURE >> 20} MiB"
        raise CarrierError(f"this {carrier.title} is too large to carry a document: expected at most {most}")


# PNG --------------------------------------------------------------------------------------------------------------


def _is_png(head: bytes) -> bool:
    return head.startswith(_PNG)


def _chunk(name: bytes, content: bytes) -> bytes:
    return len(content).to_bytes(4, "big") + name + content + zlib.crc32(name + content).to_bytes(4, "big")


def _embed_png(png: bytes, document: bytes) -> bytes:
    end = _chunk(b"IEND", b"")
    if not _is_png(png) or not png.endswith(end):
        raise LookupError
    return b"".join([png[: -len(end)], *(_chunk(b"iTXt", _PNG_TEXT + piece) for piece in pieces(document)), end])


def _extract_png(png: bytes) -> bytes:
    return joined(_png_texts(png))


def _png_texts(png: bytes) -> Iterator[bytes]:
    """Our texts among the file's chunks, each of which is length, name, content and check sum."""
    start = len(_PNG)
    for _ in range(_MOST_CHUNKS):
        content = start + 8
        end = content + int.from_bytes(png[start : start + 4], "big")
        if end + 4 > len(png):
            raise FigureError("is cut short")
        name = png[start + 4 : content]
        if name == b"IEND":
            return
        if name == b"iTXt" and png.startswith(_PNG_TEXT, content, end):
            if zlib.crc32(memoryview(png)[start + 4 : end]) != int.from_bytes(png[end : end + 4], "big"):
                raise FigureError
            yield png[content + len(_PNG_TEXT) : end]
        start = end + 4
    raise FigureError("has too many parts")


# SVG --------------------------------------------------------------------------------------------------------------


def _is_svg(head: bytes) -> bool:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<") and b"<svg" in head


def _embed_svg(svg: bytes, document: bytes) -> bytes:
    before, end, after = svg.rpartition(b"</svg>")
    if not end or not _is_svg(svg[:HEAD]):
        raise LookupError
    texts = [_SVG_START + piece + _SVG_END for piece in pieces(document)]
    return b"".join([before, b"<metadata>\n", b"\n".join(texts), b"\n</metadata>\n", end, after])


def _extract_svg(svg: bytes) -> bytes:
    if not svg[-HEAD:].rstrip().endswith(b"</svg>"):
        raise FigureError("is cut short")
    return joined(_svg_texts(svg))


def _svg_texts(svg: bytes) -> Iterator[bytes]:
    """The texts of our elements; each byte is looked at a few times at most, whatever stands there."""
    start = svg.find(b"<" + _SVG_ELEMENT)
    while start >= 0:
        text = svg.find(b">", start, start + HEAD) + 1
        end = svg.find(b"<", text)
        if not text or not svg.startswith(_SVG_END[:-1], end):
            raise FigureError
        yield svg[text:end]
        start = svg.find(b"<" + _SVG_ELEMENT, end)


# PDF --------------------------------------------------------------------------------------------------------------


def _is_pdf(head: bytes) -> bool:
    return head.startswith(b"%PDF-")


CARRIERS = {
    "png": Carrier("PNG", _is_png, _embed_png, _extract_png),
    "svg": Carrier("SVG", _is_svg, _embed_svg, _extract_svg),
    "pdf": Carrier("PDF", _is_pdf, attach, attached),
}
"""By format; a new format that carries its document is one entry here."""
