"""The next step of back-propagation at one training point: its error, every factor, every change of a weight."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.samples import nearest

if TYPE_CHECKING:
    from nnexplorer.compute.parts.probes import Probe
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array


@dataclass(frozen=True, eq=False)
class Factors:
    """The chain rule of one hidden unit: dL/dw_j = dL/dh dh/de de/dw_j.

    Attributes
    ----------
    by_h : float
        dL/dh = 2 eps^T w^(2), where eps has the factor g'(e2) at an output that is not linear.
    h_by_e : float
        dh/de = sigma'(e).
    e_by_w : (D,) array
        de/dw = x.
    by_w : (D,) array
        dL/dw, their product.
    """

    by_h: float
    h_by_e: float
    e_by_w: Array
    by_w: Array


@dataclass(frozen=True, eq=False)
class Deltas:
    """The change of every parameter, -eta times the gradient: W1 (N, D), b1 (N,), W2 (K, N), b2 (K,); read-only."""

    W1: Array
    b1: Array
    W2: Array
    b2: Array

    def __post_init__(self) -> None:
        _freeze(self)


@dataclass(frozen=True, eq=False)
class BackpropPart:
    """What plain gradient descent would change after one look at one sample; arrays are read-only.

    The loss is L = |eps|^2, the program's mse of a single sample. The lecturer's is |eps|^2 / 2, so that a step is
    `factor` = 2 eta times his expressions: for linear outputs

        delta w_k^(1) = -2 eta x sigma'(e_k) eps^T w_k^(2)    delta w_k^(2) = -2 eta h_k eps

    Attributes
    ----------
    sample : int
        The sample's row in the data: the one nearest to the probe.
    at_probe : bool
        Whether the probe is on it.
    linear : bool
        Whether the output is linear, so that dL/de2 is 2 eps.
    rate, factor : float
        eta, and 2 eta.
    x, e1, h, derivative : (D,), (N,), (N,), (N,) arrays
        The sample's input, its excitations, its activations and sigma'(e1).
    y, target, epsilon : (K,) arrays
        The output y-hat, what it should be, and eps = y-hat - y.
    weights : (N, D) array
        W1, whose rows are the threshold vectors that the step moves.
    by_e2, by_h, by_e1 : (K,), (N,), (N,) arrays
        dL/de2, dL/dh and dL/de1: how the loss changes with each signal.
    delta : Deltas
        How the step changes each parameter.
    """

    sample: int
    at_probe: bool
    linear: bool
    rate: float
    factor: float
    x: Array
    e1: Array
    h: Array
    derivative: Array
    y: Array
    target: Array
    epsilon: Array
    weights: Array
    by_e2: Array
    by_h: Array
    by_e1: Array
    delta: Deltas

    def __post_init__(self) -> None:
        _freeze(self)

    def factors(self, unit: int) -> Factors:
        """The chain rule's factors for hidden unit `unit`."""
        return Factors(
            by_h=float(self.by_h[unit]),
            h_by_e=float(self.derivative[unit]),
            e_by_w=self.x,
            by_w=np.asarray(self.by_e1[unit] * self.x),
        )


def backprop_part(document: Document, probe: Probe | None) -> BackpropPart | None:
    """Work out the next step of gradient descent on the one sample nearest to a probe.

    Parameters
    ----------
    document : Document
        Its learning rate counts; optimiser, batch and loss do not: the step is plain, on one sample, by mse.
    probe : Probe or None

    Returns
    -------
    BackpropPart or None
        None without a probe or without data.
    """
    X, network, rate = document.X, document.network, document.training.learning_rate
    if probe is None or not len(X):
        return None
    sample = nearest(X, probe.x)
    x, target = X[sample].copy(), document.Y[sample].copy()
    with np.errstate(all="ignore"):
        signals = network.forward(x[None, :])
        e1, h, e2, y = signals.e1[0], signals.h[0], signals.e2[0], signals.y[0]
        derivative = np.asarray(network.activation.derivative(e1))
        epsilon = y - target
        by_e2 = 2 * epsilon * network.output_activation.derivative(e2)
        by_h = by_e2 @ network.W2
        by_e1 = by_h * derivative
        delta = Deltas(-rate * np.outer(by_e1, x), -rate * by_e1, -rate * np.outer(by_e2, h), -rate * by_e2)
    return BackpropPart(
        sample=sample,
        at_probe=bool(np.array_equal(x, probe.x)),
        linear=network.output == "identity",
        rate=rate,
        factor=2 * rate,
        x=x,
        e1=e1,
        h=h,
        derivative=derivative,
        y=y,
        target=target,
        epsilon=epsilon,
        weights=network.W1,
        by_e2=by_e2,
        by_h=by_h,
        by_e1=by_e1,
        delta=delta,
    )


def _freeze(part: Deltas | BackpropPart) -> None:
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, np.ndarray):
            value.flags.writeable = False
