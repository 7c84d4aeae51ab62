"""A network's parameters as one flat vector, which is what an optimiser moves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from nnexplorer.model.network import Network

if TYPE_CHECKING:
    from nnexplorer.model.pin import Pin


class Parameters:
    """One number for each parameter of a network: in one flat vector, and as the arrays of the lecture.

    It holds the parameters themselves, or what has their layout: a gradient, an optimiser's memory.

    Parameters
    ----------
    flat : (P,) array
        All numbers, P = N D + N + K N + K + 1; kept, not copied.
    inputs, units, outputs : int
        D, N and K.

    Attributes
    ----------
    W1, b1, W2, b2 : arrays (N,D), (N,), (K,N), (K,)
        Views of `flat`.
    slope : array ()
        A view of its last number.
    """

    __slots__ = ("W1", "W2", "b1", "b2", "flat", "slope")

    def __init__(self, flat: NDArray[Any], inputs: int, units: int, outputs: int) -> None:
        ends = np.cumsum([units * inputs, units, outputs * units, outputs])
        W1, b1, W2, b2, slope = np.split(flat, ends)
        self.flat = flat
        self.W1 = W1.reshape(units, inputs)
        self.b1 = b1
        self.W2 = W2.reshape(outputs, units)
        self.b2 = b2
        self.slope = slope.reshape(())

    @classmethod
    def of(cls, network: Network) -> Parameters:
        """Return a copy of the network's parameters."""
        arrays = (network.W1, network.b1, network.W2, network.b2, network.slope)
        flat = np.concatenate([np.ravel(array) for array in arrays])
        return cls(flat, network.inputs, network.units, network.outputs)

    def like(self, flat: NDArray[Any]) -> Parameters:
        """Return the numbers of another flat vector in the same layout."""
        units, inputs = self.W1.shape
        return Parameters(flat, inputs, units, len(self.b2))

    def network(self, hidden: str, output: str) -> Network:
        """Return a network with these parameters and those nonlinearities."""
        return Network(self.W1, self.b1, self.W2, self.b2, hidden, output, float(self.slope))

    def take(self, other: Parameters) -> None:
        """Copy what networks of as many inputs and outputs both have: the first units, b2 and the slope."""
        both = min(len(self.b1), len(other.b1))
        self.W1[:both] = other.W1[:both]
        self.b1[:both] = other.b1[:both]
        self.W2[:, :both] = other.W2[:, :both]
        self.b2[:] = other.b2
        self.slope[...] = other.slope

    def places(self, pin: Pin | None) -> NDArray[np.intp]:
        """Return where in the flat vector lies what a pin holds; a unit that is not there has no place."""
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
        return np.concatenate(held)
