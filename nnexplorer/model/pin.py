"""Parameters that a hand is holding while everything else may go on learning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.model.network import Array, Network


@dataclass(frozen=True, eq=False)
class Pin:
    """A part of a network's parameters with the values that it is held at.

    Parameters
    ----------
    unit : int or None
        Index of the hidden unit that `weights`, `bias` and `correction` belong to.
    weights : array (D,), optional
        The unit's threshold vector, its row of W1.
    bias : float, optional
        The unit's entry of b1.
    correction : array (K,), optional
        The unit's correction vector, its column of W2.
    output_bias : array (K,), optional
        b2, the root of the chain of correction vectors.
    """

    unit: int | None = None
    weights: Array | None = None
    bias: float | None = None
    correction: Array | None = None
    output_bias: Array | None = None

    def apply(self, network: Network) -> Network:
        """Return `network` with the held values written into it.

        A unit that the network no longer has is left out, so that a hand which outlives its unit does no harm.
        """
        changes: dict[str, Array] = {}
        unit = self.unit
        if unit is not None and unit < network.units:
            if self.weights is not None:
                changes["W1"] = _with_row(network.W1, unit, self.weights)
            if self.bias is not None:
                changes["b1"] = _with_row(network.b1, unit, self.bias)
            if self.correction is not None:
                changes["W2"] = _with_row(network.W2.T, unit, self.correction).T
        if self.output_bias is not None:
            changes["b2"] = self.output_bias
        return network.replace(**changes) if changes else network


def _with_row(array: Array, row: int, values: Array | float) -> Array:
    copy = np.array(array)
    copy[row] = values
    return copy
