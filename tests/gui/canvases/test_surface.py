"""A surface is drawn as a map and its slice, once or side by side, whatever the network."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases import surface as module
from nnexplorer.gui.canvases.surface import SurfaceCanvas
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.settings import ViewSettings

ONE, TWO = "second-layer-output", "soft-and-hard-outputs"


@pytest.fixture
def canvas(hung):
    return hung(SurfaceCanvas)


@pytest.fixture
def part(document_with):
    def make(name=ONE, units=None, hidden=None, **view):
        return evaluate_document(document_with(name, units, hidden, **view), 16).surface

    return make


@pytest.mark.parametrize("units", [1, 8, 64, 300])
@pytest.mark.parametrize("name", [ONE, TWO])
def test_any_network_is_drawn_at_any_size(canvas, part, picture, size, name, units):
    canvas.show_part(part(name, units), "g")
    assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("quantity", ["target", "e1", "h", "e2", "y"])
def test_every_quantity_of_every_nonlinearity_is_drawn_and_named(canvas, part, picture, hidden, quantity):
    canvas.show_part(part(hidden=hidden, quantity=quantity), "g")
    picture(canvas, 500, 300)
    names = {"target": "Target", "e1": "Excitation", "h": "Activation", "e2": "Second-layer", "y": "Output"}
    assert canvas.title.startswith(names[quantity])
    assert "slice" in canvas.title


@pytest.mark.parametrize(("name", "panels"), [(ONE, 1), (TWO, 2)])
def test_panels_lie_side_by_side_each_above_its_slice(canvas, part, picture, name, panels):
    canvas.show_part(part(name))
    picture(canvas, 900, 600)
    places = [place for place in canvas._places if place.above is not None]
    assert len(places) == panels
    assert [place.item.isVisible() for place in canvas._places] == [i < panels for i in range(2)]
    rects = [(place.above.rect, place.below.rect) for place in places]
    for above, below in rects:
        assert (above.left(), above.width()) == (below.left(), below.width())
        assert above.bottom() < below.top()
        assert canvas.viewport().rect().toRectF().contains(above.united(below))
    assert all(
        first[0].right() < second[0].left() and first[0].top() == second[0].top() for first, second in pairwise(rects)
    )


@pytest.mark.parametrize("name", [ONE, TWO])
def test_upright_axes_are_named_at_the_first_panel_alone(canvas, part, picture, monkeypatch, name):
    drawn = []
    monkeypatch.setattr(module, "draw_axes", lambda _painter, frame, axes, _style: drawn.append((frame, axes.y_name)))
    canvas.show_part(part(name))
    picture(canvas, 900, 600)
    first = canvas._places[0]
    for frame, named in drawn:
        assert bool(named) == (frame is first.above or frame is first.below)


def test_a_second_panel_goes_when_the_part_has_one_only(canvas, part, picture):
    canvas.show_part(part(ONE), "g")
    alone = picture(canvas)
    canvas.show_part(part(TWO), "g")
    assert picture(canvas) != alone
    canvas.show_part(part(ONE), "g")
    assert picture(canvas) == alone


def test_a_slice_keeps_its_scale_under_the_hand_and_shrinks_at_rest(canvas, part, picture):
    large, small = part(quantity="e2", hidden="identity", units=2), part(quantity="h", hidden="tanh", units=2)
    heights = []
    for shown, resting in ((large, True), (small, False), (small, True)):
        canvas.show_part(shown, "g", resting)
        heights.append(canvas._places[0].below.bounds[1][1])
    reach = [1.06 * float(np.abs(shown.panels[0].curves[0].values).max()) for shown in (large, small)]
    assert heights == pytest.approx([reach[0], max(reach), reach[1]])


def test_showing_parts_says_nothing(canvas, part, picture, ears):
    heard, one = ears(canvas), part()
    for shown in (one, one, part(TWO), None):
        canvas.show_part(shown, "g")
        picture(canvas)
    assert heard == []


def test_an_empty_canvas_says_what_would_fill_it(canvas, part, picture, words):
    said = words("base")
    canvas.show_part(part())
    canvas.show_part(None)
    picture(canvas)
    assert "The output is drawn for one or two outputs over one or two inputs." in said
    assert not any(place.item.isVisible() for place in canvas._places)


@pytest.mark.parametrize("name", [ONE, TWO])
def test_another_theme_gives_another_picture(canvas, part, picture, dark, name):
    canvas.show_part(part(name))
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before
    canvas.show_part(part(name))
    assert picture(canvas).pixelColor(1, 1) == dark.color("card")


@pytest.mark.parametrize("theme", ["light", "dark", "contrast"])
@pytest.mark.parametrize("palette", ["safe", "lecture", "grey"])
def test_the_curve_of_zero_stands_on_a_seam_of_the_ground(canvas, part, picture, pixels, theme, palette):
    canvas.restyle(style_for(ViewSettings(), Look(theme, palette)))
    shown = part()
    canvas.show_part(shown)
    with_curve = pixels(picture(canvas, 600, 450))
    canvas.show_part(replace(shown, panels=(replace(shown.panels[0], zero=np.zeros((0, 2, 2))),)))
    without = pixels(picture(canvas, 600, 450))
    changed = (with_curve != without).any(axis=2)
    for token in ("ink", "card"):
        color = np.array(canvas.style_.color(token).getRgb()[:3])
        assert (np.abs(with_curve[changed] - color).max(axis=1) < 40).mean() > 0.15, token


def test_a_title_that_has_no_room_leaves_the_slice_out(canvas, part, picture):
    canvas.show_part(part())
    for width, told in ((900, True), (160, False)):
        picture(canvas, width, 400)
        assert ("slice" in canvas.title) is told
        assert canvas.title.startswith("Output")
