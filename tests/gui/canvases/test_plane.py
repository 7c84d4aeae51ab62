"""The output plane draws the chain of correction vectors and lets a hand take those that a pixel can move."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import Qt

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.plane import LEAST_SHARE, PlaneCanvas
from nnexplorer.model.activations import ACTIVATIONS

PROBE = (0.6, 0.8)


@pytest.fixture
def canvas(hung):
    return hung(PlaneCanvas)


@pytest.fixture
def part(document_with):
    def make(units=None, hidden=None, probe=PROBE, **view):
        return evaluate_document(document_with("semicircle-frames", units, hidden, probe=probe, **view), 16).plane

    return make


def with_share(part, share):
    return replace(part, chain=replace(part.chain, share=np.asarray(share, dtype=float)))


@pytest.mark.parametrize("units", [1, 8, 64, 300])
def test_a_chain_of_any_length_is_drawn_at_any_size(canvas, part, picture, size, units):
    canvas.show_part(part(units, selected=0), 0)
    assert not picture(canvas, *size).isNull()


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_the_chain_of_every_nonlinearity_is_drawn(canvas, part, picture, hidden):
    canvas.show_part(part(hidden=hidden, probe=None), None)
    without = picture(canvas)
    canvas.show_part(part(hidden=hidden), None)
    assert picture(canvas) != without


def test_without_a_probe_there_is_no_chain_and_nothing_to_take(canvas, part, picture):
    shown = part(probe=None)
    canvas.show_part(shown, 0)
    picture(canvas)
    assert shown.chain is None
    assert canvas.grips() == []


def test_numbers_of_correction_vectors_lie_on_no_line_of_the_chain(canvas, part, picture, placed):
    said = placed("plane")
    shown = part(probe=(1.0, 0.0))
    canvas.show_part(shown, 3)
    picture(canvas, 460, 460)
    joints = canvas._frame.to_pixels(shown.chain.joints)
    boxes = [box for text, box in said if text.isdigit()]
    assert len(boxes) > 2
    for box in boxes:
        middle = np.array([box.center().x(), box.center().y()])
        for start, end in pairwise(joints):
            along = end - start
            share = np.clip(np.dot(middle - start, along) / max(np.dot(along, along), 1e-9), 0, 1)
            assert np.hypot(*(middle - start - share * along)) > 0.4 * box.height()


def test_only_units_that_are_on_enough_can_be_dragged(canvas, part, picture):
    share = [LEAST_SHARE, 0.99 * LEAST_SHARE, -LEAST_SHARE, 0, 1, -1, 0.5, -0.001]
    canvas.show_part(with_share(part(8), share), 5)
    picture(canvas)
    tips = [grip.unit for grip in canvas.grips() if grip.kind == "tip"]
    assert sorted(tips) == [0, 2, 4, 5, 6]
    assert tips[0] == 5
    assert [grip.kind for grip in canvas.grips() if grip.unit is None] == ["root"]


@pytest.mark.parametrize("share", [1.0, 0.5, -0.25])
def test_a_tip_follows_the_hand_as_far_as_its_share_lets_it(canvas, part, picture, mouse, share):
    dragged, dropped = [], []
    canvas.correction_dragged.connect(lambda *what: dragged.append(what))
    canvas.correction_dropped.connect(dropped.append)
    shown = with_share(part(1), [share])
    canvas.show_part(shown, 0)
    picture(canvas, 600, 500)
    tip = canvas.grips()[0]
    end = mouse(canvas.viewport()).drag(tip.at, 31, -22)
    unit, correction = dragged[-1]
    wanted = canvas._frame.to_data([end.x(), end.y()])
    assert unit == tip.unit == 0
    np.testing.assert_allclose(shown.chain.joints[1] + share * correction, wanted, atol=1e-9)
    assert dropped == [0]


def test_shift_keeps_a_correction_vector_to_one_axis(canvas, part, picture, mouse):
    dragged = []
    canvas.correction_dragged.connect(lambda *what: dragged.append(what))
    canvas.show_part(with_share(part(1), [1.0]), 0)
    picture(canvas, 600, 500)
    mouse(canvas.viewport()).drag(canvas.grips()[0].at, 60, 5, Qt.KeyboardModifier.ShiftModifier)
    assert sorted(map(bool, dragged[-1][1])) == [False, True]


def test_the_root_goes_where_the_hand_does(canvas, part, picture, mouse):
    dragged, dropped = [], []
    canvas.root_dragged.connect(dragged.append)
    canvas.root_dropped.connect(lambda: dropped.append(True))
    canvas.show_part(with_share(part(1), [0.0]), None)
    picture(canvas, 600, 500)
    end = mouse(canvas.viewport()).drag(canvas.grips()[-1].at, 12, 9)
    np.testing.assert_allclose(dragged[-1], canvas._frame.to_data([end.x(), end.y()]), atol=1e-9)
    assert dropped == [True]


def test_showing_parts_says_nothing(canvas, part, picture, ears):
    heard, one = ears(canvas), part()
    for shown in (one, one, part(64), part(probe=None), None):
        canvas.show_part(shown, 0)
        picture(canvas)
    assert heard == []


def test_an_empty_canvas_says_what_would_fill_it(canvas, picture, words):
    said = words("base")
    canvas.show_part(None, None)
    picture(canvas)
    assert "The output plane is drawn for two outputs." in said


def test_another_theme_gives_another_picture(canvas, part, picture, dark):
    canvas.show_part(part(), 0)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


def test_an_empty_plane_says_what_would_fill_it(canvas, part, picture, words):
    shown, said = part(), words("base")
    for chain, path, empty in ((shown.chain, None, False), (None, shown.path, False), (None, None, True)):
        said.clear()
        canvas.show_part(replace(shown, chain=chain, path=path), 0)
        picture(canvas)
        assert any("Double-click input space" in text for text in said) == empty


def test_the_output_in_numbers_stands_below_a_title_that_leaves_no_room(canvas, part, picture):
    canvas.show_part(part(), 0)
    tops = []
    for width in (900, 240, 140):
        picture(canvas, width, 300)
        tops.append(canvas._fills_the_head("ŷ = (0.000, 0.028)"))
    assert tops == [False, False, True], "a narrow one has a shorter title"
