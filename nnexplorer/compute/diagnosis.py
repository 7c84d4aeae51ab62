"""Why a network has stopped learning: which hidden units are dead or saturated, and how steep they are."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnexplorer.model.network import as_numbers

if TYPE_CHECKING:
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.network import Array, Network

FLAT = 0.01
"""A derivative below this share of max |g'| counts as saturated."""

SATURATED_FROM = 0.9
"""A unit whose saturation is at least this wears the badge."""


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """What the derivatives g'(e) of each hidden unit say about its learning, e = w . x + b over the rows x; read-only.

    Attributes
    ----------
    dead : (N,) array of bool
        g'(e) = 0 on every row, in double precision: no row moves the unit's w and b.
    saturation : (N,) array, 0 to 1
        Share of rows with |g'(e)| < 1 % of max |g'|. That maximum is the nonlinearity's, over all b: 0.25 for the
        logistic, 1 for tanh, ReLU, softplus, leaky ReLU and the identity, max(1, |a|) for the PReLU. The step and the
        signum have a Dirac delta there, beside which every row is flat: their saturation is 1.
    mean_derivative : (N,) array, at least 0
        Mean |g'(e)| over the rows; 0 for the step and the signum.
    """

    dead: NDArray[np.bool_]
    saturation: Array
    mean_derivative: Array

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False


def diagnose(net: Network, X: ArrayLike) -> Diagnosis:
    """Return what keeps each hidden unit of a network from learning.

    Parameters
    ----------
    net : Network
    X : (M,D) array-like
        Inputs, at least one.

    Raises
    ------
    ValueError
        If X has another shape, or a number in it is not finite.
    """
    X = as_numbers("X", X, ("samples", net.inputs))
    with np.errstate(over="ignore", invalid="ignore"):
        return diagnosis_of(net.activation, X @ net.W1.T + net.b1)


def diagnosis_of(g: Activation, e1: Array) -> Diagnosis:
    """The same of a nonlinearity and the excitations (M,N) that its units were found to have."""
    with np.errstate(over="ignore", invalid="ignore"):  # weights on their way to divergence are shown, too
        steepness = np.abs(g.derivative(e1))
        return Diagnosis(
            dead=np.all(steepness == 0, axis=0),
            saturation=np.mean(steepness < FLAT * g.largest_derivative, axis=0),
            mean_derivative=np.mean(steepness, axis=0),
        )


def badges(diagnosis: Diagnosis) -> tuple[str, ...]:
    """Return for each unit "dead", or else "saturated" for a saturation of `SATURATED_FROM` or more, or else ""."""
    return tuple(
        "dead" if dead else "saturated" if share >= SATURATED_FROM else ""
        for dead, share in zip(diagnosis.dead, diagnosis.saturation, strict=True)
    )
