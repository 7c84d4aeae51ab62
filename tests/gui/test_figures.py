"""Figures as bytes: exact sizes, ink where it should be, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtGui import QImage
from PySide6.QtSvg import QSvgRenderer

from nnexplorer.gui.app import window_figure
from nnexplorer.gui.figures import FORMATS, VIEWS, FigureOptions, check_width, document_figure, encode
from nnexplorer.model import carriers, storage
from nnexplorer.model.lecture import scene


@pytest.fixture
def figure(qapp):
    made = []

    def make(name="semicircle-frames", **options):
        made.append(document_figure(scene(name).document, FigureOptions(**options)))
        return made[-1]

    yield make
    for one in made:
        one.close()


def pixels(png):
    image = QImage.fromData(png).convertToFormat(QImage.Format.Format_RGB32)
    return np.frombuffer(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4)[:, :, :3].copy()


@pytest.mark.parametrize("width", [16, 333, 2000])
def test_a_picture_has_exactly_the_width_asked_for_and_its_height_in_proportion(figure, width):
    made = figure()
    rows, columns, _colors = pixels(encode(made, "png", width)).shape
    assert columns == width
    assert rows == pytest.approx(width * made.size.height() / made.size.width(), abs=0.51)


def test_vectors_have_the_same_size(figure):
    made = figure()
    rows = made.pixels(900).height()
    assert f'viewBox="0 0 900 {rows}"'.encode() in encode(made, "svg", 900)
    box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", encode(made, "pdf", 900))
    assert float(box[1]) == pytest.approx(900 * 0.75, abs=0.01)


@pytest.mark.parametrize("view", VIEWS)
def test_a_single_canvas_fills_its_picture(figure, view):
    name = "semicircle-frames" if view == "sweep" else "classifier-output"
    picture = pixels(encode(figure(name, view=view), "png", 400)).astype(int)
    inked = np.abs(picture - picture[0, 0]).sum(axis=2) > 30
    columns, rows = np.flatnonzero(inked.any(axis=0)), np.flatnonzero(inked.any(axis=1))
    assert columns[-1] - columns[0] > 0.75 * picture.shape[1]
    assert rows[-1] - rows[0] > 0.6 * picture.shape[0]


def test_the_same_figure_has_the_same_ink_at_every_size(figure):
    made = figure("second-layer-output")
    shares = []
    for width in (450, 1800):
        picture = pixels(encode(made, "png", width)).astype(int)
        shares.append((np.abs(picture - 255).sum(axis=2) > 200).mean())
    assert shares[0] == pytest.approx(shares[1], rel=0.1)


@pytest.mark.parametrize("width", [15, 16385, -1])
def test_a_width_out_of_range_is_refused(width):
    with pytest.raises(ValueError, match=f"width: expected 16 to 16384 pixels, got {width}"):
        check_width(width)


def test_an_unknown_format_is_refused(figure):
    with pytest.raises(ValueError, match="'gif' is unknown; there are png, svg, pdf"):
        encode(figure(), "gif", 100)


def test_a_surface_is_polygons_and_its_words_are_text_in_an_svg(figure):
    svg = encode(figure("second-layer-output", view="surface"), "svg", 600).decode()
    drawing = svg[svg.index("</defs>") :]
    assert drawing.count("<polygon") > 4096
    assert "<image" not in drawing
    assert "<text" in drawing
    assert "0.5" in drawing
    assert b"/Subtype /Image" not in encode(figure("second-layer-output", view="surface"), "pdf", 600)


# Its document ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("make", [document_figure, window_figure])
def test_every_figure_carries_the_document_that_it_shows(qtbot, make):
    document = scene("semicircle-frames").document.at_frame(3)
    made = make(document, FigureOptions(theme="dark"))
    for file_format in FORMATS:
        content = encode(made, file_format, 200)
        assert carriers.extract(content) == storage.encode(document)
        assert content == encode(made, file_format, 200)
    made.close()


def test_a_single_canvas_carries_the_document_with_all_of_its_canvases(figure):
    content = encode(figure("semicircle-frames", view="hidden"), "png", 200)
    assert carriers.extract(content) == storage.encode(scene("semicircle-frames").document)


def test_a_figure_that_carries_its_document_is_still_one_and_hardly_larger(figure):
    made = figure()
    carrying = {file_format: encode(made, file_format, 300) for file_format in FORMATS}
    made = replace(made, document=None)
    for file_format, content in carrying.items():
        plain = encode(made, file_format, 300)
        with pytest.raises(ValueError, match="carries no document"):
            carriers.extract(plain)
        assert 0 < len(content) - len(plain) < 3000
    assert np.array_equal(pixels(carrying["png"]), pixels(encode(made, "png", 300)))
    assert QSvgRenderer(carrying["svg"]).isValid()
    assert len(ET.fromstring(carrying["svg"]).findall("{http://www.w3.org/2000/svg}metadata")) == 1
