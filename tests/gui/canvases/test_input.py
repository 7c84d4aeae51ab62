"""Input space shows a line for each unit, what is to be learnt and the probe, and never speaks unasked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import PointData


@pytest.fixture
def canvas(hung):
    return hung(InputCanvas)


@pytest.fixture
def part(document_with):
    def make(name="second-layer-output", units=None, hidden=None, **view):
        return evaluate_document(document_with(name, units, hidden, **view), 16).input

    return make


@pytest.mark.parametrize("units", [1, 8, 64, 300])
@pytest.mark.parametrize("name", ["second-layer-output", "semicircle-frames"])
def test_any_number_of_lines_is_drawn_at_any_size(canvas, part, picture, size, name, units):
    canvas.show_part(part(name, units, selected=0), units - 1)
    assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_cells_are_drawn_for_every_nonlinearity(canvas, part, picture, hidden):
    shown = part(hidden=hidden, units=8, cells=True)
    canvas.show_part(part(hidden=hidden, units=8), None)
    without = picture(canvas)
    canvas.show_part(shown, None)
    assert shown.cells
    assert picture(canvas) != without


def test_showing_parts_says_nothing(canvas, part, picture, ears):
    heard = ears(canvas)
    for shown, selected in ((part(), 0), (part(), 0), (part(units=64), None), (None, None)):
        canvas.show_part(shown, selected)
        canvas.show_hint("Drag me")
        picture(canvas)
    assert heard == []


def test_an_empty_canvas_says_what_would_fill_it_and_offers_nothing(canvas, picture, words):
    said = words("base")
    canvas.show_part(None, None)
    picture(canvas)
    assert "Threshold lines are drawn for one or two inputs." in said
    assert canvas.thresholds is None
    assert canvas.grips() == []
    assert canvas.grip_at(QPointF(100, 100)) is None


def test_another_theme_gives_another_picture(canvas, part, picture, dark):
    canvas.show_part(part(), 0)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


def test_hints_and_hovered_cells_are_for_a_hand_alone(canvas, part, picture, mouse):
    canvas.show_part(part(units=8, cells=True), None)
    bare = picture(canvas, 500, 500)
    canvas.show_hint("Drag a line")
    hinted = picture(canvas, 500, 500)
    mouse(canvas.viewport()).hover(QPointF(250, 250))
    assert bare != hinted != picture(canvas, 500, 500)
    canvas.exporting = True
    canvas.refresh_ground()
    assert picture(canvas, 500, 500) == bare


def test_given_points_are_drawn_by_class(canvas, part, picture):
    given = replace(part(), target=None, points=np.array([[-0.5, 0.0], [0.5, 0.0]]), signs=np.array([True, False]))
    canvas.show_part(given, None)
    first = picture(canvas)
    canvas.show_part(replace(given, signs=~given.signs), None)
    assert picture(canvas) != first
    canvas.show_part(replace(given, signs=None), None)
    assert picture(canvas) != first


def test_samples_held_out_have_a_key(hung, picture, words, document_with):
    document, said = document_with("second-layer-output"), words("drawing.points")
    data = PointData(np.random.default_rng(0).uniform(-1, 1, (20, 2)), np.ones((20, 1)))
    for share, told in ((0.0, False), (0.4, True)):
        part = evaluate_document(replace(document, data=data, test_share=share), 16).input
        assert (part.held is not None) == told
        canvas = hung(InputCanvas)
        canvas.show_part(part, None)
        said.clear()
        picture(canvas, 500, 400)
        assert bool(said) == told
