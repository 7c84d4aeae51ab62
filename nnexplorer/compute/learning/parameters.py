"""A network's parameters as one flat vector, which is what an optimiser moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnexplorer.model.network import Network

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.model.pin import Pin


class Parameters:
    """One number for each parameter of a network: in one flat vector, and as the arrays of the lecture.

    Each unit's bias lies behind its weights, so that a layer is one matrix, for inputs with a 1 below them.

    It holds the parameters themselves, or what has their layout: a gradient, an optimiser's memory.

    Parameters
    ----------
    flat : (P,) array
        All numbers, P = N D + N + K N + K + 1; kept, not copied.
    inputs, units, outputs : int
        D, N and K.

    Attributes
    ----------
    first, second : arrays (N,D+1), (K,N+1)
        The two layers: W1 and b1, W2 and b2 side by side; contiguous views of `flat`.
    W1, b1, W2, b2 : arrays (N,D), (N,), (K,N), (K,)
        Views of these.
    slope : array ()
        A view of its last number.
    """

    __slots__ = ("W1", "W2", "b1", "b2", "first", "flat", "second", "slope")

    def __init__(self, flat: NDArray[Any], inputs: int, units: int, outputs: int) -> None:
        first, second, slope = np.split(flat, np.cumsum([units * (inputs + 1), outputs * (units + 1)]))
        self.flat = flat
        self.first = first.reshape(units, inputs + 1)
        self.second = second.reshape(outputs, units + 1)
        self.W1, self.b1 = self.first[:, :-1], self.first[:, -1]
        self.W2, self.b2 = self.second[:, :-1], self.second[:, -1]
        self.slope = slope.reshape(())

    @classmethod
    def of(cls, network: Network, dtype: Any = np.float64) -> Parameters:
        """Return a copy of the network's parameters, in float64 or another type."""
        first, second = np.column_stack((network.W1, network.b1)), np.column_stack((network.W2, network.b2))
        flat = np.concatenate((first.ravel(), second.ravel(), [network.slope])).astype(dtype)
        return cls(flat, network.inputs, network.units, network.outputs)

    def like(self, flat: NDArray[Any]) -> Parameters:
        """Return the numbers of another flat vector in the same layout."""
        units, inputs = self.W1.shape
        return Parameters(flat, inputs, units, len(self.b2))

    def network(self, hidden: str, output: str) -> Network:
        """Return a network with these parameters and those nonlinearities."""
        return Network(self.W1, self.b1, self.W2, self.b2, hidden, output, float(self.slope))

    def is_finite(self) -> bool:
        """Whether no number is infinite or nan."""
        return bool(np.logical_and.reduce(np.isfinite(self.flat)))

    def take(self, other: Parameters, origins: Sequence[int]) -> None:
        """Copy what networks of as many inputs and outputs both have: units, b2 and the slope.

        `origins` (N,) tells for each unit which of the other's it is; it is negative where it is none of them.
        """
        source = np.array(origins, dtype=np.intp)
        here = np.flatnonzero((source >= 0) & (source < len(other.b1)))
        there = source[here]
        self.first[here] = other.first[there]
        self.W2[:, here] = other.W2[:, there]
        self.b2[:] = other.b2
        self.slope[...] = other.slope

    def places(self, pin: Pin | None, frozen: Sequence[int] = ()) -> NDArray[np.intp]:
        """Return where in the flat vector lies what a pin holds, and all of the `frozen` units.

        A unit that is not there has no place.
        """
        place = self.like(np.arange(self.flat.size))
        held = [np.empty(0, dtype=np.intp)]
        if pin is not None and pin.unit is not None and pin.unit < len(self.b1):
            if pin.weights is not None:
                held.append(place.W1[pin.unit])
            if pin.bias is not None:
                held.append(place.b1[[pin.unit]])
            if pin.correction is not None:
                held.append(place.W2[:, pin.unit])
        if pin is not None and pin.output_bias is not None:
            held.append(place.b2)
        for unit in frozen:
            if unit < len(self.b1):
                held += [place.first[unit], place.W2[:, unit]]
        return np.unique(np.concatenate(held)) if frozen else np.concatenate(held)
