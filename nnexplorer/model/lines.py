"""Threshold lines: the line w . x + b = 0 of one hidden unit, and what a hand may do to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, overload

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.model.network import Array, Network

Bounds: TypeAlias = tuple[tuple[float, float], tuple[float, float]]

_SMALLEST_GAIN = 1e-9

PARALLEL = 1e-15
"""A unit vector's component below this is none: a line along an edge never meets it."""


@dataclass(frozen=True, eq=False)
class Line:
    """The threshold line {x : weights . x + bias = 0} of a unit with two inputs.

    The positive side, where the unit is on, is the one that `weights` points to.
    `weights` has shape (2,); its length is the unit's gain.
    """

    weights: Array
    bias: float

    @property
    def gain(self) -> float:
        """Length of the threshold vector: how steeply the excitation rises across the line."""
        return math.hypot(*self.weights)  # unlike NumPy's, it goes to infinity without a warning

    @property
    def normal(self) -> Array:
        """Unit vector (2,) to the positive side; (0, 0) where there is no line."""
        gain = self.gain
        return self.weights / gain if _SMALLEST_GAIN < gain < math.inf else np.zeros(2)

    @property
    def direction(self) -> Array:
        """Unit vector (2,) along the line, the normal turned clockwise by a right angle."""
        normal = self.normal
        return np.array([normal[1], -normal[0]])

    def exists(self) -> bool:
        """Whether there is a line at all: a unit whose weights are zero, or beyond all numbers, decides nothing."""
        return _SMALLEST_GAIN < self.gain < math.inf

    def excitation(self, point: Array) -> float:
        """First-layer excitation at `point` (2,)."""
        return float(self.weights @ point + self.bias)

    def foot(self, point: Array) -> Array:
        """Point of the line nearest to `point` (2,)."""
        gain = self.gain
        return np.asarray(point) - self.normal * (self.excitation(point) / gain) if gain else np.asarray(point)

    def through(self, point: Array) -> Line:
        """Shift: the parallel line through `point`; only the bias changes."""
        return Line(self.weights, -float(self.weights @ point))

    def turned(self, pivot: Array, point: Array) -> Line:
        """Rotate about `pivot` so that the line's direction points to `point`; the gain is kept.

        The line goes through `pivot` afterwards. With `point` on the pivot nothing changes.
        """
        along = np.asarray(point) - pivot
        length = float(np.hypot(along[0], along[1]))
        if length == 0.0 or not self.exists():
            return self
        direction = along / length
        return Line(self.gain * np.array([-direction[1], direction[0]]), 0.0).through(pivot)

    def steepened(self, gain: float) -> Line:
        """The same line with another gain, at least a tiny one; weights and bias scale together."""
        factor = max(gain, 1e-3) / self.gain
        return Line(self.weights * factor, self.bias * factor)

    def flipped(self) -> Line:
        """The same line with its positive side on the other side."""
        return Line(-self.weights, -self.bias)

    def clipped(self, bounds: Bounds) -> Array | None:
        """End points (2, 2) of the part inside `bounds` = (range of x_0, range of x_1), along `direction`.

        None where the line misses the rectangle or does not exist (Liang and Barsky, 1984).
        """
        gain = self.gain
        if not _SMALLEST_GAIN < gain < math.inf:
            return None
        (x_low, x_high), (y_low, y_high) = bounds
        x, y = (x_low + x_high) / 2, (y_low + y_high) / 2
        nx, ny = float(self.weights[0]) / gain, float(self.weights[1]) / gain  # plain numbers: drawn for every line
        away = nx * x + ny * y + self.bias / gain
        x, y = x - away * nx, y - away * ny
        first, last = -math.inf, math.inf
        for start, step, low, high in ((x, ny, x_low, x_high), (y, -nx, y_low, y_high)):
            if abs(step) < PARALLEL:
                if not low <= start <= high:
                    return None
                continue
            near, far = (low - start) / step, (high - start) / step
            first, last = max(first, min(near, far)), min(last, max(near, far))
        if not first < last:
            return None
        return np.array([(x + first * ny, y - first * nx), (x + last * ny, y - last * nx)])


@dataclass(frozen=True, eq=False)
class Lines(Sequence[Line]):
    """The threshold lines of a network, each made when it is asked for: there may be thousands.

    `weights` is (N, 2) and `biases` (N,).
    """

    weights: Array
    biases: Array

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Lines:
        """Lines that may stand one by one, together."""
        if isinstance(lines, Lines):
            return lines
        weights = np.array([line.weights for line in lines], dtype=float).reshape(-1, 2)
        return cls(weights, np.array([line.bias for line in lines], dtype=float))

    def __len__(self) -> int:
        return len(self.biases)

    @overload
    def __getitem__(self, unit: int) -> Line: ...

    @overload
    def __getitem__(self, unit: slice) -> Lines: ...

    def __getitem__(self, unit: int | slice) -> Line | Lines:
        if isinstance(unit, slice):
            return Lines(self.weights[unit], self.biases[unit])
        return Line(self.weights[unit], float(self.biases[unit]))

    def all_clipped(self, bounds: Bounds) -> Array:
        """End points (N, 2, 2) of each line as its own `clipped` has them, all at once; NaN where that has none."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            gains = np.hypot(self.weights[:, 0], self.weights[:, 1])
            normals = self.weights / gains[:, None]
            center = np.mean(bounds, axis=1)
            feet = center - (normals @ center + self.biases / gains)[:, None] * normals
            steps = np.column_stack((normals[:, 1], -normals[:, 0]))
            flat = np.abs(steps) < PARALLEL
            low, high = np.asarray(bounds, dtype=float).T
            ways = np.sort(np.stack(((low - feet) / steps, (high - feet) / steps)), axis=0)
            first = np.where(flat, -np.inf, ways[0]).max(axis=1)
            last = np.where(flat, np.inf, ways[1]).min(axis=1)
            beside = (flat & ~((low <= feet) & (feet <= high))).any(axis=1)
            seen = (gains > _SMALLEST_GAIN) & (gains < np.inf) & (first < last) & ~beside
            ends = feet[:, None] + np.column_stack((first, last))[:, :, None] * steps[:, None]
        ends[~seen] = np.nan
        return np.asarray(ends)


def threshold_lines(network: Network) -> Lines:
    """The threshold lines of a network with one or two inputs.

    Over one input a threshold is the point x = -b/w; in the plane of the input and of a value over it that is an
    upright line, which `weights` (w, 0) stand across.
    """
    W1 = network.W1
    return Lines(W1 if network.inputs > 1 else np.column_stack((W1, np.zeros_like(W1))), network.b1)
