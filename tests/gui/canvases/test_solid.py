"""A surface in space is drawn whatever it shows, and turned by mouse and keys."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QBuffer, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtTest import QTest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.compute.parts.solids import Relief, mirrored
from nnexplorer.gui.canvases import solid
from nnexplorer.gui.canvases.drawing.boxpaint import BoxPainter
from nnexplorer.gui.canvases.drawing.projection import HIGHEST, LOWEST
from nnexplorer.gui.canvases.solid import EMPTY, SolidCanvas
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.settings import HOME, QUANTITIES, ViewSettings

ONE, TWO, CLASSES = "second-layer-output", "semicircle-frames", "classifier-output"


@pytest.fixture
def canvas(hung):
    return hung(SolidCanvas)


@pytest.fixture
def part(document_with):
    def make(name=ONE, units=None, hidden=None, **view):
        document = document_with(name, units, hidden, canvases=("surface",), **view)
        return evaluate_document(document, 32).solid

    return make


@pytest.fixture
def turns(canvas):
    heard = []
    canvas.turned.connect(lambda azimuth, elevation: heard.append((azimuth, elevation)))
    return heard


def with_heights(part, heights):
    return replace(part, relief=Relief(heights, np.zeros((0, 2, 2)), 0.0), span=(0.0, 0.0))


# What is drawn ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(40, 30), (300, 200), (1000, 600)])
@pytest.mark.parametrize("name", [ONE, TWO, CLASSES])
def test_any_network_is_drawn_at_any_size(canvas, part, picture, size, name):
    canvas.show_part(part(name), selected=0)
    assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("quantity", QUANTITIES)
def test_every_quantity_of_every_nonlinearity_is_drawn_and_named(canvas, part, picture, hidden, quantity):
    canvas.show_part(part(hidden=hidden, quantity=quantity), HOME, "g", 0)
    picture(canvas)
    names = {"target": "Target", "e1": "Excitation", "h": "Activation", "e2": "Second-layer", "residual": "Residual"}
    assert canvas.title.startswith(names.get(quantity, "Output"))


@pytest.mark.parametrize("camera", [(0, 5), (-60, 30), (100, 60), (-90, 90), (1e6, -1e6)])
@pytest.mark.parametrize("units", [1, 8, 300])
def test_it_is_drawn_from_everywhere_over_any_lines(canvas, part, picture, camera, units):
    canvas.show_part(part(units=units), camera, "g", units - 1)
    assert not picture(canvas).isNull()


def test_the_surface_is_in_the_palettes_colors(canvas, part, picture, pixels):
    canvas.show_part(part())
    shown = pixels(picture(canvas, 400, 300)).reshape(-1, 3)
    warm, cold = shown[:, 0] - shown[:, 2] > 60, shown[:, 2] - shown[:, 0] > 40
    assert warm.mean() > 0.03
    assert cold.mean() > 0.03
    assert (shown.max(axis=1) < 60).mean() > 0.001, "the curve of zero"


def test_the_first_of_two_outputs_is_shown_and_named(canvas, part, picture):
    canvas.show_part(part(TWO))
    picture(canvas)
    assert "<sub>0</sub>" in canvas.title


def test_every_axis_has_its_name_and_round_ticks(canvas, part, picture, placed):
    texts = placed("drawing.boxpaint")
    canvas.show_part(part())
    picture(canvas, 700, 500)
    words = {text for text, _ in texts}
    symbols = canvas.style_.symbols
    assert {symbols.x(0), symbols.x(1), symbols.y(0, 1)} <= words
    assert {"0", "0.5", "1", "2"} <= words


@pytest.mark.parametrize("camera", [(0, 5), (-60, 30), (45, 45), (100, 75), (-90, 90)])
@pytest.mark.parametrize("size", [(300, 200), (1000, 600)])
def test_labels_neither_overlap_nor_are_cut_off(canvas, part, picture, placed, camera, size):
    picture(canvas, *size)
    texts = placed("drawing.boxpaint")
    canvas.show_part(part(), camera)
    canvas.grab()
    rects = [rect for _, rect in texts]
    assert rects
    ground = QRectF(canvas.viewport().rect())
    assert all(ground.contains(rect) for rect in rects)
    for i, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[:i] if other != rect)


def test_lines_carry_their_numbers_but_a_crowd_does_not(canvas, part, picture, words):
    said = words("drawing.baselines")
    canvas.show_part(part(units=30), HOME, "g", 3)
    picture(canvas, 600, 450)
    assert set(said) <= {canvas.style_.symbols.index(3)}
    canvas.show_part(part(units=4), (-60, 60), "g", 3)
    canvas.grab()
    assert len(set(said)) > 1


def test_an_empty_canvas_says_what_would_fill_it(canvas, part, picture, words):
    said = words("base")
    canvas.show_part(part())
    canvas.show_part(None)
    picture(canvas)
    assert said[-1] == EMPTY
    assert "see Output" in EMPTY


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf, 1e300, -1e300, 0.0])
def test_no_value_is_too_strange_to_be_drawn(canvas, part, picture, value):
    heights = np.zeros((9, 9))
    heights[2:5, 3] = value
    canvas.show_part(with_heights(part(), heights), HOME, "g", 0)
    assert not picture(canvas).isNull()
    canvas.show_part(with_heights(part(), np.full((9, 9), value)), HOME, "g", 0)
    assert not canvas.grab().isNull()


def test_heights_keep_their_scale_under_the_hand_and_shrink_at_rest(canvas, part):
    limits = []
    for peak, resting in ((4.0, True), (1.0, False), (6.0, False), (1.0, True)):
        canvas.show_part(with_heights(part(), np.full((9, 9), peak)), HOME, "", None, resting)
        limits.append(canvas.limit)
    assert limits == [4, 4, 6, 1]


def test_showing_parts_says_nothing(canvas, part, picture, ears):
    heard = ears(canvas)
    for shown in (part(), part(TWO), None):
        canvas.show_part(shown, (20, 50))
        picture(canvas)
    assert heard == []


def test_another_theme_and_another_camera_give_another_picture(canvas, part, picture, dark):
    canvas.show_part(part())
    before = picture(canvas)
    canvas.show_part(part(), (10, 30))
    assert canvas.grab().toImage() != before
    canvas.restyle(dark)
    assert picture(canvas).pixelColor(1, 1) == dark.color("card")


# Two surfaces -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "way"), [((900, 400), (1, 0)), ((450, 500), (0, 1))])
def test_both_outputs_stand_side_by_side_or_below_each_other_each_with_its_name(
    canvas, part, picture, words, size, way
):
    said = words("solid")
    canvas.show_part(part(CLASSES, quantity="y", output="both"))
    picture(canvas, *size)
    assert {"Soft, in training", "Hard, in testing"} <= set(said)
    soft, hard = canvas._panels
    assert not soft.room.intersects(hard.room)
    moved = hard.room.center() - soft.room.center()
    assert (moved.x() > 100, moved.y() > 100) == tuple(map(bool, way))
    assert soft.view.scale == hard.view.scale
    assert soft.labelled
    assert hard.labelled


def test_both_outputs_have_one_scale_and_follow_the_net(canvas, part, picture):
    canvas.show_part(part(CLASSES, quantity="y", output="both"))
    picture(canvas, 900, 400)
    assert canvas.limit == 1.0
    other = part(CLASSES, hidden="relu", quantity="y", output="both")
    canvas.show_part(other)
    assert [panel.part for panel in canvas._panels] == list(other.all)
    canvas.show_part(part(CLASSES, quantity="y", output="soft"))
    assert len(canvas._panels) == 1


# Figures ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def quads(canvas, picture, document_with, monkeypatch):
    """`quads(factor)` are the quads along a side of the surface in a figure so many times as large as the canvas."""
    sizes = []

    def record(shown, *rest, make=solid.mesh):
        sizes.append(len(shown.heights) - 1)
        return make(shown, *rest)

    monkeypatch.setattr(solid, "mesh", record)
    document = document_with(ONE, canvases=("surface",))
    canvas.show_part(evaluate_document(document, 512, fine=True).solid)
    picture(canvas, 640, 500)

    def drawn(device, factor):
        painter = QPainter(device)
        painter.scale(factor, factor)
        canvas.paint_on(painter, QRectF(0, 0, 640, 500))
        painter.end()
        return sizes[-1]

    return drawn


def test_a_larger_figure_has_a_finer_mesh(quads):
    found = [quads(QImage(64, 50, QImage.Format.Format_RGB32), factor) for factor in (0.2, 1.4, 5.6)]
    assert found == [16, 64, 256]


def test_vectors_have_fewer_quads_for_each_makes_the_file_larger(quads, qtbot):
    found = []
    for factor in (0.2, 1.4, 5.6):
        buffer = QBuffer()
        generator = QSvgGenerator()
        generator.setOutputDevice(buffer)
        generator.setResolution(96)
        found.append(quads(generator, factor))
    assert found == [64, 64, 128]


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("palette", ["safe", "lecture", "grey"])
def test_the_curve_of_zero_stands_on_a_seam_of_the_ground(canvas, part, picture, pixels, theme, palette):
    canvas.restyle(style_for(ViewSettings(), Look(theme, palette)))
    shown = part()
    canvas.show_part(shown)
    with_curve = pixels(picture(canvas, 600, 450))
    canvas.show_part(replace(shown, relief=replace(shown.relief, zero=np.zeros((0, 2, 2)))))
    without = pixels(picture(canvas, 600, 450))
    changed = (with_curve != without).any(axis=2)
    for token in ("ink", "card"):
        color = np.array(canvas.style_.color(token).getRgb()[:3])
        assert (np.abs(with_curve[changed] - color).max(axis=1) < 40).mean() > 0.08, token


# What a hand does ---------------------------------------------------------------------------------------------------


def test_a_drag_turns_it_and_ends_at_the_top_and_at_the_bottom(canvas, part, picture, mouse, turns):
    picture(canvas)
    canvas.show_part(part())
    hand = mouse(canvas)
    hand.drag(QPointF(150, 100), 40, 20)
    assert turns[-1][0] < HOME[0]
    assert turns[-1][1] > HOME[1]
    hand.drag(QPointF(150, 100), 0, 9000)
    assert turns[-1][1] == HIGHEST
    hand.drag(QPointF(150, 100), 0, -9000)
    assert turns[-1][1] == LOWEST


def test_a_double_click_turns_it_home(canvas, part, picture, turns):
    picture(canvas)
    canvas.show_part(part(), (10, 70))
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert turns[-1] == HOME


@pytest.mark.parametrize(
    ("key", "way"),
    [
        (Qt.Key.Key_Left, (10, 0)),
        (Qt.Key.Key_Right, (-10, 0)),
        (Qt.Key.Key_Up, (0, 5)),
        (Qt.Key.Key_Down, (0, -5)),
    ],
)
def test_arrow_keys_turn_it_and_ctrl_makes_them_fine(canvas, part, picture, turns, key, way):
    picture(canvas)
    canvas.show_part(part())
    QTest.keyClick(canvas, key)
    QTest.keyClick(canvas, key, Qt.KeyboardModifier.ControlModifier)
    assert turns[0] == pytest.approx((HOME[0] + way[0], HOME[1] + way[1]))
    assert turns[1] == pytest.approx((HOME[0] + 1.2 * way[0], HOME[1] + 1.2 * way[1]))
    QTest.keyClick(canvas, Qt.Key.Key_Home)
    assert turns[2] == HOME


def test_an_empty_canvas_is_not_turned(canvas, picture, turns):
    canvas.show_part(None)
    picture(canvas)
    QTest.keyClick(canvas, Qt.Key.Key_Left)
    QTest.mouseDClick(canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert canvas.grip_at(QPointF(10, 10)) is None
    assert turns == []


def test_a_moving_surface_is_painted_like_a_resting_one(canvas, part, picture, pixels):
    picture(canvas, 400, 300)
    canvas.show_part(part())
    image = QImage(400, 300, QImage.Format.Format_RGB888)
    image.fill(canvas.style_.color("card"))
    painter = QPainter(image)
    canvas.paint_on(painter, QRectF(0, 0, 400, 300))
    painter.end()
    assert np.abs(pixels(image) - pixels(canvas.grab().toImage())).mean() < 3


# The second input downwards ---------------------------------------------------------------------------------------


def test_where_the_second_input_goes_down_the_surface_is_seen_turned_round(canvas, part, picture):
    shown = part(bounds=((-1.0, 1.0), (-0.5, 2.0)))
    pictures = []
    for downwards, given in ((False, shown), (True, shown), (False, mirrored(shown))):
        canvas.restyle(style_for(ViewSettings(downwards=downwards), Look()))
        canvas.show_part(given)
        pictures.append(picture(canvas))
    up, down, turned = pictures
    assert down != up
    assert down != turned, "its numbers are those of the input"
    box = canvas._box(mirrored(shown))
    down_axis = BoxPainter(box, canvas._panels[0].view, ("", "", ""), canvas.style_, QRectF(), (1.0, -1.0, 1.0)).axes()[
        1
    ]
    assert [down_axis.text(value) for value in (-2.0, 0.5)] == ["2", "\N{MINUS SIGN}0.5"]


def test_turning_the_axis_round_turns_a_surface_that_is_shown(canvas, part, picture):
    canvas.show_part(part())
    up = picture(canvas)
    canvas.restyle(style_for(ViewSettings(downwards=True), Look()))
    assert picture(canvas) != up
    canvas.restyle(style_for(ViewSettings(), Look()))
    assert picture(canvas) == up
