"""Documents attached to PDF files, which readers offer to save, and found there again."""

from __future__ import annotations

import re

from nnexplorer.model.packing import FigureError, packed, unpacked

NAME = b"document.nnx"
"""What readers call the attached file."""

_MARK = b"/NNEX_Document"  # tells our file from others that may be attached
_DICTIONARY = 1024  # bytes between the mark and what it stands before, at most
_TAIL = 4096  # bytes at the end that tell where the parts are
_ENDING = re.compile(rb"\ntrailer\s*<<(?P<trailer>.*?)>>\s*startxref\s+(?P<table>\d+)\s+%%EOF\s*\Z", re.DOTALL)


def attach(pdf: bytes, document: bytes) -> bytes:
    """Attach a document by an update at the file's end, as the format provides for; nothing before it is moved.

    Raises
    ------
    LookupError
        If this is no PDF of the kind that Qt writes.
    """
    ending = _found(_ENDING, pdf[-_TAIL:])
    root, file = (int(_found(pattern, ending["trailer"])[1]) for pattern in (rb"/Root (\d+) 0 R", rb"/Size (\d+)"))
    catalog = _found(rb"\n%d 0 obj\s*<<(.*?)>>\s*endobj" % root, pdf)[1]
    names = b"/Names << /EmbeddedFiles << /Names [(%b) %d 0 R] >> >>" % (NAME, file + 1)
    content = packed(document)
    kind = b"/Type /EmbeddedFile /Subtype /application#2Fjson /Params << /Size %d >>" % len(document)
    how = b"%b true /Filter /FlateDecode /Length %d" % (_MARK, len(content))
    objects = {
        root: b"<<%b%b\n>>" % (re.sub(rb"/Names \d+ 0 R\s*", b"", catalog), names),
        file: b"<< %b %b >>\nstream\n%b\nendstream" % (kind, how, content),
        file + 1: b"<< /Type /Filespec /F (%b) /UF (%b) /EF << /F %d 0 R >> >>" % (NAME, NAME, file),
    }
    trailer = re.sub(rb"/Size \d+", b"/Size %d" % (file + 2), ending["trailer"].rstrip())
    return _updated(pdf, objects, b"<<%b\n/Prev %b\n>>" % (trailer, ending["table"]))


def attached(pdf: bytes) -> bytes:
    """Return the attached document, b"" if there is none; each byte is looked at a few times at most.

    Raises
    ------
    FigureError
        If the file is cut short, or has more than one document or a damaged one.
    """
    if not pdf[-_TAIL:].rstrip().endswith(b"%%EOF"):
        raise FigureError("is cut short")
    mark = pdf.find(_MARK)
    if mark < 0:
        return b""
    if pdf.find(_MARK, mark + 1) >= 0:
        raise FigureError("carries more than one document")
    start = re.compile(rb".{,%d}?>>\s{,9}stream\r?\n" % _DICTIONARY, re.DOTALL).match(pdf, mark)
    if start is None:
        raise FigureError
    return unpacked(memoryview(pdf)[start.end() :])[0]


def _found(pattern: bytes | re.Pattern[bytes], content: bytes) -> re.Match[bytes]:
    found = re.search(pattern, content, re.DOTALL if isinstance(pattern, bytes) else 0)
    if found is None:
        raise LookupError
    return found


def _updated(pdf: bytes, objects: dict[int, bytes], trailer: bytes) -> bytes:
    """Append objects by their numbers, the table of where they begin, and the trailer that leads to it."""
    parts, table, end = [pdf], [b"xref\n"], len(pdf)
    for number, content in objects.items():
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        table.append(b"%d 1\n%010d 00000 n \n" % (number, end))
        end += len(parts[-1])
    return b"".join([*parts, *table, b"trailer\n%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, end)])
