"""A contour lies where the surface has its level, and is closed or ends at the edge."""

import numpy as np
import pytest

from nnexplorer.compute.parts.contours import contour

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))


def sampled(function, bounds=SQUARE, resolution=(101, 101)):
    """Samples (R, S) of a function of two axes."""
    x, y = np.linspace(*bounds[0], resolution[1]), np.linspace(*bounds[1], resolution[0])
    return function(*np.meshgrid(x, y))


def length(segments):
    return np.linalg.norm(segments[:, 1] - segments[:, 0], axis=1).sum()


def loose_ends(segments):
    """Points at which a single segment ends."""
    points, times = np.unique(np.round(segments.reshape(-1, 2), 9), axis=0, return_counts=True)
    return points[times % 2 == 1]


def test_circle_is_found_closed_and_of_its_length():
    segments = contour(sampled(lambda x, y: x**2 + y**2), SQUARE, 0.25)
    assert np.linalg.norm(segments, axis=-1) == pytest.approx(0.5, abs=1e-3)
    assert length(segments) == pytest.approx(np.pi, rel=2e-3)
    assert len(loose_ends(segments)) == 0


def test_level_may_be_crossed_upwards_or_downwards():
    up = contour(sampled(lambda x, y: x**2 + y**2), SQUARE, 0.25)
    down = contour(sampled(lambda x, y: -(x**2) - y**2), SQUARE, -0.25)
    assert length(up) == pytest.approx(length(down))


@pytest.mark.parametrize(
    ("a", "b", "c", "expected"),
    [
        (0, 1, -0.31, 2.0),
        (1, 0, 0.17, 2.0),
        (1, 1, -0.5, 1.5 * np.sqrt(2)),
        (-1, 2, 0.1, np.sqrt(5)),
    ],
)
def test_straight_line_is_exact_and_ends_at_the_edge(a, b, c, expected):
    segments = contour(sampled(lambda x, y: a * x + b * y + c), SQUARE)
    assert segments @ (a, b) + c == pytest.approx(0, abs=1e-12)
    assert length(segments) == pytest.approx(expected)
    ends = loose_ends(segments)
    assert len(ends) == 2
    assert np.abs(ends).max(axis=1) == pytest.approx([1, 1])


def test_axes_have_their_own_ranges_and_numbers_of_samples():
    bounds = ((2.0, 6.0), (-10.0, 10.0))
    segments = contour(sampled(lambda x, y: x + 0 * y - 3, bounds, (7, 9)), bounds)
    assert segments[..., 0] == pytest.approx(3)
    assert (segments[..., 1].min(), segments[..., 1].max()) == pytest.approx((-10, 10))


def test_curve_of_the_second_axis_over_the_first():
    segments = contour(sampled(lambda x, y: y - np.sin(3 * x) / 2), SQUARE)
    x, y = segments.reshape(-1, 2).T
    assert y == pytest.approx(np.sin(3 * x) / 2, abs=1e-3)


@pytest.mark.parametrize("mean", [0.5, -0.5])
def test_saddle_joins_the_corners_on_the_side_of_its_mean(mean):
    values = np.array([[1.0, -1.0], [-1.0, 1.0]]) + mean / 4
    for saddle in (values, values[::-1]):
        segments = contour(saddle, ((0, 1), (0, 1)))
        assert len(segments) == 2
        assert len(np.unique(segments.reshape(-1, 2), axis=0)) == 4
        # Around the mean's own side the two lines keep clear of the middle; each cuts off a corner of the other sign.
        for start, end in segments:
            corner = np.round((start + end) / 2).astype(int)
            assert np.sign(saddle[corner[1], corner[0]]) == -np.sign(mean)


def test_every_pattern_of_corners_is_cut_where_its_signs_change():
    for pattern in range(16):
        values = np.array([[pattern & 1, pattern & 2], [pattern & 8, pattern & 4]]) > 0
        segments = contour(np.where(values, 1.0, -1.0), ((0, 1), (0, 1)))
        crossed = [(0, 0), (0, 1)], [(0, 1), (1, 1)], [(1, 0), (1, 1)], [(0, 0), (1, 0)]
        expected = {
            ((a[1] + b[1]) / 2, (a[0] + b[0]) / 2) for a, b in crossed if values[a] != values[b]
        }  # (first axis, second axis)
        assert {tuple(point) for point in segments.reshape(-1, 2)} == expected, pattern


def test_surface_that_stays_on_one_side_has_no_contour():
    assert contour(np.ones((5, 5)), SQUARE).shape == (0, 2, 2)
    assert contour(np.full((5, 5), 3), SQUARE, 3.0).shape == (0, 2, 2)


@pytest.mark.parametrize("shape", [(1, 1), (1, 5), (5, 1)])
def test_too_few_samples_have_no_contour(shape):
    assert contour(np.arange(np.prod(shape), dtype=float).reshape(shape) - 1.5, SQUARE).shape == (0, 2, 2)


def test_single_precision_samples_are_taken():
    segments = contour(sampled(lambda x, y: x + y).astype(np.float32), SQUARE)
    assert segments.sum(axis=-1) == pytest.approx(0, abs=1e-6)


@pytest.mark.parametrize(
    "values", [[[np.inf, 1], [-1, -1]], [[-np.inf, 1], [-1, np.inf]], [[np.inf, -np.inf], [np.nan, 1]]]
)
def test_infinite_heights_have_a_contour_inside_their_cells(values):
    segments = contour(np.array(values), ((0, 1), (0, 1)))
    assert len(segments)
    assert ((segments >= 0) & (segments <= 1)).all()


def test_neighbouring_cells_agree_to_the_last_bit_on_where_their_edge_is_crossed():
    heights = np.random.default_rng(0).normal(size=(12, 17)).astype(np.float32)
    _, times = np.unique(contour(heights, SQUARE).reshape(-1, 2), axis=0, return_counts=True)
    inside = contour(np.pad(heights, 1, constant_values=-1), SQUARE).reshape(-1, 2)
    assert set(times) == {1, 2}
    assert set(np.unique(inside, axis=0, return_counts=True)[1]) == {2}
