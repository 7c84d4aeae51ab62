"""What a user gives is taken as it is meant, or refused with what was wanted."""

import math
import sys

import numpy as np
import pytest

from nnexplorer.model.checks import checked_bounds, checked_count, checked_number, checked_point


@pytest.mark.parametrize("value", [2, 2.0, np.float32(2), np.int64(2)])
def test_any_real_number_becomes_a_float(value):
    number = checked_number("rate", value)
    assert type(number) is float
    assert number == 2


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, True, "2", None, 2j, 10**400, np.float64("nan")])
def test_what_is_no_finite_number_is_refused(value):
    with pytest.raises(ValueError, match=r"^rate: expected a finite number, got .+$"):
        checked_number("rate", value)


@pytest.mark.parametrize("value", [3, np.int32(3)])
def test_any_whole_number_becomes_an_int(value):
    assert type(checked_count("points", value)) is int


@pytest.mark.parametrize("value", [1.0, True, "1", None, -1, sys.maxsize + 1])
def test_what_is_no_count_is_refused(value):
    with pytest.raises(ValueError, match=r"^points: expected a whole number of at least 0, got .+$"):
        checked_count("points", value)


def test_count_keeps_to_its_range():
    assert [checked_count("frame", i, 1, 3) for i in (1, 3)] == [1, 3]
    for outside in (0, 4):
        with pytest.raises(ValueError, match=f"^frame: expected a whole number from 1 to 3, got {outside}$"):
            checked_count("frame", outside, 1, 3)


def test_point_becomes_a_tuple_of_floats():
    assert checked_point("probe", np.array([1, 2])) == (1.0, 2.0)


def test_bounds_become_pairs_of_floats():
    assert checked_bounds("bounds", [[-1, 1], np.array([0, 2])]) == ((-1.0, 1.0), (0.0, 2.0))


@pytest.mark.parametrize("pair", [(1, 1), (1, -1), (0, 1, 2), (0,), (-1.7e308, 1.7e308)])
def test_range_that_is_empty_or_no_pair_is_refused(pair):
    with pytest.raises(ValueError, match=r"^bounds: expected pairs \(lo, hi\) with lo < hi, got "):
        checked_bounds("bounds", [(-1, 1), pair])


@pytest.mark.parametrize("pair", [(0, 5e-324), (-1e308, 7e307), (0, 1e301)])
def test_ranges_that_no_picture_can_show_are_refused(pair):
    with pytest.raises(ValueError, match=r"bounds: expected widths from 1e-300 to 1e\+300, got "):
        checked_bounds("bounds", [pair])
