"""A picture as something to be learnt: samples of the plane, wanted is how bright it is there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.model.activations import activation
from nnexplorer.model.checks import checked_count
from nnexplorer.model.data import PointData
from nnexplorer.model.settings import set_fields

if TYPE_CHECKING:
    from nnexplorer.model.checks import Bounds
    from nnexplorer.model.network import Array

LARGEST_SIDE = 512
"""Most pixels along a side of a picture that is kept: many more than samples that are learnt."""

FEWEST_SAMPLES, FIRST_SAMPLES = 4, 1024


@dataclass(frozen=True, eq=False)
class Picture:
    """A picture in greys, and at about how many points it is sampled.

    Parameters
    ----------
    brightness : (H, W) array-like
        From 0, black, to 1, white; the first row is the top. At most `LARGEST_SIDE` a side.
    samples : int
        At least `FEWEST_SAMPLES`; they lie on a grid, so that there are as many only nearly, and no more than pixels.

    Raises
    ------
    ValueError
        If it is no such array, or too few samples are wanted.
    """

    brightness: Array
    samples: int = FIRST_SAMPLES

    def __post_init__(self) -> None:
        values = np.array(self.brightness, dtype=np.float64)
        if values.ndim != 2 or not values.size or max(values.shape) > LARGEST_SIDE:
            wanted = f"rows and columns of pixels, 1 to {LARGEST_SIDE} each"
            raise ValueError(f"picture: expected {wanted}, got shape {values.shape}")
        if not ((values >= 0) & (values <= 1)).all():
            raise ValueError("picture: expected a brightness from 0 to 1 in every pixel")
        values.flags.writeable = False
        most = LARGEST_SIDE**2
        set_fields(self, brightness=values, samples=checked_count("samples", self.samples, FEWEST_SAMPLES, most))

    @property
    def bounds(self) -> Bounds:
        """A plane in the picture's proportions, its longer side from -1 to 1."""
        high, wide = self.brightness.shape
        longer = max(high, wide)
        return ((-wide / longer, wide / longer), (-high / longer, high / longer))

    def data(self, bounds: Bounds, output: str) -> PointData:
        """Sample the picture, laid into the middle of a plane as large as it fits, its proportions kept.

        Parameters
        ----------
        bounds : ((lo, hi), (lo, hi))
            The plane; the picture's top is where the second input is largest.
        output : str
            The network's output nonlinearity. One that tells two classes apart (step, logistic, signum, tanh) has
            the class above 0 where the picture is brighter than half-way between its darkest and its brightest
            pixel; for any other the value goes from -1, black, to 1, white.
        """
        means = self._means()
        rows, columns = means.shape
        x, y = (
            _inside(bounds[axis], many, share)
            for axis, many, share in zip((0, 1), (columns, rows), self._shares(bounds), strict=True)
        )
        X = np.column_stack((np.tile(x, rows), np.repeat(y[::-1], columns)))
        return PointData(X, self._wanted(means, output).reshape(-1, 1))

    def _shares(self, bounds: Bounds) -> tuple[float, float]:
        """How much of the plane's width and of its height the picture takes."""
        high, wide = self.brightness.shape
        across, upwards = (hi - lo for lo, hi in bounds)
        scale = min(across / wide, upwards / high)
        return scale * wide / across, scale * high / upwards

    def _means(self) -> Array:
        """The mean brightness of each cell of the grid, (rows, columns)."""
        high, wide = self.brightness.shape
        columns = min(wide, max(1, round((self.samples * wide / high) ** 0.5)))
        rows = min(high, max(1, round(self.samples / columns)))
        tops, lefts = (np.arange(many) * size // many for many, size in ((rows, high), (columns, wide)))
        sums = np.add.reduceat(np.add.reduceat(self.brightness, tops, axis=0), lefts, axis=1)
        areas = np.outer(np.diff(tops, append=high), np.diff(lefts, append=wide))
        return np.asarray(sums / areas)

    def _wanted(self, means: Array, output: str) -> Array:
        chosen = activation(output)
        if chosen.hard.name not in {"step", "signum"}:
            return 2 * means - 1
        threshold = (self.brightness.min() + self.brightness.max()) / 2
        low = 0.0 if chosen.hard.name == "step" else -1.0
        return np.where(means > threshold, 1.0, low)


def _inside(side: tuple[float, float], many: int, share: float) -> Array:
    """The middles of so many equal pieces of a side's middle `share`."""
    low, high = side
    middles = (np.arange(many) + 0.5) / many - 0.5
    return np.asarray((low + high) / 2 + share * (high - low) * middles)
