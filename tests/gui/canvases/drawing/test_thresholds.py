"""Lines and their handles lie on the canvas where a hand can take them, and come out where it puts them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRectF

from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.thresholds import (
    HANDLE_PLACE,
    MOST_SHOWN,
    NORMAL_PLACE,
    SELECTED_BONUS,
    SHORTEST,
    SNAP,
    Thresholds,
    gain_of_length,
    normal_length,
)
from nnexplorer.model.lines import Line

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
FRAME = Frame(QRectF(50, 20, 400, 400), SQUARE)


def line(*numbers):
    return Line(np.array(numbers[:2], dtype=float), float(numbers[2]))


UPRIGHT, LEVEL, SLANTING = line(2, 0, -1), line(0, 3, 0), line(1, 1, -0.5)
NOWHERE, AWAY = line(0, 0, 1), line(1, 0, 5)


def thresholds(*lines, scale=1.0, down=False):
    return Thresholds(replace(FRAME, down=down), lines, scale)


def data(pixel):
    return FRAME.to_data(np.array([pixel.x(), pixel.y()]))


def test_the_ends_of_a_line_are_on_the_frame():
    on = thresholds(UPRIGHT, LEVEL, SLANTING)
    assert sorted(on.ends(0).tolist()) == [[350, 20], [350, 420]]
    assert sorted(on.ends(1).tolist()) == [[50, 220], [450, 220]]
    for end in on.ends(2):
        x, y = FRAME.to_data(end)
        assert x + y == pytest.approx(0.5)
        assert max(abs(x), abs(y)) == pytest.approx(1)


@pytest.mark.parametrize("hidden", [NOWHERE, AWAY])
def test_a_line_that_can_not_be_seen_offers_nothing(hidden):
    on = thresholds(hidden)
    assert (on.ends(0), on.handle(0), on.normal(0)) == (None, None, None)
    assert on.middle(0).tolist() == [0, 0]
    assert on.nearest(QPointF(250, 220), 1e9, 0) is None
    assert on.steepened(0, QPointF(0, 0), constrained=False) is hidden


@pytest.mark.parametrize("shown", [UPRIGHT, LEVEL, SLANTING])
def test_handle_and_normal_stand_on_the_line_on_either_side_of_its_middle(shown):
    on = thresholds(shown)
    foot, tip = on.normal(0)
    half = np.ptp(FRAME.to_data(on.ends(0)), axis=0) / 2
    for at, share in ((on.handle(0), HANDLE_PLACE), (foot, NORMAL_PLACE)):
        assert shown.excitation(data(at)) == pytest.approx(0, abs=1e-9)
        assert np.abs(data(at) - on.middle(0)) == pytest.approx(abs(share) * half)
    assert shown.excitation(data(tip)) > 0, "the normal points to where the unit is on"
    assert np.hypot(*(tip - foot).toTuple()) == pytest.approx(normal_length(shown.gain))


def test_a_larger_picture_has_longer_normals():
    for scale in (0.5, 2.0):
        foot, tip = thresholds(UPRIGHT, scale=scale).normal(0)
        assert (tip - foot).x() == pytest.approx(scale * normal_length(2))


@given(st.floats(0.05, 1e6))
def test_length_and_gain_of_a_normal_are_inverse(gain):
    assert normal_length(gain) > SHORTEST
    assert gain_of_length(normal_length(gain)) == pytest.approx(gain, rel=1e-6)


def test_a_normal_can_not_be_shortened_to_nothing():
    assert 0 < gain_of_length(-100) == gain_of_length(SHORTEST)


def test_the_nearest_line_within_reach_is_taken_at_its_nearest_point():
    on = thresholds(UPRIGHT, LEVEL)
    assert on.nearest(QPointF(356, 100), 9, None) == (0, QPointF(350, 100))
    assert on.nearest(QPointF(100, 214), 9, None) == (1, QPointF(100, 220))
    assert on.nearest(QPointF(100, 100), 9, None) is None


def test_of_two_lines_the_selected_one_is_taken_more_easily():
    on = thresholds(UPRIGHT, line(2, 0, -1 + 8 / 100))
    between = QPointF(348 - SELECTED_BONUS / 2 + 0.5, 60)
    assert on.ends(0)[0, 0] - on.ends(1)[0, 0] == pytest.approx(8)
    assert on.nearest(between, 9, 0)[0] == 0
    assert on.nearest(between, 9, 1)[0] == 1


def test_beyond_its_end_a_line_is_nearest_at_the_end():
    unit, at = thresholds(LEVEL).nearest(QPointF(455, 220), 9, None)
    assert (unit, at) == (0, QPointF(450, 220))


def test_a_turned_line_goes_through_its_pivot_to_the_hand():
    on, to = thresholds(SLANTING), QPointF(300, 60)
    turned = on.turned(0, on.middle(0), to, constrained=False)
    assert turned.gain == pytest.approx(SLANTING.gain)
    assert turned.excitation(on.middle(0)) == pytest.approx(0, abs=1e-12)
    assert turned.excitation(data(to)) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("to", [QPointF(300, 60), QPointF(430, 230), QPointF(80, 400)])
def test_a_constrained_turn_goes_to_the_nearest_multiple_of_fifteen_degrees(to):
    on = thresholds(SLANTING)
    free, snapped = (on.turned(0, on.middle(0), to, constrained=fixed) for fixed in (False, True))
    angles = [np.arctan2(*turned.direction[::-1]) for turned in (free, snapped)]
    assert angles[1] / SNAP == pytest.approx(round(angles[1] / SNAP), abs=1e-9)
    assert abs(angles[1] - angles[0]) <= SNAP / 2 + 1e-9


def test_a_steepened_line_has_its_tip_at_the_hand():
    on = thresholds(UPRIGHT)
    foot, _ = on.normal(0)
    to = foot + QPointF(90, 33)
    steep = on.steepened(0, to, constrained=False)
    assert thresholds(steep).normal(0)[1].x() == pytest.approx(to.x())
    assert steep.bias / steep.weights[0] == pytest.approx(-0.5), "the line stays"
    assert on.steepened(0, foot - QPointF(50, 0), constrained=False).weights[0] > 0


def test_a_constrained_gain_is_a_whole_number_from_one():
    on = thresholds(UPRIGHT)
    foot, _ = on.normal(0)
    gains = [on.steepened(0, foot + QPointF(length, 0), constrained=True).gain for length in (0, 60, 90, 150)]
    assert gains == pytest.approx(np.round(gains))
    assert gains[0] == pytest.approx(1)
    assert gains == sorted(gains)


def test_a_shifted_line_is_parallel_and_goes_through_the_hand():
    shifted = thresholds(SLANTING).shifted(0, QPointF(100, 100))
    assert shifted.weights is SLANTING.weights
    assert shifted.excitation(data(QPointF(100, 100))) == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("down", [False, True])
def test_a_normal_points_to_where_its_unit_is_on_whichever_way_the_second_axis_goes(down):
    on = thresholds(SLANTING, down=down)
    foot, tip = on.normal(0)
    frame = on.frame
    assert SLANTING.excitation(frame.to_data(np.array(tip.toTuple()))) > 0
    shorter = foot + 0.6 * (tip - foot)
    steepened = on.steepened(0, shorter, constrained=False)
    assert steepened.gain < SLANTING.gain
    assert thresholds(steepened, down=down).normal(0)[1].toTuple() == pytest.approx(shorter.toTuple())


@pytest.mark.parametrize(
    ("count", "most"), [(1, 1), (MOST_SHOWN, MOST_SHOWN), (MOST_SHOWN + 1, 201), (10_000, MOST_SHOWN)]
)
def test_of_very_many_lines_some_are_shown_and_taken(count, most):
    on = thresholds(*[line(1, 0, -0.5 + k / count) for k in range(count)])
    assert len(on.shown) == most
    unseen = next((unit for unit in range(count) if unit not in on.shown), 0)
    at = QPointF(*(on.ends(unseen).mean(axis=0)))
    assert on.nearest(at, 1e9, unseen)[0] == unseen, "the selected one can be taken all the same"


def test_without_lines_none_is_shown():
    assert len(thresholds().shown) == 0
