"""Networks made without training: the lecture's construction, and an output layer by least squares."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike

from nnexplorer.compute.learning.backpropagation import as_samples
from nnexplorer.model.activations import activation as activation_named
from nnexplorer.model.checks import checked_count, checked_number
from nnexplorer.model.network import Network

# The pairs whose hard one steps by 2, from -1 to 1, where the unit step steps by 1.
_STEP_BY_TWO = ("signum", "tanh")

QUICK_FIT = 2**27
"""Work of a fit that can be done at every move of a hand: some hundredths of a second."""


def fit_output_layer(net: Network, X: ArrayLike, Y: ArrayLike) -> Network:
    """Return the network whose W2 and b2 minimise the squared error, W1 and b1 kept.

    A linear least-squares problem in e2 = h W2^T + b2; of several solutions it is the shortest one.

    Parameters
    ----------
    net : Network
        Its output is the identity.
    X : (M,D) array-like
        Inputs, at least one.
    Y : (M,K) array-like
        Targets.

    Raises
    ------
    ValueError
        If the output is another, shapes do not go together, or a number is not finite.
    """
    if net.output != "identity":
        raise ValueError(f"fit_output_layer: expected a network with output identity, got {net.output}")
    X, targets = as_samples(net, X, Y)
    regressors = np.column_stack((net.forward(X).h, np.ones(len(X))))
    solution = np.linalg.lstsq(regressors, targets, rcond=None)[0]
    return net.replace(W2=solution[:-1].T, b2=solution[-1])


def fit_work(units: int, samples: int) -> int:
    """How much there is to do for `fit_output_layer`: a second for some 2^32."""
    return samples * (units + 1) * (units + 128)


def construct(pieces: int = 8, activation: str = "step", gain: float = 1.0) -> Network:
    """Return the lecture's Example #2: a half circle of inputs, cut into pieces, becomes a parabola.

    The input is x = (cos t, sin t) and the target y(t) = (t, t^2), for t in [-pi/2, pi/2]. Between the N + 1
    nodes t_i = -pi/2 + i pi/N lie the N thresholds tau_k = -pi/2 + pi/(2 N) + k pi/N, and there

        W1[k] = gain (-sin tau_k, cos tau_k)    b1 = 0
        W2[:,k] = y(t_{k+1}) - y(t_k)           b2 = y(t_0)

    so that the unit step is right at every node. signum and tanh, which step by 2, get W2 / 2 and
    b2 + sum_k W2[:,k] / 2. All others, ReLU and its kin among them, get the same weights as the unit step.

    Parameters
    ----------
    pieces : int
        N, the number of hidden units; at least 1.
    activation : str
        The hidden units' nonlinearity.
    gain : float
        The length of each threshold vector, finite and above 0; 1 in the lecture.

    Raises
    ------
    ValueError
        If one of them is out of its range or not known.
    """
    units = checked_count("pieces", pieces, least=1)
    gain = checked_number("gain", gain)
    if gain <= 0:
        raise ValueError(f"gain: expected a number above 0, got {gain!r}")
    hidden = activation_named(activation).name

    nodes = -math.pi / 2 + math.pi / units * np.arange(units + 1)
    thresholds = nodes[:-1] + math.pi / (2 * units)
    targets = np.column_stack((nodes, nodes**2))
    W1 = gain * np.column_stack((-np.sin(thresholds), np.cos(thresholds)))
    W2, b2 = np.diff(targets, axis=0).T, targets[0]
    if hidden in _STEP_BY_TWO:
        W2, b2 = W2 / 2, b2 + W2.sum(axis=1) / 2
    return Network(W1, np.zeros(units), W2, b2, hidden)
