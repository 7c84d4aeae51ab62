"""One step of plain gradient descent on one sample, with every quantity that leads to it, in slow motion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.parts.next_step import BackpropPart, backprop_part
from nnexplorer.compute.parts.probes import probe_at

if TYPE_CHECKING:
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array, Network


@dataclass(frozen=True, eq=False)
class SlowStep:
    """The forward and the backward pass of one sample, and the network that the step leads to.

    Attributes
    ----------
    part : BackpropPart
        The signals, the derivatives by each of them and the change of every parameter.
    network : Network
        As it is before the step.
    frozen : tuple of int
        Hidden units that the step leaves as they are.
    samples : int
        How many samples there are to choose from.
    e2 : (K,) array
        The outputs' excitations.
    output_derivative : (K,) array
        g'(e2) of the outputs' nonlinearity.
    by_y : (K,) array
        dL/dy = 2 eps.
    by_slope : float
        dL/da of a PReLU's slope; 0 unless the hidden units are PReLUs.
    """

    part: BackpropPart
    network: Network
    frozen: tuple[int, ...]
    samples: int
    e2: Array
    output_derivative: Array
    by_y: Array
    by_slope: float

    @property
    def loss(self) -> float:
        """L = |eps|^2."""
        with np.errstate(over="ignore", invalid="ignore"):
            return float(self.part.epsilon @ self.part.epsilon)

    def taken(self) -> Network:
        """The network after the step, P <- P - eta dL/dP; ValueError where a weight would not be finite."""
        before, delta = self.network, self.part.delta
        moving = np.array([k not in self.frozen for k in range(before.units)])
        with np.errstate(over="ignore", invalid="ignore"):
            return before.replace(
                W1=before.W1 + np.where(moving[:, None], delta.W1, 0.0),
                b1=before.b1 + np.where(moving, delta.b1, 0.0),
                W2=before.W2 + np.where(moving, delta.W2, 0.0),
                b2=before.b2 + delta.b2,
                slope=before.slope - self.part.rate * self.by_slope,
            )


def slow_step(document: Document) -> SlowStep | None:
    """Work out the step on the sample nearest to the document's probe; None without a probe or without data.

    Its learning rate counts; optimiser, batch and loss do not: the step is plain, on one sample, by the squared error.
    """
    network = document.network
    part = backprop_part(document, probe_at(network, document.view.probe))
    if part is None:
        return None
    with np.errstate(all="ignore"):
        e2 = network.W2 @ part.h + network.b2
        derivative = np.asarray(network.output_activation.derivative(e2))
        by_slope = gradients(network, part.x[None, :], part.target[None, :]).slope
    arrays = (e2, derivative, 2 * part.epsilon)
    for array in arrays:
        array.flags.writeable = False
    return SlowStep(part, network, document.frozen, len(document.X), *arrays, by_slope)
