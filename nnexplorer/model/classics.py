"""The classic data sets: classes of points in the plane and samples of a curve, drawn by chance, and two formulas."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np

from nnexplorer.model.checks import Bounds, checked_bounds, checked_count, checked_number
from nnexplorer.model.data import MOST_SAMPLES, FormulaData, PointData
from nnexplorer.model.settings import set_fields

if TYPE_CHECKING:
    from nnexplorer.model.data import Data
    from nnexplorer.model.network import Array

Draw: TypeAlias = "Callable[[np.random.Generator, int], tuple[Array, Array]]"
Values: TypeAlias = "Callable[[Array], Array]"

FIELDS = 4
"""Fields along a side of the checkerboard."""

TURNS = 1.5
"""Turns of each arm of the spiral."""

SPREAD = 0.15
"""Standard deviation of each of the two Gaussians without noise."""

MOST_NOISE = 1.0


@dataclass(frozen=True)
class Classic:
    """A data set by name: points (`draw` gives X (M,2) in the square from -1 to 1, and ±1 (M,)), or a formula.

    Over one input it is a curve from -1 to 1, which `values` gives at x (M,).
    """

    name: str
    title: str
    draw: Draw | None = None
    formula: str = ""
    values: Values | None = None

    @property
    def inputs(self) -> int:
        """How many inputs it has."""
        return 2 if self.values is None else 1

    @property
    def drawn(self) -> bool:
        """Whether its points are drawn by chance, so that their number, noise and seed count."""
        return self.draw is not None or self.values is not None


@dataclass(frozen=True)
class Recipe:
    """Which set, how many points of it, how far noise moves them, and the seed they are drawn by.

    Parameters
    ----------
    name : str
        One of `CLASSICS`.
    samples : int
        M, at least 2; the classes are of equal size, but for an odd one.
    noise : float
        From 0 to 1: the standard deviation of each coordinate's normal noise, half the plane's side being 1; over one
        input that of the value's.
    seed : int
        At least 0; the same seed, the same points.

    Raises
    ------
    ValueError
        If there is no such set, or a number is out of range.
    """

    name: str
    samples: int = 200
    noise: float = 0.05
    seed: int = 0

    def __post_init__(self) -> None:
        if self.name not in CLASSICS:
            raise ValueError(f"data set: expected one of {', '.join(CLASSICS)}, got {self.name!r}")
        noise = checked_number("noise", self.noise)
        if not 0 <= noise <= MOST_NOISE:
            raise ValueError(f"noise: expected a number from 0 to {MOST_NOISE:g}, got {noise!r}")
        samples, seed = checked_count("samples", self.samples, 2, MOST_SAMPLES), checked_count("seed", self.seed)
        set_fields(self, samples=samples, noise=noise, seed=seed)

    @property
    def classic(self) -> Classic:
        """The set that is meant."""
        return CLASSICS[self.name]

    def data(self, bounds: Bounds = ((-1.0, 1.0), (-1.0, 1.0))) -> Data:
        """Make the set in the plane between two `bounds`: points with labels of ±1, or a formula (of x0 and x1).

        Over one input it is samples of a curve between the first bounds.
        """
        classic, plane = self.classic, checked_bounds("bounds", bounds)
        chance = np.random.default_rng(self.seed)
        if classic.values is not None:
            return self._curve(classic.values, plane[0], chance)
        if classic.draw is None:
            return FormulaData((classic.formula,), plane)
        X, labels = classic.draw(chance, self.samples)
        X = X + self.noise * chance.standard_normal(X.shape)
        low, high = np.array(plane).T
        return PointData(low + (X + 1) / 2 * (high - low), labels[:, np.newaxis])

    def _curve(self, values: Values, bounds: tuple[float, float], chance: np.random.Generator) -> PointData:
        """Samples of a curve, anywhere between `bounds`, their values moved by noise."""
        low, high = bounds
        x = np.sort(2 * chance.random(self.samples) - 1)
        Y = values(x) + self.noise * chance.standard_normal(self.samples)
        return PointData((low + (x + 1) / 2 * (high - low))[:, np.newaxis], Y[:, np.newaxis])


def _halves(samples: int) -> Array:
    """Labels of ±1 by turns, (M,)."""
    return np.where(np.arange(samples) % 2 == 0, 1.0, -1.0)


def _polar(radius: Array, angle: Array) -> Array:
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))


def _board(fields: int) -> Draw:
    """Fields of a board, `fields` along a side, each point of its label's colour."""

    def draw(chance: np.random.Generator, samples: int) -> tuple[Array, Array]:
        labels = _halves(samples)
        row, column = chance.integers(0, fields, samples), 2 * chance.integers(0, fields // 2, samples)
        column += np.where(labels > 0, row % 2, 1 - row % 2)
        X = (np.column_stack((column, row)) + chance.random((samples, 2))) * 2 / fields - 1
        return X, labels

    return draw


def _circles(chance: np.random.Generator, samples: int) -> tuple[Array, Array]:
    """A disc, and a ring around it; evenly over the area."""
    labels, share = _halves(samples), chance.random(samples)
    radius = np.where(labels > 0, 0.4 * np.sqrt(share), np.sqrt(0.6**2 + share * (0.9**2 - 0.6**2)))
    return _polar(radius, 2 * np.pi * chance.random(samples)), labels


def _spiral(chance: np.random.Generator, samples: int) -> tuple[Array, Array]:
    """Two arms, after Lang and Witbrock, 'Learning to tell two spirals apart' (1988)."""
    labels, along = _halves(samples), chance.random(samples)
    return _polar(0.9 * along, 2 * np.pi * TURNS * along + np.where(labels > 0, 0, np.pi)), labels


def _gaussians(chance: np.random.Generator, samples: int) -> tuple[Array, Array]:
    labels = _halves(samples)
    return 0.45 * labels[:, np.newaxis] + SPREAD * chance.standard_normal((samples, 2)), labels


def _moons(chance: np.random.Generator, samples: int) -> tuple[Array, Array]:
    """Two half circles that reach into each other."""
    labels, angle = _halves(samples), np.pi * chance.random(samples)
    upper = 0.55 * _polar(np.ones(samples), angle) + (-0.25, -0.1)
    return np.where(labels[:, np.newaxis] > 0, upper, -upper), labels


def _hills(x: Array) -> Array:
    """Two hills of equal height, the right one narrower."""
    return np.asarray(1.6 * (np.exp(-8 * (x + 0.45) ** 2) + np.exp(-40 * (x - 0.5) ** 2)) - 0.8)


CLASSICS = {
    classic.name: classic
    for classic in (
        Classic("xor", "Exclusive or", _board(2)),
        Classic("circles", "Circles", _circles),
        Classic("spiral", "Spiral", _spiral),
        Classic("gaussians", "Gaussians", _gaussians),
        Classic("moons", "Moons", _moons),
        Classic("checkerboard", "Checkerboard", _board(FIELDS)),
        Classic("plane", "Plane", formula="(x0 + x1) / 2"),
        Classic(
            "bumps", "Bumps", formula="exp(-8*((x0 - 0.4)^2 + (x1 - 0.4)^2)) - exp(-8*((x0 + 0.4)^2 + (x1 + 0.4)^2))"
        ),
        Classic("sine", "Sine", values=lambda x: np.sin(2 * np.pi * x)),
        Classic("stair", "Step", values=lambda x: np.where(x > 0, 1.0, -1.0)),
        Classic("hills", "Bumps", values=_hills),
        Classic("sawtooth", "Sawtooth", values=lambda x: 2 * ((1.5 * x) % 1.0) - 1),
        Classic("chirp", "Chirp", values=lambda x: np.sin(2 * np.pi * (x + 1) ** 2)),
    )
}
"""Every set by name; the window's list is made from this table."""
