"""A network's signals on a regular grid of its input space."""

from __future__ import annotations

import reprlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from nnexplorer.model.checks import checked_count, checked_point

if TYPE_CHECKING:
    from nnexplorer.model.network import Network

FloatArray = npt.NDArray[np.floating[Any]]
Ranges = list[tuple[float, float]]


@dataclass(frozen=True, eq=False)
class Surface:
    """Every layer's signal over a grid of R samples a side; read-only.

    With two inputs `e1` and `h` have shape (N, R, R), `e2` and `y` (K, R, R), and entry [k, i, j] belongs to the
    j-th sample of the first input and the i-th of the second. With one input the last axis is missing.
    """

    e1: FloatArray
    h: FloatArray
    e2: FloatArray
    y: FloatArray


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
        `y` is the soft output, as in training.

    Raises
    ------
    ValueError
        For more than two inputs, bounds that do not fit or are not finite, or a resolution below 1.
    """
    axes = [np.linspace(low, high, resolution, dtype=dtype) for low, high in _checked(net, bounds, resolution)]
    e1 = _excitations(net, axes, np.dtype(dtype))
    h = np.asarray(net.activation.function(e1))
    W2 = net.W2.astype(dtype)
    e2 = np.tensordot(W2, h, axes=1) + net.b2.astype(dtype).reshape(-1, *[1] * len(axes))
    y = np.asarray(net.output_activation.function(e2))
    for array in (e1, h, e2, y):
        array.flags.writeable = False
    return Surface(e1, h, e2, y)


def _excitations(network: Network, axes: list[FloatArray], dtype: np.dtype[Any]) -> FloatArray:
    """e1 on the grid; it separates into a row of the first input and a column of the second."""
    W1, b1 = network.W1.astype(dtype), network.b1.astype(dtype)
    row = W1[:, 0, None] * axes[0]
    if len(axes) == 1:
        return np.asarray(row + b1[:, None])
    column = W1[:, 1, None] * axes[1] + b1[:, None]
    return np.asarray(row[:, None, :] + column[:, :, None])


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
