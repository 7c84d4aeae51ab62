"""How much room there is on a canvas: below its title, beside its axes, or not enough."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.frame import at_least_a_pixel
from nnexplorer.gui.canvases.keyboard import KeyboardView

TITLE = (2.5, 1.5)
"""Spacing units from the left and from above where a canvas's title begins: in line with those of the panels."""

CRAMPED = "Too small to draw.<br>Put a canvas away:<br>Ctrl+1 to Ctrl+9."

NARROW = 80.0
"""Width in spacing units below which a canvas has no room beside an upright axis."""

LOW = 130.0
"""Height in pixels below which a canvas moves its picture up to its title."""


class Room(KeyboardView):
    """A view with a title, and its room below that."""

    title = ""

    least_area = 1300.0
    """Square spacing units below which nothing is drawn."""

    def space(self, left: float = 0, top: float = 0, right: float = 0, bottom: float = 0) -> QRectF:
        """The canvas below its title, less margins in spacing units of 4 pixels, grown with the type."""
        unit, rect = self.style_.gap(1), QRectF(self.viewport().rect())
        head = self.style_.line_height("small") + (3 if self._low else 5) * unit if self.title else 2 * unit
        beside = unit * self.style_.type_factor
        return at_least_a_pixel(rect.adjusted(left * beside, head + top * unit, -right * beside, -bottom * beside))

    @property
    def cramped(self) -> bool:
        """Whether there is no room for a picture that anybody could read."""
        size = self.viewport().size()
        unit = self.style_.gap(1) * self.style_.type_factor
        return bool(size.width() * size.height() < self.least_area * unit**2) and not self.exporting

    @property
    def narrow(self) -> bool:
        """Whether the names of upright axes stand above them, so that the picture has what there is of the width."""
        return bool(self.viewport().width() < NARROW * self.style_.gap(1) * self.style_.type_factor)

    @property
    def head_top(self) -> float:
        """Where the line of the title begins, in pixels from above."""
        return self.style_.gap(1 if self._low else TITLE[1])

    @property
    def head_right(self) -> float:
        """Where a text beside the title ends, in pixels from the left."""
        return float(self.viewport().width() - self.style_.gap(TITLE[0]))

    @property
    def _low(self) -> bool:
        return bool(self.viewport().height() < LOW * self.style_.scale)
