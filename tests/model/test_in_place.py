"""The nonlinearities in place against their plain formulas: values, derivatives, and what the spare array is for."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model import in_place
from nnexplorer.model.activations import ACTIVATIONS

TRAINED = [name for name, record in ACTIVATIONS.items() if record.slope_trained]


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_forms_in_place_stay_in_their_type_and_are_finite_however_large_the_excitation(hidden):
    for dtype in (np.float32, np.float64):
        b = np.array([-1e4, -40, -1, -1e-3, 0, 1e-3, 1, 40, 1e4], dtype=dtype)
        slope = np.array(0.25, dtype=dtype)
        record = ACTIVATIONS[hidden].with_slope(0.25)
        forms = record.in_place(slope)
        h, spare = b.copy(), np.empty_like(b)
        rounding = 4 * np.finfo(dtype).eps
        with np.errstate(all="raise", under="ignore"):
            if forms.function is not None:
                forms.function(h, spare)
            assert_allclose(h, record.function(b), rtol=rounding, atol=rounding)
            if forms.derivative is not None:
                forms.derivative(h, spare)
                assert_allclose(h, record.derivative(b), rtol=rounding, atol=rounding)


def test_softplus_keeps_its_digits_where_it_is_small():
    b = np.array([-30.0, -300.0])
    forms = ACTIVATIONS["softplus"].in_place(np.array(0.0))
    h = b.copy()
    forms.function(h, np.empty(2))
    assert_allclose(h, np.exp(b), rtol=1e-12)
    forms.derivative(h, np.empty(2))
    assert_allclose(h, np.exp(b), rtol=1e-12)


@pytest.mark.parametrize("slope", [-0.5, 0.0, 0.25, 1.0, 3.0])
@pytest.mark.parametrize("name", TRAINED)
def test_a_trained_slope_is_read_anew_each_time(name, slope):
    b = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])
    number = np.array(0.25)
    forms = ACTIVATIONS[name].in_place(number)
    number[()] = slope
    h, spare, record = b.copy(), np.empty_like(b), ACTIVATIONS[name].with_slope(slope)
    forms.function(h, spare)
    assert_allclose(h, record.function(b))
    forms.derivative(h, spare)
    assert_allclose(h[b != 0], record.derivative(b)[b != 0])
    forms.slope_derivative(spare)
    assert_array_equal(spare, np.minimum(b, 0))


def test_plain_formulas_do_as_forms_too():
    b, slope = np.array([-3.0, 2.0]), np.array(0.5)
    forms = in_place.plain(lambda e, a: np.where(e < 0, a * e, e), lambda e, a: np.where(e < 0, a, 1.0), slope)
    h, spare = b.copy(), np.empty_like(b)
    forms.function(h, spare)
    assert_array_equal(h, [-1.5, 2.0])
    forms.derivative(h, spare)
    assert_array_equal(h, [0.5, 1.0])
    forms.slope_derivative(spare)
    assert_array_equal(spare, [-3.0, 0.0])


def test_the_identity_costs_no_call():
    assert in_place.identity(np.array(0.0)) == (None, None, None)
