"""A threshold line does what a hand wants of it and leaves the rest of it alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model.lines import Line, Lines, threshold_lines
from nnexplorer.model.network import Network

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))
COORDINATES = st.floats(-3, 3).map(lambda value: round(value, 3))
POINTS = st.tuples(COORDINATES, COORDINATES).map(np.array)
ANGLES = st.floats(0, 2 * np.pi)
GAINS = st.floats(0.1, 50)
SEEDED = settings(max_examples=60, deadline=None, derandomize=True)


@st.composite
def lines(draw):
    angle, gain = draw(ANGLES), draw(GAINS)
    return Line(gain * np.array([np.cos(angle), np.sin(angle)]), draw(COORDINATES) * gain)


def test_first_unit_of_the_first_example():
    line = Line(np.array([3.0, 3.0]), -0.9)
    assert line.gain == pytest.approx(np.sqrt(18))
    assert line.normal == pytest.approx([np.sqrt(0.5), np.sqrt(0.5)])
    assert line.direction == pytest.approx([np.sqrt(0.5), -np.sqrt(0.5)])
    assert line.excitation(np.array([0.3, 0.0])) == pytest.approx(0)
    assert line.excitation(np.array([1.0, 1.0])) == pytest.approx(5.1)
    assert line.exists()


@SEEDED
@given(lines())
def test_normal_points_to_the_positive_side_and_the_direction_lies_a_right_angle_clockwise(line):
    foot = line.foot(np.zeros(2))
    assert line.excitation(foot + line.normal) == pytest.approx(line.gain)
    assert line.normal @ line.direction == pytest.approx(0, abs=1e-12)
    assert line.normal[1] * line.direction[0] - line.normal[0] * line.direction[1] == pytest.approx(1)


@SEEDED
@given(lines(), POINTS)
def test_foot_is_the_nearest_point_of_the_line(line, point):
    foot = line.foot(point)
    assert line.excitation(foot) == pytest.approx(0, abs=1e-9 * max(1, line.gain))
    assert (point - foot) @ line.direction == pytest.approx(0, abs=1e-9)


@SEEDED
@given(lines(), POINTS)
def test_shift_changes_the_bias_alone(line, point):
    shifted = line.through(point)
    assert shifted.weights is line.weights
    assert shifted.excitation(point) == pytest.approx(0, abs=1e-9)


@SEEDED
@given(lines(), POINTS, ANGLES)
def test_rotation_keeps_the_gain_and_points_from_the_pivot_to_the_hand(line, pivot, angle):
    hand = pivot + 2 * np.array([np.cos(angle), np.sin(angle)])
    turned = line.turned(pivot, hand)
    assert turned.gain == pytest.approx(line.gain)
    for point in (pivot, hand):
        assert turned.excitation(point) == pytest.approx(0, abs=1e-8)
    assert turned.direction == pytest.approx((hand - pivot) / 2, abs=1e-9)


@SEEDED
@given(lines())
def test_rotation_to_where_the_line_points_already_changes_nothing(line):
    pivot = line.foot(np.array([0.2, -0.1]))
    turned = line.turned(pivot, pivot + line.direction)
    assert turned.weights == pytest.approx(line.weights, abs=1e-9)
    assert turned.bias == pytest.approx(line.bias, abs=1e-8)


@SEEDED
@given(lines(), POINTS)
def test_rotation_to_the_pivot_itself_changes_nothing(line, pivot):
    assert line.turned(pivot, pivot.copy()) is line


@SEEDED
@given(lines(), GAINS, POINTS)
def test_steeper_line_stays_where_it_is(line, gain, point):
    steep = line.steepened(gain)
    assert steep.gain == pytest.approx(gain)
    assert steep.normal == pytest.approx(line.normal)
    assert steep.foot(point) == pytest.approx(line.foot(point), abs=1e-9)


@pytest.mark.parametrize("gain", [0.0, -2.0])
def test_gain_stays_above_zero_so_that_the_line_is_never_lost(gain):
    flat = Line(np.array([0.0, 2.0]), 1.0).steepened(gain)
    assert flat.exists()
    assert flat.normal == pytest.approx([0, 1])
    assert flat.foot(np.zeros(2)) == pytest.approx([0, -0.5])


@SEEDED
@given(lines(), POINTS)
def test_flipped_line_has_its_sides_exchanged(line, point):
    flipped = line.flipped()
    assert flipped.excitation(point) == -line.excitation(point)
    assert flipped.gain == line.gain


@SEEDED
@given(lines())
def test_clipped_part_lies_on_the_line_within_the_square_and_ends_on_its_edge(line):
    ends = line.clipped(SQUARE)
    corners = np.array([(x, y) for x in (-1.0, 1.0) for y in (-1.0, 1.0)])
    excitations = np.array([line.excitation(corner) for corner in corners])
    if ends is None:
        assert excitations.min() > -1e-9 * line.gain or excitations.max() < 1e-9 * line.gain
        return
    assert excitations.min() < 1e-9 * line.gain
    assert excitations.max() > -1e-9 * line.gain
    assert np.abs(ends).max(axis=1) == pytest.approx([1, 1])
    assert [line.excitation(end) / line.gain for end in ends] == pytest.approx([0, 0], abs=1e-9)
    assert (ends[1] - ends[0]) @ line.direction > 0


@pytest.mark.parametrize(
    ("weights", "bias", "ends"),
    [
        ((0.0, 1.0), -0.5, [(-1, 0.5), (1, 0.5)]),
        ((2.0, 0.0), 0.0, [(0, 1), (0, -1)]),
        ((3.0, 3.0), -0.9, [(-0.7, 1), (1, -0.7)]),
        ((-3.0, 3.0), -0.9, [(-1, -0.7), (0.7, 1)]),
    ],
)
def test_clipped_part_of_known_lines(weights, bias, ends):
    assert Line(np.array(weights), bias).clipped(SQUARE) == pytest.approx(np.array(ends, dtype=float))


@pytest.mark.parametrize(
    "line",
    [
        Line(np.array([0.0, 1.0]), -1.5),
        Line(np.array([1.0, 0.0]), 2.0),
        Line(np.array([1.0, 1.0]), -3.0),
    ],
)
def test_line_outside_the_square_has_no_part_in_it(line):
    assert line.clipped(SQUARE) is None


def test_rectangle_need_not_be_a_square_about_the_origin():
    ends = Line(np.array([1.0, -1.0]), 0.0).clipped(((2.0, 5.0), (3.0, 9.0)))
    assert sorted(map(tuple, ends)) == [pytest.approx((3, 3)), pytest.approx((5, 5))]


def test_unit_without_weights_has_no_line_and_harms_nothing():
    line = Line(np.zeros(2), 0.5)
    point = np.array([0.3, 0.4])
    assert not line.exists()
    assert line.gain == 0
    assert line.normal == pytest.approx([0, 0])
    assert line.foot(point) == pytest.approx(point)
    assert line.clipped(SQUARE) is None
    assert line.turned(point, point + 1) is line
    assert line.through(point).bias == 0


def test_the_lines_of_a_network_are_made_when_they_are_asked_for():
    weights, biases = np.arange(6.0).reshape(3, 2), np.array([0.5, -1.0, 2.0])
    lines = Lines(weights, biases)
    assert len(lines) == 3
    assert [(line.weights.tolist(), line.bias) for line in lines] == [([0, 1], 0.5), ([2, 3], -1.0), ([4, 5], 2.0)]
    assert [line.bias for line in lines[1:]] == [-1.0, 2.0]
    assert lines[-1].bias == 2.0
    with pytest.raises(IndexError):
        lines[3]


def test_thresholds_of_one_input_stand_upright_and_those_of_two_lie_as_they_do():
    one, two = Network.random(1, 3, 1, seed=2), Network.random(2, 3, 1, seed=2)
    for unit, line in enumerate(threshold_lines(one)):
        w, b = one.W1[unit, 0], one.b1[unit]
        ends = line.clipped(((-9.0, 9.0), (-1.0, 1.0)))
        assert ends[:, 0] == pytest.approx(-b / w)
        assert line.gain == pytest.approx(abs(w))
        assert line.excitation(np.array([0.3, 5.0])) == pytest.approx(one.forward([[0.3]]).e1[0, unit])
    assert threshold_lines(two).weights is two.W1


def test_lines_are_clipped_together_as_each_by_itself():
    generator = np.random.default_rng(3)
    weights = generator.normal(size=(400, 2)) * 10.0 ** generator.uniform(-12, 6, (400, 1))
    weights[:40, 0] = 0  # along an edge
    weights[40:80, 1] = 0
    weights[80:90] = 0  # no line at all
    biases = generator.normal(size=400) * np.hypot(*weights.T)
    biases[::20] *= 1e6  # far away
    lines = Lines(weights, biases)
    bounds = ((-1.0, 1.5), (-0.5, 1.0))
    for line, ends in zip(lines, lines.all_clipped(bounds), strict=True):
        alone = line.clipped(bounds)
        if alone is None:
            assert np.isnan(ends).all()
        else:
            assert_allclose(ends, alone, atol=1e-9)


def test_lines_that_stand_one_by_one_are_put_together():
    alone = [Line(np.array([1.0, 2.0]), 3.0), Line(np.array([4.0, 5.0]), 6.0)]
    together = Lines.of(alone)
    assert_allclose(together.weights, [[1, 2], [4, 5]])
    assert_allclose(together.biases, [3, 6])
    assert Lines.of(together) is together
    assert Lines.of([]).all_clipped(((-1, 1), (-1, 1))).shape == (0, 2, 2)


def test_weights_beyond_all_numbers_have_no_line():
    bounds = ((-1, 1), (-1, 1))
    lines = Lines(np.array([[1.7e308, -1.7e308], [1e308, 0.0]]), np.array([0.0, 0.0]))
    assert lines[0].gain == np.inf
    assert not lines[0].exists()
    assert_array_equal(lines[0].normal, [0, 0])
    assert lines[0].clipped(bounds) is None
    assert_array_equal(lines[1].clipped(bounds), [(0, 1), (0, -1)])
    assert_array_equal(np.isnan(lines.all_clipped(bounds)).all(axis=(1, 2)), [True, False])
