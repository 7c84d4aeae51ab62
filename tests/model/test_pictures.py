"""A picture is sampled on a grid in its own proportions: classes for a classifier, values for a regression."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model.pictures import LARGEST_SIDE, Picture

SQUARE = ((-1.0, 1.0), (-1.0, 1.0))


def corner(high=20, wide=40):
    """White but for a black upper left quarter."""
    values = np.ones((high, wide))
    values[: high // 2, : wide // 2] = 0
    return values


@pytest.mark.parametrize(("output", "low"), [("tanh", -1), ("signum", -1), ("logistic", 0), ("step", 0)])
def test_a_classifier_gets_the_classes_its_output_can_tell(output, low):
    data = Picture(corner()).data(SQUARE, output)
    dark = (data.X[:, 0] < 0) & (data.X[:, 1] > 0)
    assert_array_equal(data.Y[:, 0], np.where(dark, low, 1))


def test_the_threshold_is_half_way_between_the_darkest_and_the_brightest():
    faint = 0.6 + 0.2 * corner()
    assert set(Picture(faint).data(SQUARE, "tanh").Y[:, 0]) == {-1, 1}


def test_a_regression_gets_the_brightness_from_minus_1_to_1():
    ramp = np.tile(np.linspace(0, 1, 32), (32, 1))
    data = Picture(ramp).data(SQUARE, "identity")
    assert_allclose(data.Y.min(), -1)
    assert_allclose(data.Y.max(), 1)
    assert_allclose(np.corrcoef(data.X[:, 0], data.Y[:, 0])[0, 1], 1)


@pytest.mark.parametrize(("high", "wide"), [(20, 40), (300, 100), (512, 512), (1, 7)])
@pytest.mark.parametrize("samples", [4, 100, 1024])
def test_there_are_about_as_many_samples_as_wanted_in_the_pictures_proportions(high, wide, samples):
    picture = Picture(np.full((high, wide), 0.5), samples)
    data = picture.data(picture.bounds, "identity")
    wanted = min(samples, high * wide)
    assert 0.6 * wanted <= len(data.X) <= max(1.5 * wanted, wanted + 3)
    (left, right), (low, top) = picture.bounds
    assert (right - left) / (top - low) == pytest.approx(wide / high)
    assert max(right - left, top - low) == 2
    assert (np.abs(data.X) < (right, top)).all()


def test_it_lies_in_the_middle_of_a_plane_of_other_proportions():
    data = Picture(corner(100, 50), 200).data(((0.0, 4.0), (0.0, 2.0)), "tanh")
    (left, low), (right, top) = data.X.min(axis=0), data.X.max(axis=0)
    assert (left + right) / 2 == pytest.approx(2)
    assert 1.5 < left < right < 2.5
    assert 0 < low < 0.2 < 1.8 < top < 2


def test_each_sample_is_its_cells_mean():
    values = np.random.default_rng(0).random((7, 9))
    data = Picture(values, 4).data(SQUARE, "identity")
    rows, columns = len(np.unique(data.X[:, 1])), len(np.unique(data.X[:, 0]))
    assert (rows, columns) == (2, 2)
    upper_left = values[:3, :4].mean()
    assert data.Y[0, 0] == pytest.approx(2 * upper_left - 1)
    assert data.X[0, 0] < 0 < data.X[0, 1]


@pytest.mark.parametrize(
    ("values", "why"),
    [
        (np.zeros((0, 3)), "rows and columns"),
        (np.zeros(3), "rows and columns"),
        (np.zeros((1, LARGEST_SIDE + 1)), "rows and columns"),
        ([[0.5, 1.1]], "brightness"),
        ([[np.nan]], "brightness"),
    ],
)
def test_what_is_no_picture_is_refused(values, why):
    with pytest.raises(ValueError, match=why):
        Picture(values)


def test_too_few_samples_are_refused_and_the_array_is_read_only():
    with pytest.raises(ValueError, match="samples"):
        Picture(corner(), 3)
    assert not Picture(corner()).brightness.flags.writeable
