"""The nonlinearities of the lecture: each one's formula, its derivative, and what troubles it."""

from __future__ import annotations

import math
import reprlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnexplorer.model import in_place
from nnexplorer.model.checks import checked_number
from nnexplorer.model.in_place import InPlace, InPlaceOf

Array = NDArray[Any]  # float32 or float64
Formula = Callable[[Array, float], Array]


@dataclass(frozen=True)
class Activation:
    """One nonlinearity g, applied element by element.

    Its methods take array-likes b of any shape and return arrays of that shape. float32 and float64 are
    kept, all else becomes float64. Results are finite and come without a NumPy warning for abs(b) <= 1e4.

    Attributes
    ----------
    name : str
        As the Python API, the command line and the files spell it.
    title : str
        As menus print it.
    symbol : str
        What is written in front of "(e)"; empty for the identity.
    trouble : str
        The lecture's objection to it as a hidden unit, in one short sentence.
    formula, derivative_formula : callable
        g and g' of a floating array and the slope.
    trainable : bool
        False where the derivative is zero wherever it is finite, so that no gradient passes.
    slope : float
        The factor on the negative side of the leaky ReLU and the PReLU.
    slope_trained : bool
        True where training changes the slope: the PReLU.
    counterpart : str
        Name of a soft nonlinearity's hard one and of a hard one's soft one; empty where there is none.
    steepest : float
        max abs(g'), the slope's side left out; infinite for the step and the signum, whose g' is a Dirac delta.
    fast : callable, optional
        Makes the forms that training computes with; without them it takes `formula` and `derivative_formula`.
    """

    name: str
    title: str
    symbol: str
    trouble: str
    formula: Formula
    derivative_formula: Formula
    trainable: bool = True
    slope: float = 0.0
    slope_trained: bool = False
    counterpart: str = ""
    steepest: float = 1.0
    fast: InPlaceOf | None = None

    def function(self, b: ArrayLike) -> Array:
        """Return g(b)."""
        return np.asarray(self.formula(_floating(b), self.slope))

    def derivative(self, b: ArrayLike) -> Array:
        """Return g'(b) = dg/db; at a kink that of the negative side, and 0 for the step and the signum."""
        return np.asarray(self.derivative_formula(_floating(b), self.slope))

    def slope_derivative(self, b: ArrayLike) -> Array:
        """Return dg/da, a being the trained slope: min(0, b) for the PReLU, zeros for all others."""
        b = _floating(b)
        return np.asarray(np.minimum(b, 0)) if self.slope_trained else np.zeros_like(b)

    def in_place(self, slope: Array) -> InPlace:
        """Return g and g' for arrays of `slope`'s type, which they change.

        `slope` () holds the trained slope, and each call takes the number that is there then.
        """
        a = slope if self.slope_trained else np.array(self.slope, dtype=slope.dtype)
        return in_place.plain(self.formula, self.derivative_formula, a) if self.fast is None else self.fast(a)

    @property
    def largest_derivative(self) -> float:
        """The least upper bound of abs(g'(b)): what a derivative is compared with to call a unit saturated."""
        return max(self.steepest, abs(self.slope))

    def with_slope(self, slope: float) -> Activation:
        """Return the PReLU with another slope; any other activation as it is."""
        return replace(self, slope=slope) if self.slope_trained else self

    @property
    def hard(self) -> Activation:
        """The step for the logistic, the signum for tanh, itself elsewhere."""
        return ACTIVATIONS[self.counterpart] if self.counterpart and self.trainable else self

    @property
    def soft(self) -> Activation:
        """The logistic for the step, tanh for the signum, itself elsewhere."""
        return ACTIVATIONS[self.counterpart] if self.counterpart and not self.trainable else self


def activation(name: str, slope: float = 0.25) -> Activation:
    """Return the activation of that name.

    Parameters
    ----------
    name : str
        One of step, signum, logistic, tanh, relu, softplus, leaky_relu, prelu, identity.
    slope : float
        The PReLU's factor on the negative side, finite; the others have no use for it.

    Raises
    ------
    ValueError
        If there is no such activation, or the slope is not finite.
    """
    record = ACTIVATIONS.get(str(name))
    if record is None:
        raise ValueError(f"activation {reprlib.repr(name)} is not known; choose one of {', '.join(ACTIVATIONS)}")
    return record.with_slope(checked_number("slope", slope))


