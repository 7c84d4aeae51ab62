"""Input space over one input: upright thresholds with their sides, the output's curve, names that do not collide."""

from itertools import combinations

import numpy as np
import pytest
from numpy.testing import assert_allclose
from PySide6.QtCore import QRectF

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.linepaint import ALL_INDICES
from nnexplorer.gui.canvases.drawing.overinput import on_paper, value_frame
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.words.notation import MINUS
from nnexplorer.model import beginnings, data_edits, edits, unit_edits
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network


@pytest.fixture
def canvas(hung):
    return hung(InputCanvas)


def part(document):
    return evaluate_document(document, 16).input


def with_thresholds(*places):
    """The document to begin with, its units deciding at `places`, on to their right."""
    begun, many = beginnings.curve(), len(places)
    network = Network(np.full((many, 1), 2.0), -2.0 * np.array(places), np.ones((1, many)), [0.0])
    return Document(network, begun.data, view=edits.set_view(begun, selected=0).view)


@pytest.mark.parametrize("units", [1, 8, 13, 300])
def test_any_number_of_thresholds_is_drawn_at_any_size(canvas, picture, size, units):
    canvas.show_part(part(edits.set_units(beginnings.curve(), units)), units - 1)
    assert not picture(canvas, *size).isNull()


def test_the_frame_fills_the_canvas_and_holds_input_and_value(canvas, picture):
    shown = part(beginnings.curve())
    canvas.show_part(shown, 0)
    picture(canvas, 700, 300)
    assert canvas.paper.bounds == shown.bounds
    assert canvas.paper.rect.width() > 1.5 * canvas.paper.rect.height()


def test_each_threshold_has_its_number_and_both_sides_marked(canvas, picture, placed):
    texts = placed("drawing.linepaint")
    document = with_thresholds(-1.0, 0.0, 1.0)
    document = edits.hold(document, edits.line_pin(1, part(document).lines[1].flipped(), 1))
    canvas.show_part(part(document), None)
    picture(canvas, 600, 400)
    frame = canvas.paper
    for unit, (x, sense) in enumerate(((-1.0, 1), (0.0, -1), (1.0, 1))):
        at = frame.point(x, 0.0).x()
        assert any(text == str(unit) and 0 < box.left() - at < 30 for text, box in texts)
        assert any(text == "+" and 0 < sense * (box.center().x() - at) < 20 for text, box in texts)
        assert any(text == MINUS and -20 < sense * (box.center().x() - at) < 0 for text, box in texts)


def test_names_of_close_thresholds_do_not_lie_on_one_another(canvas, picture, placed):
    texts = placed("drawing.linepaint")
    canvas.show_part(part(with_thresholds(0.0, 0.03, 0.06, 0.09, 1.0)), None)
    picture(canvas, 600, 400)
    numbers = {text: box.adjusted(0, 2, 0, -2) for text, box in texts if text.isdigit()}  # less what is empty of it
    assert len(numbers) == 5
    assert not any(one.intersects(other) for one, other in combinations(numbers.values(), 2))
    assert numbers["4"].top() == numbers["0"].top(), "one that has room stands in the first row"


def test_of_many_thresholds_only_the_selected_one_is_named(canvas, picture, placed):
    texts = placed("drawing.linepaint")
    canvas.show_part(part(edits.set_units(beginnings.curve(), ALL_INDICES + 1)), 3)
    picture(canvas, 600, 400)
    assert {text for text, _ in texts if text.isdigit()} == {"3"}


def test_a_frozen_threshold_wears_a_lock(canvas, picture):
    document = beginnings.curve()
    canvas.show_part(part(document), 0)
    before = picture(canvas, 600, 400)
    canvas.show_part(part(unit_edits.freeze_unit(document, 4, True)), 0)
    assert picture(canvas, 600, 400) != before


def test_the_curves_are_named_and_so_is_each_of_several_outputs(canvas, picture, words):
    said = words("drawing.legend", "drawing.overinput")
    canvas.show_part(part(beginnings.curve()), 0)
    picture(canvas, 600, 400)
    assert "target" in said
    assert any("(0.5) = " in text for text in said), "the probe"
    two = Document(
        Network.random(1, 2, 2), data_edits.FormulaData(("x0", "1"), ((-2, 2),)), view=beginnings.curve().view
    )
    canvas.show_part(part(two), 0)
    picture(canvas, 600, 400)
    assert {canvas.style_.symbols.y(0, 2), canvas.style_.symbols.y(1, 2)} <= set(said)


def test_what_moves_moves_and_what_stands_still_is_not_drawn_again(canvas, picture, monkeypatch):
    document = beginnings.curve()
    canvas.show_part(part(document), 0)
    before = picture(canvas, 600, 400)
    grounds = []
    monkeypatch.setattr(canvas, "refresh_ground", lambda: grounds.append(1))
    canvas.show_part(part(edits.set_parameter(document, "b2", (0,), 0.5)), 0)
    assert grounds == []
    assert picture(canvas, 600, 400) != before
    canvas.show_part(part(data_edits.set_target(document, ["x0"])), 0)
    assert grounds == [1]


def test_a_frame_is_kept_while_it_holds_all_samples():
    space, shown = QRectF(0, 0, 100, 100), part(beginnings.curve())
    held = Frame(QRectF(0, 0, 9, 9), (shown.bounds[0], (-1.0, 5.0)))
    assert value_frame(space, shown, held).bounds == held.bounds
    assert value_frame(space, shown, Frame(space, (shown.bounds[0], (-0.5, 0.5)))).bounds == shown.bounds
    assert value_frame(space, shown, Frame(space, ((0.0, 1.0), (-1.0, 5.0)))).bounds == shown.bounds
    assert value_frame(space, shown, None).bounds == shown.bounds


def test_huge_values_are_brought_near_the_paper():
    frame = Frame(QRectF(0, 0, 100, 100), ((0.0, 1.0), (-1.0, 1.0)))
    pixels = on_paper(frame, np.array([0.0, 0.5, 1.0]), np.array([1e300, np.nan, 0.5]))
    assert np.abs(pixels).max() < 3000
    assert_allclose(pixels[2], (100, 25))
