"""Backpropagation: how the loss changes with each parameter of a network."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from nnexplorer.compute.learning.parameters import Parameters
from nnexplorer.model.losses import loss as loss_named
from nnexplorer.model.network import as_numbers

if TYPE_CHECKING:
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.losses import Loss
    from nnexplorer.model.network import Array, Network


@dataclass(frozen=True, eq=False)
class Gradients:
    """A loss and its derivatives by the parameters of a network, in their shapes; read-only.

    Attributes
    ----------
    loss : float
        The loss itself, the mean over the samples.
    W1 : (N,D) array
    b1 : (N,) array
    W2 : (K,N) array
    b2 : (K,) array
    slope : float
        The derivative by the PReLU's slope; 0 unless the hidden units are PReLUs.
    """

    loss: float
    W1: Array
    b1: Array
    W2: Array
    b2: Array
    slope: float

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if isinstance(value, np.ndarray):
                value.flags.writeable = False


def gradients(net: Network, X: ArrayLike, Y: ArrayLike, loss: str = "mse") -> Gradients:
    """Return the loss of a network and its gradient.

    Parameters
    ----------
    net : Network
    X : (M,D) array-like
        Inputs, at least one.
    Y : (M,K) array-like
        Targets.
    loss : str
        mse or cross_entropy.

    Raises
    ------
    ValueError
        If shapes do not go together, a number is not finite, or the loss is not known or not defined for the
        network's output and these targets.
    """
    X, targets = as_samples(net, X, Y)
    chosen = loss_named(loss)
    chosen.check(targets, net.output_activation)
    parameters = Parameters.of(net)
    g = parameters.like(np.zeros_like(parameters.flat))
    e2 = _backpropagate(parameters, g, X, targets, net.activation, net.output_activation, chosen)
    value = chosen.value(e2, targets, net.output_activation)
    return Gradients(value, g.W1.copy(), g.b1.copy(), g.W2.copy(), g.b2.copy(), float(g.slope))


def as_samples(net: Network, X: ArrayLike, Y: ArrayLike) -> tuple[Array, Array]:
    """Return float64 copies of at least one input (M,D) and target (M,K); ValueError if they do not suit."""
    if np.shape(X)[:1] == (0,):
        raise ValueError("X: expected at least 1 sample, got none")
    X = as_numbers("X", X, ("samples", net.inputs))
    return X, as_numbers("Y", Y, (len(X), net.outputs))


def _propagate(parameters: Parameters, X: Array, hidden: Activation) -> tuple[Array, Array, Array]:
    """Return the signals e1 and h (M,N) and e2 (M,K) of inputs X (M,D)."""
    e1 = X.dot(parameters.W1.T)
    e1 += parameters.b1
    h = hidden.function(e1)
    e2 = h.dot(parameters.W2.T)
    e2 += parameters.b2
    return e1, h, e2


def _backpropagate(
    parameters: Parameters,
    gradient: Parameters,
    X: Array,
    targets: Array,
    hidden: Activation,
    output: Activation,
    loss: Loss,
) -> Array:
    """Write the gradient of a loss into `gradient`, and return the outputs' excitations e2 (M,K).

    With delta2 = dL/de2 (M,K), from the loss, and delta1 = dL/de1 = (delta2 W2) g'(e1) (M,N):

        dL/dW2 = delta2^T h    dL/db2 = sum of delta2    dL/dW1 = delta1^T x    dL/db1 = sum of delta1

    and dL/da = sum of (delta2 W2) dg/da for the slope a of hidden PReLUs, with what an output PReLU adds.
    """
    e1, h, e2 = _propagate(parameters, X, hidden)

    delta2 = loss.derivative(e2, targets, output)
    gradient.W2[...] = delta2.T.dot(h)
    gradient.b2[...] = delta2.sum(axis=0)

    by_h = delta2.dot(parameters.W2)
    delta1 = by_h * hidden.derivative(e1)
    gradient.W1[...] = delta1.T.dot(X)
    gradient.b1[...] = delta1.sum(axis=0)

    if hidden.slope_trained:
        by_slope = np.sum(by_h * hidden.slope_derivative(e1)) + loss.slope_derivative(e2, targets, output)
        gradient.slope[...] = by_slope
    return e2
