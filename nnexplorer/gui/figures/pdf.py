"""What Qt's PDF files lack: the exact size of their page, and the same bytes for the same figure."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from PySide6.QtCore import QSizeF

_BOX = re.compile(rb"/MediaBox \[0 0 [\d.]+ ([\d.]+)\]")
_DATE = re.compile(rb"/(?P<name>CreationDate|ModDate) \(D:[^)]{1,40}\)")
_XMP_DATE = re.compile(rb'xmp:(?P<name>\w{1,20}Date)="[^"]{1,40}"')
_IDENTIFIER = re.compile(rb"uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


def finished(pdf: bytes, page: QSizeF) -> bytes:
    """Return Qt's PDF with a page of that size in points, and with a date and an identifier that no clock gave it.

    The file is not shifted by a byte, for its end says where its parts begin.
    """
    return _with_own_identifier(_with_fixed_dates(_with_page(pdf, page)))


def _with_page(pdf: bytes, page: QSizeF) -> bytes:
    """Give the page its size in fractions of a point, which Qt rounds to whole ones; the upper left corner stays."""

    def exact(found: re.Match[bytes]) -> bytes:
        top = float(found[1])
        box = f"/MediaBox [0 {top - page.height():g} {page.width():.10g} {top:g}]"
        return box.encode().ljust(len(found[0]))

    return _BOX.sub(exact, pdf)


def _with_fixed_dates(pdf: bytes) -> bytes:
    """Date the file at the start of 2000, in Qt's two ways of writing dates."""
    pdf = _DATE.sub(lambda found: (b"/" + found["name"] + b" (D:20000101000000Z)").ljust(len(found[0])), pdf)
    fixed = b'="2000-01-01T00:00:00Z"'
    return _XMP_DATE.sub(lambda found: (b"xmp:" + found["name"] + fixed).ljust(len(found[0])), pdf)


def _with_own_identifier(pdf: bytes) -> bytes:
    """Replace Qt's random identifier, which stands there as text and in hexadecimal digits, by one of the content."""
    found = _IDENTIFIER.search(pdf)
    if found is None:
        return pdf
    random, nothing = found[1], str(UUID(int=0)).encode()
    content = _replaced(pdf, random, nothing)
    own = str(UUID(bytes=hashlib.sha256(content).digest()[:16], version=4)).encode()
    return _replaced(content, nothing, own)


def _replaced(pdf: bytes, old: bytes, new: bytes) -> bytes:
    return pdf.replace(old, new).replace(old.hex().encode(), new.hex().encode())
