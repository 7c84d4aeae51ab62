"""The nonlinearities once more, as training computes them: in place, a few NumPy calls each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy import absolute, add, exp, expm1, log1p, maximum, minimum, multiply, negative, sign, subtract
from numpy.typing import NDArray

Array = NDArray[Any]  # float32 or float64
Change = Callable[[Array, Array], object]
Formula = Callable[[Array, float], Array]


class InPlace(NamedTuple):
    """A nonlinearity g that changes the array it is given; a second one of that shape is spare for it.

    What `function` leaves in the spare array `derivative` finds there, and `slope_derivative` after it.

    Attributes
    ----------
    function : callable (e, spare), optional
        Turns excitations e into h = g(e); None for the identity.
    derivative : callable (h, spare), optional
        Turns that h into g'(e); None where g' is 1.
    slope_derivative : callable (spare), optional
        Leaves dg/da in the spare array, a being the trained slope; None where there is none.
    """

    function: Change | None
    derivative: Change | None
    slope_derivative: Callable[[Array], object] | None = None


InPlaceOf = Callable[[Array], InPlace]
"""From the slope a, an array () whose number may change later, to the forms for arrays of its type."""


def plain(formula: Formula, derivative_formula: Formula, slope: Array) -> InPlace:
    """The forms of formulas that return new arrays; dg/da is min(e, 0)."""

    def function(e: Array, spare: Array) -> None:
        spare[...] = e
        e[...] = formula(spare, float(slope))

    def derivative(h: Array, spare: Array) -> None:
        h[...] = derivative_formula(spare, float(slope))

    return InPlace(function, derivative, lambda spare: minimum(spare, 0, out=spare))


def step(slope: Array) -> InPlace:
    """The forms u(e) = (1 + sgn(e)) / 2 and 0."""
    half = _number(0.5, slope)

    def function(e: Array, _spare: Array) -> None:
        sign(e, e)
        multiply(e, half, e)
        add(e, half, e)

    return InPlace(function, _zero)


def signum(_slope: Array) -> InPlace:
    """The forms sgn(e) and 0."""
    return InPlace(lambda e, _spare: sign(e, e), _zero)


def logistic(slope: Array) -> InPlace:
    """The forms h = (1 + tanh(e / 2)) / 2, and h (1 - h)."""
    half, one = _number(0.5, slope), _number(1, slope)

    def function(e: Array, _spare: Array) -> None:
        multiply(e, half, e)
        np.tanh(e, e)
        multiply(e, half, e)
        add(e, half, e)

    def derivative(h: Array, spare: Array) -> None:
        subtract(one, h, spare)
        multiply(h, spare, h)

    return InPlace(function, derivative)


def tanh(slope: Array) -> InPlace:
    """The forms h = tanh(e), and 1 - h^2."""
    one = _number(1, slope)

    def derivative(h: Array, _spare: Array) -> None:
        multiply(h, h, h)
        subtract(one, h, h)

    return InPlace(lambda e, _spare: np.tanh(e, e), derivative)


def relu(slope: Array) -> InPlace:
    """The forms h = max(e, 0), and min(h s, 1), s being so large that only 0 stays below 1."""
    zero, one, steep = _number(0, slope), _number(1, slope), _steep(slope)

    def derivative(h: Array, _spare: Array) -> None:
        multiply(h, steep, h)
        minimum(h, one, out=h)

    return InPlace(lambda e, _spare: maximum(e, zero, out=e), derivative)


def softplus(slope: Array) -> InPlace:
    """The forms h = max(e, 0) + ln(1 + exp(-|e|)), and 1 - exp(-h)."""
    zero = _number(0, slope)

    def function(e: Array, spare: Array) -> None:
        absolute(e, spare)
        negative(spare, spare)
        exp(spare, spare)
        log1p(spare, spare)
        maximum(e, zero, out=e)
        add(e, spare, e)

    def derivative(h: Array, _spare: Array) -> None:
        negative(h, h)
        expm1(h, h)
        negative(h, h)

    return InPlace(function, derivative)


def leaky_relu(slope: Array) -> InPlace:
    """The forms h = max(e, a e), and max(min(h s, 1), a) with s as for the ReLU; for 0 <= a <= 1."""
    one, steep = _number(1, slope), _steep(slope)

    def function(e: Array, spare: Array) -> None:
        multiply(e, slope, spare)
        maximum(e, spare, out=e)

    def derivative(h: Array, _spare: Array) -> None:
        multiply(h, steep, h)
        minimum(h, one, out=h)
        maximum(h, slope, out=h)

    return InPlace(function, derivative)


def prelu(slope: Array) -> InPlace:
    """The forms h = max(e, a e), or min where a > 1, its derivative, and min(e, 0); for every a.

    The derivative is that of the leaky ReLU where 0 <= a <= 1, and else a + (1 - a) min(max(e s, 0), 1).
    """
    zero, one, steep = _number(0, slope), _number(1, slope), _steep(slope)

    def function(e: Array, spare: Array) -> None:
        spare[...] = e
        multiply(e, slope, e)
        if slope.item() <= 1:
            maximum(e, spare, out=e)
        else:
            minimum(e, spare, out=e)

    def derivative(h: Array, spare: Array) -> None:
        multiply(spare, steep, h)
        if 0 <= slope.item() <= 1:
            minimum(h, one, out=h)
            maximum(h, slope, out=h)
        else:
            maximum(h, zero, out=h)
            minimum(h, one, out=h)
            multiply(h, one - slope, h)
            add(h, slope, h)

    return InPlace(function, derivative, lambda spare: minimum(spare, zero, out=spare))


def identity(_slope: Array) -> InPlace:
    """The forms e and 1."""
    return InPlace(None, None)


def _zero(h: Array, _spare: Array) -> None:
    h.fill(0)


def _number(value: float, like: Array) -> Array:
    """An array () of another's type: NumPy takes it faster than a Python float."""
    return np.array(value, dtype=like.dtype)


def _steep(like: Array) -> Array:
    return _number(2.0**1000 if like.dtype.char == "d" else 2.0**100, like)
