"""A panel shows the hidden layer's g and g' with every unit in one small graph, whatever the figure shows."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRectF

from nnexplorer.gui.canvases.activation import ActivationCanvas
from nnexplorer.model.activations import ACTIVATIONS

PROBE = (0.3, 0.4)
SIZES = ((120, 70), (280, 130), (460, 300))


@pytest.fixture
def canvas(hung):
    return hung(ActivationCanvas)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("size", [(40, 30), (280, 130)], ids=str)
def test_every_nonlinearity_is_drawn_at_any_size(canvas, picture, pixels, graphs_of, style, dark, name, size):
    for units, shown in ((1, style), (300, dark)):
        canvas.restyle(shown)
        canvas.show_part(graphs_of(units, name, data=False, probe=PROBE), 0)
        image = pixels(picture(canvas, *size))
        assert tuple(image[0, 0]) == shown.color("card").getRgb()[:3]
        assert np.ptp(image) > 40


@pytest.mark.parametrize("curves", [(), ("step", "relu"), tuple(ACTIVATIONS)], ids=len)
def test_it_shows_the_hidden_layers_own_graph_alone(canvas, picture, graphs_of, curves):
    canvas.show_part(graphs_of(4, "tanh", derivatives=False, curves=curves), None)
    picture(canvas, 280, 130)
    (plot,) = canvas.plots()
    assert plot.graph.activation.name == "tanh"
    assert plot.value
    assert plot.derivative


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("units", [1, 8, 300])
def test_the_graph_fills_the_panel(canvas, picture, graphs_of, size, units):
    canvas.show_part(graphs_of(units, "tanh"), 0)
    picture(canvas, *size)
    (plot,) = canvas.plots()
    assert QRectF(0, 0, *size).contains(plot.frame.rect)
    assert plot.frame.rect.height() > 0.6 * size[1]
    assert plot.rows is None, "the units' histograms are for the large canvas"


@pytest.mark.parametrize("name", ["tanh", "relu", "logistic"])
def test_ink_appears_where_g_and_its_derivative_are(canvas, picture, pixels, graphs_of, style, name):
    canvas.show_part(graphs_of(2, name, probe=PROBE), None)
    image = pixels(picture(canvas, 460, 300))
    (plot,) = canvas.plots()
    inked = np.abs(image - np.array(style.color("card").getRgb()[:3])).sum(axis=2) > 60
    for b in np.linspace(0.6, 0.9, 7) * plot.frame.bounds[0][1]:
        g = float(plot.graph.activation.function(b))
        at = plot.frame.point(b, g)
        assert inked[round(at.y()) - 2 : round(at.y()) + 3, round(at.x())].any()


def test_it_says_nothing_but_the_units(canvas, picture, graphs_of, words):
    said = words("drawing.curves", "drawing.frame", "drawing.operating", "base")
    canvas.show_part(graphs_of(4, "tanh", probe=PROBE), 1)
    picture(canvas, 280, 130)
    assert said == []


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_click_on_a_dot_selects_its_unit(canvas, picture, graphs_of, mouse, size):
    clicked = []
    canvas.unit_clicked.connect(clicked.append)
    canvas.show_part(graphs_of(2, "tanh", probe=PROBE), None)
    picture(canvas, *size)
    hand = mouse(canvas.viewport())
    for grip in canvas.grips():
        hand.click(grip.at)
    assert set(clicked) == {0, 1}
    assert len(clicked) == 4


def test_an_empty_panel_is_borne(canvas, picture, graphs_of):
    for part in (None, graphs_of(data=False, probe=None)):
        canvas.show_part(part, 0)
        assert not picture(canvas).isNull()
        assert canvas.grip_at(QPointF(50, 50)) is None


def test_every_change_of_the_units_is_shown(canvas, picture, graphs_of):
    pictures = []
    for probe in (PROBE, (-0.5, 0.9), None):
        canvas.show_part(graphs_of(2, "tanh", probe=probe), 0)
        pictures.append(picture(canvas))
    assert pictures[0] != pictures[1] != pictures[2]


def test_showing_is_silent(canvas, picture, graphs_of, ears):
    heard = ears(canvas)
    for part in (graphs_of(2), graphs_of(8, "relu"), None):
        canvas.show_part(part, 0)
        picture(canvas)
    assert heard == []


def test_it_is_small_and_drawn_all_the_same(opened):
    canvas = opened("second-layer-output", 1440, 900).window.activation_canvas
    assert canvas.isVisible()
    assert not canvas.cramped
