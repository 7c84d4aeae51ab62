"""A colour map of sampled values, and limits of its colours that do not jump under the hand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from nnexplorer.compute.parts.grid import FloatArray
    from nnexplorer.gui.canvases.base import Canvas
    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.look.palettes import Table
    from nnexplorer.model.lines import Bounds


LARGEST = 1e30
"""Largest limit of a map: twice that is still a single-precision number."""


class SteadyLimit:
    """A symmetric limit that grows at once and shrinks only when the hand rests."""

    def __init__(self, least: float = 1e-9) -> None:
        self._least = least
        self.value = least

    def follow(self, values: FloatArray, resting: bool) -> float:
        """Take `values` into account and return the limit to draw them with."""
        return self.reach(float(np.max(np.abs(values), initial=self._least)), resting)

    def reach(self, wanted: float, resting: bool) -> float:
        """Take a largest absolute value into account and return the limit to draw with."""
        if not np.isfinite(wanted):
            return self.value
        if resting or wanted > self.value:
            self.value = min(max(wanted, self._least), LARGEST)
        return self.value


class MapItem(pg.ImageItem):
    """An image of values over a rectangle of data, the second axis as its frame has it, neutral where they are zero."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__(axisOrder="row-major")
        self._frame: Frame | None = None
        self._bounds: Bounds | None = None
        self._values: FloatArray | None = None
        self.limit = SteadyLimit()
        self.reach = self._least = 0.0
        """The largest size that has a colour of its own."""
        self.setZValue(-1)
        canvas.scene().addItem(self)

    def place(self, frame: Frame, bounds: Bounds, table: Table) -> None:
        """Fill the pixels that `bounds` have in `frame`, in the colours of `table`."""
        self._frame, self._bounds = frame, bounds
        self._values = None
        self.setLookupTable(table, update=False)
        self._fit()

    def show_values(self, values: FloatArray | None, resting: bool = True, least: float = 0.0) -> None:
        """Show `values` (R, R) on a scale of at least `least`; None hides the map."""
        self.setVisible(values is not None)
        if values is None:
            return
        if values is self._values and least == self._least:
            return
        self._values, self._least = values, least
        limit = self.reach = min(max(self.limit.follow(values, resting), least), LARGEST)
        resized = self.image is None or self.image.shape != values.shape
        rows = values if self._frame is not None and self._frame.down else values[::-1]
        shown = np.clip(np.nan_to_num(rows, posinf=limit, neginf=-limit), -limit, limit)
        self.setImage(shown, levels=(-limit, limit))
        if resized:
            self._fit()

    def _fit(self) -> None:
        if self._frame is not None and self._bounds is not None and self.image is not None:
            self.setRect(self._frame.rectangle(self._bounds))


def map_image(values: FloatArray, limit: float, table: list[int], down: bool = False) -> QImage:
    """Picture of `values` (R, R), the second axis upwards or `down`, in a table of 256 colours from -limit to limit."""
    return map_images(values[None], [limit], table, down)[0]


def map_images(values: FloatArray, limits: Sequence[float], table: list[int], down: bool = False) -> list[QImage]:
    """Pictures of n maps (n, R, R), each from its own -limit to limit; what is no number has the lowest colour."""
    rows = values if down else values[:, ::-1]
    with np.errstate(over="ignore", invalid="ignore"):
        scaled = rows * np.divide(127.5, limits, dtype=np.float32)[:, None, None]
    scaled += np.float32(127.5)
    np.fmax(scaled, 0, out=scaled)
    np.fmin(scaled, 255, out=scaled)
    colors = np.asarray(table, dtype=np.uint32)[scaled.astype(np.uint8)]
    height, width = colors.shape[1:]
    return [QImage(one.data, width, height, 4 * width, QImage.Format.Format_RGB32).copy() for one in colors]
