"""A PDF with a document attached: its tables are right, nothing is moved, and only our attachment is taken for one."""

import re

import pytest

from nnexplorer.model.attachments import NAME, attach, attached
from nnexplorer.model.packing import FigureError, packed

DOCUMENT = b'{"format": "nnexplorer", "text": "endstream )>> endobj"}\n'


def pdf(catalog=b"/Type /Catalog\n/Pages 3 0 R\n/Names 4 0 R\n"):
    """A file of one empty page, in the way that Qt writes one."""
    parts = [
        b"<<\n/Title (x)\n>>",
        b"<<\n" + catalog + b">>",
        b"<<\n/Type /Pages\n/Kids [5 0 R]\n/Count 1\n>>",
        b"<<\n>>",
        b"<<\n/Type /Page\n/Parent 3 0 R\n/MediaBox [0 0 9 9]\n>>",
    ]
    content, starts = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n", []
    for number, part in enumerate(parts, 1):
        starts.append(len(content))
        content += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % start for start in starts)
    trailer = b"<<\n/Size 6 \n/Info 1 0 R\n/Root 2 0 R\n/ID [ <aa> <aa> ]\n>>"
    head = b"xref\n0 6\n0000000000 65535 f \n"
    return content + head + table + b"trailer\n%b\nstartxref\n%d \n%%%%EOF\n" % (trailer, len(content))


def entries(file):
    """Every object's number and place, from the tables back to the first one."""
    found, start = {}, int(re.findall(rb"startxref\s+(\d+)", file)[-1])
    while start is not None:
        table = re.compile(rb"xref\n((?:\d+ \d+\n(?:\d{10} \d{5} [nf] \n)+)+)trailer\n(<<.*?>>)\nstartxref", re.DOTALL)
        rows, trailer = table.match(file, start).groups()
        for first, lines in re.findall(rb"(\d+) \d+\n((?:\d{10} \d{5} [nf] \n)+)", rows):
            for i, line in enumerate(lines.splitlines()):
                if line.endswith(b"n "):
                    found.setdefault(int(first) + i, int(line[:10]))
        before = re.search(rb"/Prev (\d+)", trailer)
        start = int(before[1]) if before else None
    return found


def test_document_comes_back():
    assert attached(attach(pdf(), DOCUMENT)) == DOCUMENT


def test_nothing_is_moved_and_every_object_is_where_the_tables_say():
    file = attach(pdf(), DOCUMENT)
    assert file.startswith(pdf())
    assert sorted(entries(pdf())) == [1, 2, 3, 4, 5]
    assert sorted(entries(file)) == [1, 2, 3, 4, 5, 6, 7]
    for number, start in entries(file).items():
        assert file.startswith(b"%d 0 obj\n" % number, start)
    assert b"/Size 8" in file[len(pdf()) :]


@pytest.mark.parametrize("names", [b"", b"/Names 4 0 R\n"])
def test_catalog_keeps_what_it_has_and_leads_to_the_document(names):
    file = attach(pdf(b"/Type /Catalog\n/Pages 3 0 R\n" + names + b"/Lang (en)\n"), DOCUMENT)
    start = entries(file)[2]
    catalog = file[start : file.index(b"endobj", start)]
    assert catalog.count(b"/Names") == 2, "the dictionary of names, and the list in it"
    for part in (b"/Type /Catalog", b"/Pages 3 0 R", b"/Lang (en)", b"[(%b) 7 0 R]" % NAME):
        assert part in catalog


@pytest.mark.parametrize(
    "wrong",
    [
        b"",
        b"%PDF-1.4\n%%EOF\n",
        pdf()[:-6],
        pdf().replace(b"/Root 2 0 R", b""),
        pdf().replace(b"/Size 6", b""),
        pdf().replace(b"\n2 0 obj", b"\n9 0 obj"),
    ],
)
def test_file_that_is_none_of_qts_gets_no_document(wrong):
    with pytest.raises(LookupError):
        attach(wrong, DOCUMENT)


def test_other_attachments_are_left_alone():
    other = b"9 0 obj\n<< /Type /EmbeddedFile >>\nstream\n" + packed(DOCUMENT) + b"\nendstream\nendobj\n"
    assert attached(pdf().replace(b"xref\n0", other + b"xref\n0")) == b""


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda file: file[:-8], "is cut short"),
        (lambda file: attach(file, DOCUMENT), "carries more than one document"),
        (lambda file: file.replace(b">>\nstream", b">>\nstrea"), "carries a damaged document"),
        (lambda file: file.replace(b">>\nstream", b" " * 2000 + b">>\nstream"), "carries a damaged document"),
        (lambda file: file.replace(b"stream\nx", b"stream\ny"), "carries a damaged document"),
    ],
)
def test_damage_is_told(change, told):
    with pytest.raises(FigureError, match=rf"\A{told}\Z"):
        attached(change(attach(pdf(), DOCUMENT)))


def test_line_ends_of_other_programs_are_taken():
    assert attached(attach(pdf(), DOCUMENT).replace(b">>\nstream\n", b">>stream\r\n")) == DOCUMENT
