"""Cells are coloured by the units that are on in them, and each has its formula."""

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from nnexplorer.compute.parts.cells import cell_at, cells
from nnexplorer.gui.canvases.drawing.cellmap import TINT, cell_formula, draw_cells, draw_hovered
from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
FRAME = Frame(QRectF(20, 10, 200, 200), SQUARE)
CROSS = Network([[1, 0], [0, 1]], [0, 0], [[2, 3]], [-1], "step")
"""Two lines through the origin: the quadrants are the cells."""

UPPER_RIGHT, UPPER_LEFT, LOWER_LEFT, LOWER_RIGHT = (0.5, 0.5), (-0.5, 0.5), (-0.5, -0.5), (0.5, -0.5)


def drawn(paint):
    """A white picture after `paint(painter)`."""
    image = QImage(240, 240, QImage.Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    paint(painter)
    painter.end()
    return image


def color(image, point):
    at = FRAME.point(*point)
    pixel = image.pixelColor(int(at.x()), int(at.y()))
    return np.array([pixel.red(), pixel.green(), pixel.blue()])


def tint(*colors):
    """The mean of some colours, as a tint over white."""
    mean = np.mean([[c.red(), c.green(), c.blue()] for c in colors], axis=0)
    return TINT * mean + (1 - TINT) * 255


def cell(network, point, bounds=SQUARE):
    found = cells(network, bounds)
    return found[cell_at(found, point)]


@pytest.mark.parametrize("selected", [None, 0])
def test_cells_have_the_mean_colour_of_the_units_that_are_on(style, selected):
    image = drawn(lambda painter: draw_cells(painter, FRAME, cells(CROSS, SQUARE), selected, style))
    first, second = (style.unit(unit, selected, 2) for unit in (0, 1))
    assert color(image, LOWER_LEFT).tolist() == [255] * 3, "where all are off it is blank"
    assert color(image, LOWER_RIGHT) == pytest.approx(tint(first), abs=2)
    assert color(image, UPPER_LEFT) == pytest.approx(tint(second), abs=2)
    assert color(image, UPPER_RIGHT) == pytest.approx(tint(first, second), abs=2)
    assert first != second


def test_cells_fill_their_frame_and_nothing_else(style):
    everywhere = Network([[1, 0]], [5], [[1]], [0], "relu")
    image = drawn(lambda painter: draw_cells(painter, FRAME, cells(everywhere, SQUARE), 0, style))
    for at in ((21, 11), (218, 208), (120, 110)):
        assert image.pixelColor(*at) != QColor("white")
    for at in ((18, 110), (222, 110), (120, 8), (120, 212)):
        assert image.pixelColor(*at) == QColor("white")


def test_a_cell_under_the_mouse_is_framed_and_told(style):
    image = drawn(lambda painter: draw_hovered(painter, FRAME, cell(CROSS, UPPER_LEFT), style))
    assert color(image, UPPER_LEFT).tolist() == [255] * 3, "its inside stays as it is"
    assert color(image, (-1.0, 0.5)).tolist() != [255] * 3
    lower = image.copy(20, 170, 200, 40)
    blank = QImage(lower.size(), lower.format())
    blank.fill(QColor("white"))
    assert lower != blank, "the formula stands near the lower edge"


@pytest.mark.parametrize(
    ("point", "formula"),
    [
        (LOWER_LEFT, "all off: <i>ŷ</i> = \N{MINUS SIGN}1.00"),
        (LOWER_RIGHT, "on 0: <i>ŷ</i> = 1.00"),
        (UPPER_LEFT, "on 1: <i>ŷ</i> = 2.00"),
        (UPPER_RIGHT, "on 0, 1: <i>ŷ</i> = 4.00"),
    ],
)
def test_under_the_step_each_cell_has_its_constant(style, point, formula):
    assert cell_formula(cell(CROSS, point), style) == formula


def test_under_relu_each_cell_has_its_plane(style):
    text = cell_formula(cell(CROSS.replace(hidden="relu"), UPPER_RIGHT), style)
    assert text.startswith("on 0, 1: ")
    assert text.endswith(
        " = \N{MINUS SIGN}1.00 + 2.00\N{THIN SPACE}<i>x</i><sub>0</sub> + 3.00\N{THIN SPACE}<i>x</i><sub>1</sub>"
    )


def test_a_soft_unit_gives_no_formula(style):
    assert cell_formula(cell(CROSS.replace(hidden="tanh"), UPPER_RIGHT), style) == "on 0, 1"


def test_each_output_has_its_formula(style):
    two = Network(CROSS.W1, CROSS.b1, [[2, 3], [4, 5]], [0, 0.5], "step")
    text = cell_formula(cell(two, UPPER_LEFT), style)
    assert text == "on 1: <i>ŷ</i><sub>0</sub> = 3.00, &nbsp;<i>ŷ</i><sub>1</sub> = 5.50"


def test_units_are_counted_as_the_document_counts(qapp):
    from_one = style_for(ViewSettings(index_base=1), Look("dark"))
    assert cell_formula(cell(CROSS, LOWER_RIGHT), from_one).startswith("on 1: ")


def test_a_unit_without_a_line_is_on_everywhere_or_nowhere(style):
    network = Network([[0, 0], [0, 0]], [1, -1], [[2, 3]], [0], "step")
    (only,) = cells(network, SQUARE)
    assert cell_formula(only, style) == "on 0: <i>ŷ</i> = 2.00"
