"""The points at which hidden units work on their nonlinearity's curve, over the data and at the probe."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.compute.diagnosis import Diagnosis
    from nnexplorer.model.network import Array, Network

LARGEST_EXTENT = 1024.0
"""Beyond which no axis reaches."""

BULK = 0.9
"""Share of the operating points that the axis must hold."""

MOST_UNITS = 32
BINS = 64
MOST_SAMPLES = 4096
"""Bounds of the operating points, so that they are binned within a frame whatever the network and the data."""


@dataclass(frozen=True, eq=False)
class OperatingPoints:
    """Where on their curve the hidden units work, U of them: at most `MOST_UNITS`; read-only.

    Attributes
    ----------
    units : tuple of int
        Which units, from 0: the first ones, and the selected one instead of the last where it comes later.
    count : int
        N, the number of all.
    edges : (B+1,) array
        Edges of the bins, over the range of the hidden layer's graph.
    share : (U,B) array
        Share of the samples whose e lies in each bin; zeros without data.
    beyond : (U,2) array
        Share of the samples to the left and to the right of all bins.
    e : (U,) array
        The excitation at the probe; without one its mean over the data.
    at_probe : bool
        Which of the two it is.
    value, derivative : (U,) arrays
        g(e) and g'(e) there.
    saturation, mean_derivative : (U,) arrays
        Over the data, see `nnexplorer.compute.diagnosis.Diagnosis`; nan without data.
    """

    units: tuple[int, ...]
    count: int
    edges: Array
    share: Array
    beyond: Array
    e: Array
    at_probe: bool
    value: Array
    derivative: Array
    saturation: Array
    mean_derivative: Array


def extent_of(e: Array | None, e1: Array | None, least: float) -> float:
    """4, 8, 16, ..., not below `least`: the range of b that holds the operating points' bulk, and seldom changes."""
    points = e1 if e is None else e
    if points is None:
        return least
    sizes, extent = np.abs(points), least
    while extent < LARGEST_EXTENT and np.count_nonzero(sizes <= extent) < BULK * sizes.size:
        extent *= 2
    return extent


def operating_points(
    network: Network,
    extent: float,
    selected: int | None,
    e: Array | None,
    e1: Array | None,
    diagnosis: Diagnosis | None,
) -> OperatingPoints:
    """Work out the operating points over b from -`extent` to `extent`, the `selected` unit's among them.

    Samples of the data have the excitations `e` (M,N), the probe has `e1` (N,); one of them there is. `diagnosis` is
    that of the data.
    """
    units = list(range(min(network.units, MOST_UNITS)))
    if selected is not None and selected >= MOST_UNITS:
        units[-1] = selected
    edges = np.linspace(-extent, extent, BINS + 1)
    counts = _counts(None if e is None else e[:, units], len(units), extent)
    at = (np.asarray(e1) if e is None or e1 is not None else _mean(e))[units]
    unknown = np.full(len(units), np.nan)
    points = OperatingPoints(
        units=tuple(units),
        count=network.units,
        edges=edges,
        share=counts[:, 1:-1],
        beyond=counts[:, [0, -1]],
        e=at,
        at_probe=e1 is not None,
        value=np.asarray(network.activation.function(at)),
        derivative=np.asarray(network.activation.derivative(at)),
        saturation=unknown if diagnosis is None else diagnosis.saturation[units],
        mean_derivative=unknown if diagnosis is None else diagnosis.mean_derivative[units],
    )
    for array in (points.edges, points.share, points.beyond, points.e, points.value, points.derivative):
        array.flags.writeable = False
    return points


def _counts(e: Array | None, units: int, extent: float) -> Array:
    """Share of each unit's samples in each bin, (U, B + 2): the first and the last hold what lies beyond."""
    if e is None:
        return np.zeros((units, BINS + 2))
    with np.errstate(all="ignore"):  # weights on their way to divergence are shown, too
        places = np.floor((e + extent) * (BINS / (2 * extent)))
    places = np.fmin(np.fmax(places, -1), BINS).astype(np.intp) + 1  # unlike clip, they take nan to an end
    places[e == extent] = BINS  # the last bin holds its right end, too
    places += np.arange(units) * (BINS + 2)
    counts = np.bincount(places.ravel(), minlength=units * (BINS + 2)).reshape(units, BINS + 2)
    return np.asarray(counts / len(e))


def _mean(e: Array) -> Array:
    with np.errstate(all="ignore"):
        return np.asarray(e.mean(axis=0))
