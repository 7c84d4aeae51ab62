"""A network's signals on a regular grid of its input space."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from nnexplorer.compute.parts.separable import Units
from nnexplorer.model.checks import checked_count, checked_point

if TYPE_CHECKING:
    from nnexplorer.model.network import Network

FloatArray = npt.NDArray[np.floating[Any]]
Ranges = list[tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Surface:
    """Every layer's signal over a grid of R samples a side; read-only.

    With two inputs `e1` and `h` have shape (N, R, R), `e2` and `y` (K, R, R), and entry [k, i, j] belongs to the
    j-th sample of the first input and the i-th of the second. With one input the last axis is missing. Each is computed
    when it is first asked for, and the outputs without holding the hidden layer.
    """

    network: Network
    axes: tuple[FloatArray, ...]

    @cached_property
    def e1(self) -> FloatArray:
        """Excitations of the hidden units."""
        return self._finished(self._units.excitations())

    @cached_property
    def h(self) -> FloatArray:
        """Activations of the hidden units."""
        return self._finished(self._units.activations())

    @cached_property
    def e2(self) -> FloatArray:
        """Excitations of the outputs."""
        return self._finished(self._units.outputs(self.network.W2, self.network.b2))

    @cached_property
    def y(self) -> FloatArray:
        """The outputs, soft as in training."""
        g = self.network.output_activation
        if g.name == "identity":
            return self.e2
        with np.errstate(over="ignore", invalid="ignore"):
            return self._finished(g.function(self.e2))

    @property
    def _units(self) -> Units:
        (first, *second), W1, b1 = self.axes, self.network.W1, self.network.b1[:, None]
        rows = len(second[0]) if second else 1
        upwards, across = np.empty((len(W1), rows, 2), first.dtype), np.ones((2, len(first)), first.dtype)
        with np.errstate(over="ignore", invalid="ignore"):
            upwards[:, :, 0] = W1[:, :1]
            upwards[:, :, 1] = W1[:, 1:] * second[0] + b1 if second else b1
        across[0] = first
        return Units(upwards, across, self.network.activation)

    def _finished(self, values: FloatArray) -> FloatArray:
        """Values over rows and columns; those of one input are a single row. Nobody writes to them."""
        values = values.reshape(len(values), *(len(axis) for axis in self.axes))
        values.flags.writeable = False
        return values


def evaluate(
    net: Network,
    bounds: Sequence[tuple[float, float]] = ((-1.0, 1.0), (-1.0, 1.0)),
    resolution: int = 128,
    dtype: npt.DTypeLike = np.float64,
) -> Surface:
    """Evaluate `net` on a grid: the pictures behind every colour map.

    Parameters
    ----------
    net : Network
        With one or two inputs.
    bounds : ((low, high),) or ((low, high), (low, high))
        Range of each input; the ends are samples.
    resolution : int
        Samples along each axis, at least 1.
    dtype : float32 or float64
        float32 is right for pictures: its error is below 1e-4.

    Returns
    -------
    Surface
        Evaluated when it is asked for: `y` alone never holds the hidden layer, whatever the number of units.

    Raises
    ------
    ValueError
        For more than two inputs, bounds that do not fit or are not finite, a resolution below 1, or another dtype.
    """
    kind = np.dtype(dtype)
    if kind not in (np.dtype(np.float32), np.dtype(np.float64)):
        raise ValueError(f"dtype: expected float32 or float64, got {kind}")
    ranges = _checked(net, bounds, resolution)
    return Surface(net, tuple(np.linspace(low, high, resolution, dtype=kind) for low, high in ranges))


def _checked(network: Network, bounds: Sequence[tuple[float, float]], resolution: int) -> Ranges:
    if network.inputs > 2:
        raise ValueError(f"only networks of 1 or 2 inputs have a surface; this one has {network.inputs}")
    checked_count("resolution", resolution, least=1)
    wanted = f"bounds: expected {network.inputs} pair{'s' * (network.inputs > 1)} (low, high) for this network"
    try:
        pairs = [checked_point("bounds", pair) for pair in bounds]
    except TypeError:
        raise ValueError(f"{wanted}, got {reprlib.repr(bounds)}") from None
    if len(pairs) != network.inputs or any(len(pair) != 2 for pair in pairs):
        raise ValueError(f"{wanted}, got {reprlib.repr(bounds)}")
    return [(low, high) for low, high in pairs]
