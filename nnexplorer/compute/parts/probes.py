"""One input and all that a network makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.model.network import Array, Network


@dataclass(frozen=True, eq=False)
class Probe:
    """One input and all that the network makes of it: x (D,), e1 (N,), h (N,), g'(e1) (N,), y (K,)."""

    x: Array
    e1: Array
    h: Array
    derivative: Array
    y: Array


def probe_at(network: Network, x: tuple[float, ...] | None) -> Probe | None:
    """The network at the input `x`; None without one, or for one of another network's size."""
    if x is None or len(x) != network.inputs:
        return None
    point = np.asarray(x, dtype=float)
    signals = network.forward(point[None, :])
    derivative = np.asarray(network.activation.derivative(signals.e1[0]))
    return Probe(point, signals.e1[0], signals.h[0], derivative, signals.y[0])
