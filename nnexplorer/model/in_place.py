"""The nonlinearities once more, as training computes them: in place, a few NumPy calls each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]  # float32 or float64
Change = Callable[[Array, Array], object]


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


def step(slope: Array) -> InPlace:
    """u(e) = (1 + sgn(e)) / 2, and 0."""
    half = _number(0.5, slope)

    def function(e: Array, _spare: Array) -> None:
        np.sign(e, e)
        np.multiply(e, half, e)
        np.add(e, half, e)

    return InPlace(function, _zero)


def signum(_slope: Array) -> InPlace:
    """sgn(e), and 0."""
    return InPlace(lambda e, _spare: np.sign(e, e), _zero)


def logistic(slope: Array) -> InPlace:
    """h = (1 + tanh(e / 2)) / 2, and h (1 - h)."""
    half, one = _number(0.5, slope), _number(1, slope)

    def function(e: Array, _spare: Array) -> None:
        np.multiply(e, half, e)
        np.tanh(e, e)
        np.multiply(e, half, e)
        np.add(e, half, e)

    def derivative(h: Array, spare: Array) -> None:
        np.subtract(one, h, spare)
        np.multiply(h, spare, h)

    return InPlace(function, derivative)


def tanh(slope: Array) -> InPlace:
    """h = tanh(e), and 1 - h^2."""
    one = _number(1, slope)

    def derivative(h: Array, _spare: Array) -> None:
        np.multiply(h, h, h)
        np.subtract(one, h, h)

    return InPlace(lambda e, _spare: np.tanh(e, e), derivative)


def relu(slope: Array) -> InPlace:
    """h = max(e, 0), and min(h s, 1), s being so large that only 0 stays below 1."""
    zero, one, steep = _number(0, slope), _number(1, slope), _steep(slope)

    def derivative(h: Array, _spare: Array) -> None:
        np.multiply(h, steep, h)
        np.minimum(h, one, out=h)

    return InPlace(lambda e, _spare: np.maximum(e, zero, out=e), derivative)


def softplus(slope: Array) -> InPlace:
    """h = max(e, 0) + ln(1 + exp(-|e|)), and 1 - exp(-h)."""
    zero = _number(0, slope)

    def function(e: Array, spare: Array) -> None:
        np.absolute(e, spare)
        np.negative(spare, spare)
        np.exp(spare, spare)
        np.log1p(spare, spare)
        np.maximum(e, zero, out=e)
        np.add(e, spare, e)

    def derivative(h: Array, _spare: Array) -> None:
        np.negative(h, h)
        np.expm1(h, h)
        np.negative(h, h)

    return InPlace(function, derivative)


def leaky_relu(slope: Array) -> InPlace:
    """h = max(e, a e), and max(min(h s, 1), a) with s as for the ReLU; for 0 <= a <= 1."""
    one, steep = _number(1, slope), _steep(slope)

    def function(e: Array, spare: Array) -> None:
        np.multiply(e, slope, spare)
        np.maximum(e, spare, out=e)

    def derivative(h: Array, _spare: Array) -> None:
        np.multiply(h, steep, h)
        np.minimum(h, one, out=h)
        np.maximum(h, slope, out=h)

    return InPlace(function, derivative)


def prelu(slope: Array) -> InPlace:
    """h = e - (1 - a) min(e, 0), a + (1 - a) min(max(e s, 0), 1) with s as for the ReLU, and min(e, 0); for every a."""
    zero, one, steep = _number(0, slope), _number(1, slope), _steep(slope)
    rest = np.empty_like(slope)  # 1 - a

    def function(e: Array, spare: Array) -> None:
        np.subtract(one, slope, rest)
        spare[...] = e
        np.minimum(e, zero, out=e)
        np.multiply(e, rest, e)
        np.subtract(spare, e, e)

    def derivative(h: Array, spare: Array) -> None:
        np.multiply(spare, steep, h)
        np.maximum(h, zero, out=h)
        np.minimum(h, one, out=h)
        np.multiply(h, rest, h)
        np.add(h, slope, h)

    return InPlace(function, derivative, lambda spare: np.minimum(spare, zero, out=spare))


def identity(_slope: Array) -> InPlace:
    """e, and 1."""
    return InPlace(None, None)


def _zero(h: Array, _spare: Array) -> None:
    h.fill(0)


def _number(value: float, like: Array) -> Array:
    """An array () of another's type: NumPy takes it faster than a Python float."""
    return np.array(value, dtype=like.dtype)


def _steep(like: Array) -> Array:
    return _number(2.0**1000 if like.dtype.char == "d" else 2.0**100, like)
