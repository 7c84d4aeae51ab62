"""Qt's PDF files are finished: the page is exact, no clock and no chance is left in them, and no part was moved."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QSizeF

import nnexplorer
from nnexplorer.gui.figures import pdf
from nnexplorer.gui.figures.painting import FigureOptions, document_figure, encode
from nnexplorer.model.lecture import scene

QTS_ID = b"fb1ce391-fe53-4512-9056-7d226fa89ab8"
QTS = (
    b"%PDF-1.4\n/CreationDate (D:20240229123456+01'00')\n/ModDate (D:20240229123456Z)\n"
    b'<x xmp:CreateDate="2024-02-29T12:34:56+01:00" xmpMM:DocumentID="uuid:' + QTS_ID + b'"/>'
    b"/MediaBox [0 0 675.000000 480.000000]\n/ID [<" + QTS_ID.hex().encode() + b">]\n%%EOF\n"
)
PAGE = QSizeF(674.5, 479.25)


def drawn():
    figure = document_figure(scene("unit-step").document, FigureOptions())
    try:
        return encode(figure, "pdf", 300)
    finally:
        figure.close()


def test_no_part_is_moved():
    done = pdf.finished(QTS, PAGE)
    assert len(done) == len(QTS)
    for part in (b"/ModDate", b"<x", b"uuid:", b"/MediaBox", b"/ID", b"%%EOF"):
        assert done.index(part) == QTS.index(part)


def test_page_has_its_exact_size_from_the_upper_left_corner():
    assert b"/MediaBox [0 0.75 674.5 480]" in pdf.finished(QTS, PAGE)


def test_dates_are_fixed():
    done = pdf.finished(QTS, PAGE)
    assert re.findall(rb"D:[^)]+", done) == [b"D:20000101000000Z"] * 2
    assert b'xmp:CreateDate="2000-01-01T00:00:00Z"' in done
    assert b"2024" not in done


def test_identifier_is_that_of_the_content():
    other = QTS.replace(b"fb1ce391", b"12345678").replace(b"fb1ce391".hex().encode(), b"12345678".hex().encode())
    assert other != QTS
    assert pdf.finished(QTS, PAGE) == pdf.finished(other, PAGE) != pdf.finished(QTS, QSizeF(1, 1))
    text = re.search(rb"uuid:([0-9a-f-]{36})", pdf.finished(QTS, PAGE))[1]
    assert text.hex().encode() in pdf.finished(QTS, PAGE)
    assert text != re.search(rb"uuid:([0-9a-f-]{36})", pdf.finished(QTS + b" ", PAGE))[1]


def test_same_figure_is_the_same_bytes_and_another_day_too(qapp):
    first = drawn()
    assert first == drawn()
    years = set(re.findall(rb"(?:D:|Date=\")(\d{4})", first))
    assert years == {b"2000"}, "neither Qt's way of writing dates has changed"


@pytest.mark.skipif(shutil.which("pdfinfo") is None, reason="needs pdfinfo")
def test_file_is_whole(qapp, tmp_path):
    (tmp_path / "a.pdf").write_bytes(drawn())
    run = subprocess.run(["pdfinfo", tmp_path / "a.pdf"], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    assert "Sat Jan  1 00:00:00 2000" in run.stdout


AFRESH = """
import hashlib
from nnexplorer.gui.app import application
from nnexplorer.gui.figures.painting import FigureOptions, document_figure, encode
from nnexplorer.model.lecture import scene

application()
figure = document_figure(scene("classifier-output").document, FigureOptions())
print(hashlib.sha256(encode(figure, "pdf", 300)).hexdigest())
"""


def test_same_figure_is_the_same_bytes_in_every_process(qapp):
    """Its four faces come in an order by chance: that all of five processes agree by it is one case in thousands."""
    environment = {name: value for name, value in os.environ.items() if name != "QT_HASH_SEED"}
    environment |= {"PYTHONPATH": str(Path(nnexplorer.__file__).parents[1]), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", AFRESH]
    started = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(5)]
    told = {process.communicate(timeout=120)[0] for process in started}
    assert len(told) == 1
    assert len(told.pop()) == 65