def _floating(b: ArrayLike) -> Array:
    array: Array = np.asarray(b)
    return array if array.dtype.char in "fd" else array.astype(np.float64)


def _step(b: Array, _slope: float) -> Array:
    h: Array = np.heaviside(b, b.dtype.type(0.5))
    return h


def _signum(b: Array, _slope: float) -> Array:
    return np.sign(b)


def _zero(b: Array, _slope: float) -> Array:
    return np.zeros_like(b)


def _logistic(b: Array, _slope: float) -> Array:
    z = np.exp(-np.abs(b))  # never above 1: nothing overflows, and the small tail keeps its digits
    h: Array = np.where(b < 0, z, b.dtype.type(1)) / (1 + z)
    return h


def _logistic_derivative(b: Array, _slope: float) -> Array:
    z: Array = np.exp(-np.abs(b))
    z /= np.square(1 + z)  # h (1 - h), where 1 - h would lose its digits
    return z


def _tanh(b: Array, _slope: float) -> Array:
    return np.tanh(b)


def _tanh_derivative(b: Array, _slope: float) -> Array:
    z: Array = np.exp(-2 * np.abs(b))
    z /= np.square(1 + z)  # 1 - h^2 = 4 sigma'(2 b), since tanh(b) = 2 sigma(2 b) - 1
    z *= 4
    return z


def _relu(b: Array, _slope: float) -> Array:
    h: Array = np.maximum(b, 0)
    return h


def _softplus(b: Array, _slope: float) -> Array:
    h: Array = np.maximum(b, 0) + np.log1p(np.exp(-np.abs(b)))
    return h


def _leaky(b: Array, slope: float) -> Array:
    h: Array = np.where(b > 0, b, b.dtype.type(slope) * b)
    return h


def _leaky_derivative(b: Array, slope: float) -> Array:
    derivative: Array = np.where(b > 0, b.dtype.type(1), b.dtype.type(slope))
    return derivative


def _identity(b: Array, _slope: float) -> Array:
    return b.copy()


def _one(b: Array, _slope: float) -> Array:
    return np.ones_like(b)


_FIRST_LAYER_CANNOT_LEARN = "The first layer cannot learn: dL/dW1 = dL/db1 = 0."
_VANISHING = "Vanishing gradient: large excitations do not learn."

ACTIVATIONS = {
    record.name: record
    for record in (
        Activation(
            "step",
            "unit step",
            "u",
            _FIRST_LAYER_CANNOT_LEARN,
            _step,
            _zero,
            trainable=False,
            counterpart="logistic",
            steepest=math.inf,
            fast=in_place.step,
        ),
        Activation(
            "signum",
            "signum",
            "sgn",
            _FIRST_LAYER_CANNOT_LEARN,
            _signum,
            _zero,
            trainable=False,
            counterpart="tanh",
            steepest=math.inf,
            fast=in_place.signum,
        ),
        Activation(
            "logistic",
            "logistic",
            "σ",
            _VANISHING,
            _logistic,
            _logistic_derivative,
            counterpart="step",
            steepest=0.25,
            fast=in_place.logistic,
        ),
        Activation(
            "tanh", "tanh", "tanh", _VANISHING, _tanh, _tanh_derivative, counterpart="signum", fast=in_place.tanh
        ),
        Activation(
            "relu",
            "ReLU",
            "ReLU",
            "Dying ReLU: a unit that is off everywhere stays off.",
            _relu,
            _leaky_derivative,
            fast=in_place.relu,
        ),
        Activation(
            "softplus",
            "softplus",
            "softplus",
            "The gradient goes to 0 as b goes to -∞.",
            _softplus,
            _logistic,
            fast=in_place.softplus,
        ),
        Activation(
            "leaky_relu",
            "leaky ReLU",
            "LReLU",
            "The negative part may not fit the data.",
            _leaky,
            _leaky_derivative,
            slope=0.01,
            fast=in_place.leaky_relu,
        ),
        Activation(
            "prelu",
            "PReLU",
            "PReLU",
            "One more thing to train.",
            _leaky,
            _leaky_derivative,
            slope=0.25,
            slope_trained=True,
            fast=in_place.prelu,
        ),
        Activation(
            "identity",
            "linear",
            "",
            "A second linear layer adds nothing to the first.",
            _identity,
            _one,
            fast=in_place.identity,
        ),
    )
}
