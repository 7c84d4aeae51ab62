"""How a box in space is looked at: a camera that goes round it, and the pixels that its points have."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF

if TYPE_CHECKING:
    from PySide6.QtCore import QRectF

    from nnexplorer.model.lines import Bounds
    from nnexplorer.model.network import Array

LOWEST, HIGHEST = 4.0, 90.0
"""Elevations in degrees between which a camera stays: the base plane is never seen from below."""

AWAY = 6.5
"""The eye's distance from the box's middle: near enough for depth, far enough for straight comparisons."""

SIDES = (1.0, 1.0, 0.74)
"""Half the sides of the box."""

BELOW = 0.4
"""How far the base plane lies under the lowest height, as a share of the heights: its lines are to be seen."""

DEGREES_PER_PIXEL = 0.45

CORNERS = np.array([(x, y, z) for x in (-1.0, 1.0) for y in (-1.0, 1.0) for z in (-1.0, 1.0)]) * SIDES


@dataclass(frozen=True)
class Camera:
    """An eye that looks at the origin: azimuth in [-180, 180) and elevation in [LOWEST, HIGHEST], in degrees."""

    azimuth: float
    elevation: float

    @classmethod
    def at(cls, azimuth: float, elevation: float) -> Camera:
        """The camera at any angles: azimuths go round, elevations end."""
        return cls((azimuth + 180.0) % 360.0 - 180.0, min(max(elevation, LOWEST), HIGHEST))

    def turned(self, right: float, down: float) -> Camera:
        """The camera after a hand moved the box by so many pixels: what it holds goes with it."""
        return Camera.at(self.azimuth - right * DEGREES_PER_PIXEL, self.elevation + down * DEGREES_PER_PIXEL)

    @cached_property
    def axes(self) -> Array:
        """Unit vectors (3, 3) to the right, upwards, and towards the eye."""
        a, e = math.radians(self.azimuth), math.radians(self.elevation)
        ca, sa, ce, se = math.cos(a), math.sin(a), math.cos(e), math.sin(e)
        return np.array([(-sa, ca, 0.0), (-se * ca, -se * sa, ce), (ce * ca, ce * sa, se)])

    @cached_property
    def eye(self) -> Array:
        """Where it stands (3,)."""
        return np.asarray(AWAY * self.axes[2])


@dataclass(frozen=True, eq=False)
class Projection:
    """What a camera sees, with `middle` (2,) for the origin's pixel and `scale` pixels for a unit there."""

    camera: Camera
    middle: Array
    scale: float

    def to_pixels(self, points: Array) -> Array:
        """Pixels (..., 2) of points (..., 3) of space."""
        seen = np.asarray(points) @ self.camera.axes.T
        near = AWAY / (AWAY - seen[..., 2])
        return np.stack(
            (self.middle[0] + self.scale * near * seen[..., 0], self.middle[1] - self.scale * near * seen[..., 1]),
            axis=-1,
        )

    def point(self, point: Array) -> QPointF:
        """Pixel of one point (3,)."""
        x, y = self.to_pixels(point)
        return QPointF(x, y)

    def on_level(self, pixels: Array, z: float) -> Array:
        """Points (..., 3) at height `z` that have these pixels (..., 2)."""
        right, up, towards = self.camera.axes
        x, y = np.moveaxis((np.asarray(pixels, dtype=float) - self.middle) / self.scale, -1, 0)
        eye = self.camera.eye
        ray = (x[..., None] * right - y[..., None] * up) - AWAY * towards
        return np.asarray(eye + ray * ((z - eye[2]) / ray[..., 2])[..., None])


def fitted(camera: Camera, rect: QRectF) -> Projection:
    """The projection whose box fills `rect` as well as it can from any azimuth, so that turning keeps its size."""
    around = [Camera(azimuth, camera.elevation) for azimuth in (0.0, 15.0, 30.0, 45.0)]
    unit = np.array([Projection(one, np.zeros(2), 1.0).to_pixels(CORNERS) for one in around])
    low, high = unit.min(axis=(0, 1)), unit.max(axis=(0, 1))
    wide, (top, bottom) = max(high[0], -low[0]), (low[1], high[1])
    scale = max(min(rect.width() / (2 * wide), rect.height() / (bottom - top)), 1e-3)
    center = rect.center()
    return Projection(camera, np.array([center.x(), center.y() - scale * (top + bottom) / 2]), scale)


@dataclass(frozen=True)
class Box:
    """Space above the inputs' plane: `bounds` of the inputs and `heights` from the lowest to the highest."""

    bounds: Bounds
    heights: tuple[float, float]

    @property
    def base(self) -> float:
        """Height of the base plane."""
        low, high = self.heights
        return low - BELOW * (high - low)

    def place(self, x: Array | float, y: Array | float, z: Array | float) -> Array:
        """Points (..., 3) of space for inputs and heights; heights end at the box."""
        ranges = (*self.bounds, (self.base, self.heights[1]))
        parts = [
            side * (2 * (np.asarray(value) - low) / (high - low) - 1)
            for value, (low, high), side in zip((x, y, z), ranges, SIDES, strict=True)
        ]
        return np.stack(np.broadcast_arrays(*parts), axis=-1)
