"""The losses that training can minimise: each one's value, and its derivative by the output's excitation."""

from __future__ import annotations

import reprlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from nnexplorer.model.activations import Activation, Array, activation


@dataclass(frozen=True)
class Loss:
    """A loss L of the output layer's excitations e2 (M,K), the targets T (M,K) and the output's nonlinearity.

    Attributes
    ----------
    name, title : str
        As the Python API, the command line and the files spell it; as menus print it.
    value : callable (e2, T, output) -> float
        L, the mean over the M >= 1 samples of the sum over the K outputs.
    derivative : callable (e2, T, output) -> (M,K)
        dL/de2.
    slope_derivative : callable (e2, T, output) -> float
        dL/da, as far as the trained slope a of an output PReLU is concerned.
    check : callable (T, output) -> None
        Raises ValueError where the loss is not defined for that output or those targets.
    factor : float
    chained : bool
        How dL/de2 follows from the errors eps = y - T: it is factor / M times eps, and where it is chained times
        the output's derivative g'(e2) as well.
    of_errors : callable (eps) -> float, optional
        M L, where the errors alone decide it.
    """

    name: str
    title: str
    value: Callable[[Array, Array, Activation], float]
    derivative: Callable[[Array, Array, Activation], Array]
    slope_derivative: Callable[[Array, Array, Activation], float]
    check: Callable[[Array, Activation], None]
    factor: float
    chained: bool
    of_errors: Callable[[Array], float] | None = None


def loss(name: str) -> Loss:
    """Return the loss of that name, mse or cross_entropy; ValueError if there is none."""
    record = LOSSES.get(str(name))
    if record is None:
        raise ValueError(f"loss {reprlib.repr(name)} is not known; choose one of {', '.join(LOSSES)}")
    return record


def _squared_value(e2: Array, targets: Array, output: Activation) -> float:
    return float(np.sum(np.square(output.function(e2) - targets)) / len(e2))


def _squared_errors(errors: Array) -> float:
    return float(np.vdot(errors, errors))


def _squared_derivative(e2: Array, targets: Array, output: Activation) -> Array:
    derivative = output.derivative(e2)
    derivative *= output.function(e2) - targets
    derivative *= 2 / len(e2)
    return derivative


def _squared_slope_derivative(e2: Array, targets: Array, output: Activation) -> float:
    return float((2 / len(e2)) * np.sum((output.function(e2) - targets) * output.slope_derivative(e2)))


def _any_targets(_targets: Array, _output: Activation) -> None:
    """Accept all: the squared error is defined for every output and all targets."""


@dataclass(frozen=True)
class _Likelihood:
    """How an output y states a probability p: p = sigma(scale e2), and y runs from `lowest` to 1 with p."""

    scale: float
    lowest: float

    def probability(self, targets: Array) -> Array:
        return (targets - self.lowest) / (1 - self.lowest)


# tanh(e) = 2 sigma(2 e) - 1, so that its p = (1 + y) / 2 is sigma(2 e).
_LIKELIHOODS = {"logistic": _Likelihood(scale=1, lowest=0), "tanh": _Likelihood(scale=2, lowest=-1)}


def _entropy_value(e2: Array, targets: Array, output: Activation) -> float:
    # With q the target's probability: -q ln sigma(b) - (1 - q) ln sigma(-b); and -ln sigma(b) = softplus(-b).
    likelihood = _LIKELIHOODS[output.name]
    b, q = likelihood.scale * e2, likelihood.probability(targets)
    softplus = activation("softplus").function
    return float(np.sum(q * softplus(-b) + (1 - q) * softplus(b)) / len(e2))


def _entropy_derivative(e2: Array, targets: Array, output: Activation) -> Array:
    # sigma(b) - q, in a form that keeps its digits where sigma(b) is next to q = 1.
    likelihood = _LIKELIHOODS[output.name]
    b, q = likelihood.scale * e2, likelihood.probability(targets)
    logistic = activation("logistic").function
    derivative: Array = (likelihood.scale / len(e2)) * ((1 - q) * logistic(b) - q * logistic(-b))
    return derivative


def _no_slope(_e2: Array, _targets: Array, _output: Activation) -> float:
    return 0.0


def _check_probabilities(targets: Array, output: Activation) -> None:
    likelihood = _LIKELIHOODS.get(output.name)
    if likelihood is None:
        raise ValueError(f"cross_entropy: expected an output logistic or tanh, got {output.name}")
    wrong = targets[(targets < likelihood.lowest) | (targets > 1)]
    if wrong.size:
        wanted = f"targets from {likelihood.lowest:g} to 1 for the output {output.name}"
        raise ValueError(f"cross_entropy: expected {wanted}, got {wrong[0]:g}")


LOSSES = {
    record.name: record
    for record in (
        Loss(
            "mse",
            "squared error",
            _squared_value,
            _squared_derivative,
            _squared_slope_derivative,
            _any_targets,
            factor=2,
            chained=True,
            of_errors=_squared_errors,
        ),
        Loss(
            "cross_entropy",
            "cross-entropy",
            _entropy_value,
            _entropy_derivative,
            _no_slope,
            _check_probabilities,
            factor=1,
            chained=False,
        ),
    )
}
