"""The clipboard gets a picture and vectors at once, each with the document inside."""

from __future__ import annotations

from PySide6.QtGui import QImage

from nnexplorer.gui.figures import clipboard as module
from nnexplorer.gui.figures.clipboard import copy_figure, figure_data
from nnexplorer.gui.figures.painting import FigureOptions, document_figure
from nnexplorer.model import carriers, storage
from nnexplorer.model.lecture import scene


def figure():
    return document_figure(scene("classifier-output").document, FigureOptions())


def test_both_are_there_and_carry_the_document(qapp):
    made = figure()
    data = figure_data(made, 300)
    made.close()
    for kind in ("image/png", "image/svg+xml"):
        content = bytes(data.data(kind).data())
        assert carriers.extract(content) == storage.encode(scene("classifier-output").document)
    assert QImage(data.imageData()).width() == 300


def test_it_is_pasted_and_that_is_told(clipboard):
    made = figure()
    assert copy_figure(made, 300) == "Copied as a picture of 300 × 213 pixels and as vectors"
    made.close()
    pasted = clipboard.mimeData()
    assert pasted.hasFormat("image/svg+xml")
    assert QImage(pasted.imageData()).size().toTuple() == (300, 213)


def test_what_can_not_be_copied_is_told(qapp):
    made = figure()
    assert copy_figure(made, 1).startswith("The figure was not copied: width: expected 16 to 16384")
    made.close()


def test_a_picture_on_the_clipboard_is_bounded_and_its_vectors_are_not(clipboard, monkeypatch):
    monkeypatch.setattr(module, "WIDEST", 200)
    made = figure()
    told = copy_figure(made, 9000)
    size = QImage(clipboard.mimeData().imageData()).size()
    assert size.width() == 200
    assert told.startswith(f"Copied as a picture of 200 \N{MULTIPLICATION SIGN} {size.height()} pixels, the most")
    assert b'<svg width="9000"' in bytes(clipboard.mimeData().data("image/svg+xml").data())
    assert copy_figure(made, 200).endswith("pixels and as vectors")
    made.close()
