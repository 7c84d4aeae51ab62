"""At one input every unit has a bar of its excitation and one of its activation."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.bars import RANGES, BarsCanvas
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.settings import ViewSettings


@pytest.fixture
def canvas(hung):
    return hung(BarsCanvas)


@pytest.fixture
def probe(document_with):
    def make(units=None, hidden=None):
        return evaluate_document(document_with("semicircle-frames", units, hidden, probe=(0.6, 0.8)), 16).probe

    return make


@pytest.mark.parametrize("units", [1, 8, 64, 300])
def test_any_number_of_bars_is_drawn_at_any_size(canvas, probe, picture, size, units):
    canvas.show_probe(probe(units), "logistic", 0)
    assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_the_axis_holds_every_activation_and_the_range_of_its_nonlinearity(canvas, probe, picture, hidden):
    shown = probe(hidden=hidden)
    canvas.show_probe(shown, hidden, 0)
    picture(canvas)
    low, high = canvas._frames[1].bounds[1]
    assert low <= min(shown.h.min(), 0)
    assert high >= shown.h.max()
    if hidden in RANGES:
        assert low < RANGES[hidden][0] < RANGES[hidden][1] < high


def test_bars_keep_their_scale_under_the_hand_and_shrink_at_rest(canvas, probe):
    large, highest = probe(), []
    large = replace(large, e1=np.linspace(-40, 40, len(large.e1)))
    small = replace(large, e1=large.e1 / 10)
    for shown, resting in ((large, False), (small, False), (small, True)):
        canvas.show_probe(shown, "logistic", None, resting)
        highest.append(canvas._frames[0].bounds[1][1])
    assert highest == pytest.approx([1.04 * 40, 1.04 * 40, 1.04 * 4])


@pytest.mark.parametrize("which", [0, 1])
def test_a_click_above_or_below_a_bar_selects_its_unit(canvas, probe, picture, mouse, which):
    clicked = []
    canvas.unit_clicked.connect(clicked.append)
    canvas.show_probe(probe(8), "logistic", None)
    picture(canvas, 600, 300)
    frame, hand = canvas._frames[which], mouse(canvas.viewport())
    low, high = frame.bounds[1]
    for unit in range(8):
        hand.click(frame.point(unit, 0.9 * high + 0.1 * low))
    assert clicked == list(range(8))
    hand.click(QPointF(1, 1))
    assert len(clicked) == 8


@pytest.mark.parametrize(("units", "named"), [(8, 8), (300, 60)])
def test_names_make_way_where_there_are_many(canvas, probe, picture, words, units, named):
    said = words("bars")
    canvas.show_probe(probe(units), "logistic", None)
    picture(canvas, 1000, 300)
    assert 2 <= len(set(said)) <= 2 * named


def test_the_selected_unit_is_brought_out(canvas, probe, picture):
    shown, pictures = probe(8), []
    for selected in (None, 0, 3, 99):
        canvas.show_probe(shown, "logistic", selected)
        pictures.append(picture(canvas))
    assert pictures[0] != pictures[1] != pictures[2] != pictures[0]


def test_showing_probes_says_nothing(canvas, probe, picture, ears):
    heard, one = ears(canvas), probe()
    for shown in (one, one, probe(64), None):
        canvas.show_probe(shown, "logistic", 0)
        picture(canvas)
    assert heard == []


def test_an_empty_canvas_says_what_would_fill_it(canvas, picture, words):
    said = words("base")
    canvas.show_probe(None, "", None)
    picture(canvas)
    assert "Double-click input space to see the excitations and activations of that point." in said
    assert canvas.grip_at(QPointF(50, 50)) is None


def test_another_theme_gives_another_picture(canvas, probe, picture, dark):
    canvas.show_probe(probe(), "logistic", 0)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


@pytest.mark.parametrize("scale", [1.0, 2.0, 3.0])
def test_numbers_and_names_do_not_touch_however_large_the_type(canvas, probe, picture, placed, scale):
    canvas.restyle(style_for(ViewSettings(), Look(sizes=Sizes(font_scale=scale))))
    canvas.show_probe(probe(), "logistic", 0)
    picture(canvas, 900, round(100 + 90 * scale))
    texts = placed("drawing.frame", "bars")
    canvas.refresh_ground()
    canvas.grab()
    rects = [rect for _, rect in texts]
    assert len(rects) > 4
    for i, rect in enumerate(rects):
        ink = rect.adjusted(1, 0.3 * rect.height(), -1, -0.3 * rect.height())  # of its line's height
        assert not any(ink.intersects(other) for other in rects[:i])
