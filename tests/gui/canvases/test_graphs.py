"""Graphs are drawn at any size with their units on them, a dot or a row selects its unit, and the ground is kept."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from nnexplorer.gui.canvases.graphs import GraphsCanvas
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.words.notation import NOTATIONS
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.settings import ViewSettings

SIZES = ((300, 200), (460, 450), (1000, 600))
VIEWS = {
    "own": {},
    "derivative": {"derivatives": True},
    "four": {"derivatives": True, "curves": ("step", "logistic", "tanh", "relu")},
    "all": {"derivatives": False, "curves": tuple(ACTIVATIONS)},
}
PROBE = (0.3, 0.4)


@pytest.fixture
def canvas(hung):
    return hung(GraphsCanvas)


@pytest.fixture
def clicks(canvas):
    """What the canvas says of clicks from now on."""
    heard = []
    canvas.unit_clicked.connect(heard.append)
    return heard


@pytest.mark.parametrize("size", [(40, 30), (90, 300), (700, 60), (1000, 600)], ids=str)
@pytest.mark.parametrize("view", VIEWS)
def test_any_graphs_are_drawn_at_any_size(canvas, picture, pixels, graphs_of, style, dark, size, view):
    few, many = graphs_of(2, **VIEWS[view]), graphs_of(10_000, data=False, probe=PROBE, **VIEWS[view])
    none = graphs_of(data=False, probe=None, **VIEWS[view])
    for part, selected, shown in ((few, 1, style), (many, 7, dark), (none, None, style)):
        canvas.restyle(shown)
        canvas.show_part(part, selected)
        image = pixels(picture(canvas, *size))
        assert tuple(image[1, 1]) == shown.color("card").getRgb()[:3]
        assert np.ptp(image) > 40 or size == (40, 30), "of so small a canvas the margins take all"


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_nonlinearity_is_another_picture(canvas, picture, graphs_of, name):
    canvas.show_part(graphs_of(2, "tanh" if name != "tanh" else "relu", probe=PROBE), None)
    before = picture(canvas)
    canvas.show_part(graphs_of(2, name, probe=PROBE), None)
    assert picture(canvas) != before


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("selected", [None, 1])
def test_words_about_the_units_and_axes_are_apart_and_in_the_picture(
    canvas, picture, graphs_of, placed, size, view, selected
):
    """What is written on a curve has a seam of its own and may lie on a tick; headings, rows and axes may not."""
    canvas.show_part(graphs_of(2, probe=PROBE, **VIEWS[view]), selected)
    picture(canvas, *size)
    said = placed("drawing.curves", "drawing.frame", "drawing.operating", "base")
    canvas.refresh_ground()
    canvas.grab()
    assert len(said) > 3
    assert [(text, box) for text, box in said if not QRectF(0, 0, *size).contains(box)] == []
    frames = [plot.frame.rect for plot in canvas.plots()]
    outside = {(text, *box.getRect()) for text, box in said if not any(rect.contains(box.center()) for rect in frames)}
    inner = [(text, _inner(QRectF(*box))) for text, *box in outside]
    assert [(a, b) for a, b in combinations(inner, 2) if a[1].intersects(b[1])] == []


def _inner(box):
    """A text's box without the space that every line has above and below its letters."""
    return box.adjusted(0.5, 0.25 * box.height(), -0.5, -0.25 * box.height())


@pytest.mark.parametrize("notation", NOTATIONS)
def test_names_follow_the_notation(canvas, picture, graphs_of, words, notation):
    canvas.restyle(style_for(ViewSettings(notation=notation), Look()))
    said = words("drawing.operating")
    canvas.show_part(graphs_of(2, probe=PROBE), 1)
    picture(canvas, 1000, 600)
    assert any(text.startswith(f"{NOTATIONS[notation].excitation_html} over") for text in said)


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("view", ["own", "derivative", "four"])
def test_a_click_on_a_dot_selects_its_unit(canvas, picture, graphs_of, mouse, clicks, size, view):
    part = graphs_of(2, probe=PROBE, **VIEWS[view])
    canvas.show_part(part, None)
    picture(canvas, *size)
    hand, wanted = mouse(canvas.viewport()), []
    grips = canvas.grips()
    assert {grip.unit for grip in grips} == {0, 1}
    for grip in grips:
        near = [other for other in grips if (other.at - grip.at).manhattanLength() < 1]
        hand.click(grip.at)
        wanted.append(near[0].unit)
    assert clicks == wanted


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
@pytest.mark.parametrize("units", [2, 8])
def test_a_click_on_a_row_selects_its_unit(canvas, picture, graphs_of, mouse, clicks, size, units):
    canvas.show_part(graphs_of(units, derivatives=True, probe=PROBE), None)
    picture(canvas, *size)
    hand, wanted = mouse(canvas.viewport()), []
    for plot in canvas.plots():
        for unit in range(units):
            row = plot.rows.row(unit)
            hand.click(QPointF(row.right() - 3, row.center().y()))
            wanted.append(unit)
    assert clicks == wanted


def test_the_selected_units_dot_is_taken_where_dots_coincide(canvas, picture, graphs_of):
    part = graphs_of(32, "tanh", probe=PROBE)
    one_place = replace(part, points=replace(part.points, e=np.full(32, 0.5)))
    for selected in (5, 31, 0):
        canvas.show_part(one_place, selected)
        picture(canvas, 300, 200)
        taken = [grip.at for grip in canvas.grips() if grip.unit == selected]
        assert taken
        assert [canvas.grip_at(at).unit for at in taken] == [selected] * len(taken)


def test_nothing_can_be_taken_beside_the_points_and_in_others_graphs(canvas, picture, graphs_of, mouse, clicks):
    canvas.show_part(graphs_of(2, probe=PROBE, **VIEWS["four"]), None)
    picture(canvas, 1000, 600)
    mouse(canvas.viewport()).click(QPointF(3, 3))
    for plot in canvas.plots():
        if not plot.graph.own:
            mouse(canvas.viewport()).click(plot.frame.point(1.0, plot.graph.activation.function(1.0)))
    assert clicks == []


def test_without_points_there_are_no_grips(canvas, picture, graphs_of):
    for part in (graphs_of(data=False, probe=None), None):
        canvas.show_part(part, 0)
        picture(canvas)
        assert canvas.grips() == []
        assert canvas.grip_at(QPointF(150, 100)) is None


def test_only_the_points_are_drawn_anew_when_only_they_move(canvas, picture, graphs_of, words):
    canvas.show_part(graphs_of(2, probe=PROBE), 0)
    before = picture(canvas)
    said = words("drawing.curves")
    canvas.show_part(graphs_of(2, probe=(-0.6, 0.1)), 1)
    assert picture(canvas) != before
    assert said == [], "the ground is kept"
    canvas.show_part(graphs_of(3, probe=PROBE), 1)
    picture(canvas)
    assert said != []


@pytest.mark.parametrize("selected", [None, 0, 1])
def test_the_selected_unit_is_brought_out(canvas, picture, graphs_of, selected):
    canvas.show_part(graphs_of(2, probe=PROBE), selected)
    shown = picture(canvas)
    canvas.show_part(graphs_of(2, probe=PROBE), 1 if selected == 0 else 0)
    assert picture(canvas) != shown


def test_showing_is_silent(canvas, picture, graphs_of, ears):
    heard = ears(canvas)
    for part in (graphs_of(2), graphs_of(8, "relu"), None):
        canvas.show_part(part, 0)
        picture(canvas)
    assert heard == []


def test_another_theme_gives_another_picture(canvas, picture, graphs_of, dark):
    canvas.show_part(graphs_of(2), 0)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before
