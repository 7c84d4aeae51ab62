"""Figures as bytes: exact sizes, ink where it should be, what is refused."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from nnexplorer.gui.app import window_figure
from nnexplorer.gui.figures.painting import FORMATS, VIEWS, FigureOptions, check_width, document_figure, encode
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
    return numbers(QImage.fromData(png)).astype(np.uint8)


def numbers(image):
    image = image.convertToFormat(QImage.Format.Format_RGB32)
    return (
        np.frombuffer(image.constBits(), dtype=np.uint8)
        .reshape(image.height(), image.width(), 4)[:, :, :3]
        .astype(float)
    )


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


@pytest.mark.parametrize("view", [None, "output"])
def test_a_figure_four_times_as_wide_is_the_same_picture(figure, view):
    made = figure("second-layer-output", view=view)
    small = pixels(encode(made, "png", 900)).astype(float)
    rows, columns, _ = small.shape
    large = pixels(encode(made, "png", 3600))[: 4 * rows].astype(float)
    shrunk = large.reshape(rows, 4, columns, 4, 3).mean(axis=(1, 3))
    assert np.abs(shrunk - small).mean() < 1.2
    assert (np.abs(shrunk - small).max(axis=2) > 100).mean() < 0.0002, "nothing stands elsewhere"
    assert (255 - shrunk).mean() == pytest.approx((255 - small).mean(), rel=0.02), "and nothing is thicker"


def test_the_zero_line_is_no_darker_in_a_small_picture(figure):
    made = figure("classifier-output", view="output")
    shares = []
    for width in (48, 480):
        picture = pixels(encode(made, "png", width)).astype(float)
        shares.append(np.maximum(0, 60 - picture.max(axis=2)).mean())
    assert shares[0] <= shares[1]


# The ground -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", [None, "input", "output", "hidden", "surface", "diagram", "activation"])
def test_a_transparent_figure_has_no_ground_and_the_same_ink(figure, view):
    solid = QImage.fromData(encode(figure("classifier-output", view=view), "png", 300))
    bare = QImage.fromData(encode(figure("classifier-output", view=view, transparent=True), "png", 300))
    assert solid.pixelColor(0, 0).alpha() == 255
    assert bare.pixelColor(0, 0).alpha() == 0
    over = QImage(bare.size(), QImage.Format.Format_RGB32)
    over.fill(QColor("white"))
    painter = QPainter(over)
    painter.drawImage(0, 0, bare)
    painter.end()
    there, here = (numbers(image) for image in (solid, over))
    assert np.abs(there - here).mean() < 0.3


def test_transparent_vectors_have_no_ground_either(figure):
    words = {}
    for transparent in (False, True):
        svg = encode(figure("classifier-output", transparent=transparent), "svg", 300).decode()
        words[transparent] = svg.lower().count('fill="#ffffff" fill-opacity="1"')
    assert words[True] < words[False]


def test_chosen_canvases_stand_side_by_side_in_one_figure(figure):
    both, one = figure(view="input,output"), figure(view="input")
    assert both.size.width() > 1.5 * one.size.width()
    assert carriers.extract(encode(both, "png", 100)) == storage.encode(scene("semicircle-frames").document)


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
    assert drawing.count("<polygon") + drawing.count("<path") > 4096  # the latter by Qt 6.10.0
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


TITLES = ["\x01 bell \x07", "x\x00y", "\ufffe\uffff", "\u202eback", "a<b>&\"'", "two\nlines\ttab"]


@pytest.mark.parametrize("title", TITLES, ids=ascii)
def test_a_figure_of_any_title_is_whole_and_brings_its_document_back(qtbot, tmp_path, title):
    document = replace(scene("classifier-output").document, title=title, caption=title)
    figure = window_figure(document, FigureOptions())
    try:
        made = {name: encode(figure, name, 200) for name in FORMATS}
    finally:
        figure.close()
    ET.fromstring(made["svg"])
    assert made["pdf"].rstrip().endswith(b"%%EOF")
    for name, content in made.items():
        (path := tmp_path / f"figure.{name}").write_bytes(content)
        assert storage.load(path).title == title
