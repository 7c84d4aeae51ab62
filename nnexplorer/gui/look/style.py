"""How everything on a canvas is drawn: a theme, a palette, sizes and names, as colours, pens, fonts and arrows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

from nnexplorer.gui.look.fonts import font
from nnexplorer.gui.look.palettes import PALETTES, Palette, Table
from nnexplorer.gui.look.stylesheet import qt_palette, style_sheet
from nnexplorer.gui.look.theme import THEMES, Sizes, Theme, unit_color
from nnexplorer.gui.words.labels import text_size
from nnexplorer.gui.words.notation import NOTATIONS, Symbols

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from nnexplorer.model.settings import ViewSettings

SMALL_TYPE = 12.0
"""Pixels of the smallest type at scale 1."""

HALO_WIDTH = 4.0
"""How much wider than a line its halo is, in pixels at scale 1."""

HEAD = (10.0, 8.0)
"""Length and width of an arrow's head for a line 2 pixels wide."""


@dataclass(frozen=True)
class Style:
    """What a canvas draws with. Two equal styles draw equal pictures."""

    theme: Theme
    palette: Palette
    sizes: Sizes
    symbols: Symbols
    downwards: bool = False
    """Whether the second input's axis goes down."""

    @property
    def scale(self) -> float:
        """Pixels for one pixel of the design."""
        return self.sizes.scale

    @property
    def type_factor(self) -> float:
        """How much larger than the design's the type is, against everything else."""
        return max(1.0, self.sizes.small / (SMALL_TYPE * self.sizes.scale))

    def gap(self, units: float = 1.0) -> float:
        """So many spacing units of 4 pixels."""
        return self.sizes.gap(units)

    def stroke(self, name: str) -> float:
        """Width of an 'axis', a 'line', a 'selected' line, or what a 'halo' adds to one."""
        widths = {"axis": self.sizes.axis, "line": self.sizes.line, "selected": self.sizes.selected_line}
        return widths[name] if name in widths else HALO_WIDTH * self.sizes.axis

    def color(self, token: str) -> QColor:
        """One of the theme's colours by the name of its token."""
        return _color(getattr(self.theme, token))

    def translucent(self, token: str, opacity: float) -> QColor:
        """One of the theme's colours, see-through."""
        color = QColor(self.color(token))
        color.setAlphaF(opacity)
        return color

    def faded(self, token: str, share: float) -> QColor:
        """One of the theme's colours, so much of it, on the ground of a card: what is opaque is drawn faster."""
        ink, ground = self.color(token), self.color("card")
        pairs = ((ink.red(), ground.red()), (ink.green(), ground.green()), (ink.blue(), ground.blue()))
        return QColor(*(round(share * mine + (1 - share) * its) for mine, its in pairs))

    def unit(self, unit: int, selected: int | None, count: int) -> QColor:
        """Colour of hidden unit `unit` of `count`."""
        return _color(unit_color(self.theme, unit, selected, count))

    def pen(
        self,
        color: QColor | str,
        width: float | str = "line",
        dash: Sequence[float] | None = None,
        *,
        round_ends: bool = False,
    ) -> QPen:
        """A pen for lines with flat ends, which Qt draws fastest, or with `round_ends`; `dash` is in its widths."""
        ink = self.color(color) if isinstance(color, str) else color
        pen = QPen(ink, self.stroke(width) if isinstance(width, str) else width)
        blunt = dash is None and not round_ends
        pen.setCapStyle(Qt.PenCapStyle.FlatCap if blunt else Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if dash is not None:
            pen.setDashPattern(list(dash))
        return pen

    def font(self, step: str, *, bold: bool = False, italic: bool = False) -> QFont:
        """A font of the type scale: 'small', 'normal', 'large' or 'huge'."""
        return _font(getattr(self.sizes, step), bold, italic)

    def line_height(self, step: str) -> float:
        """Height of a line of text."""
        return QFontMetricsF(self.font(step)).height()

    def text_width(self, html: str, step: str) -> float:
        """Width of a text."""
        return text_size(html, self.font(step)).width()

    def diverging(self) -> Table:
        """Colours (256, 4) of a quantity with a sign, zero half-way."""
        return self.palette.diverging(self.theme)

    def region_colors(self) -> Table:
        """Colours (256, 4) of classes: the lower half the negative one's, the upper half the positive one's."""
        return _region_table(self.palette, self.theme)

    def color_table(self, *, regions: bool = False) -> list[int]:
        """The colours of a quantity with a sign, or of classes, as an image's colour table."""
        return _color_table(self.palette, self.theme, regions)

    def draw_diamond(self, painter: QPainter, at: QPointF) -> None:
        """Mark a point."""
        reach = self.gap(1.75)
        painter.setPen(self.pen("card", "axis"))
        painter.setBrush(self.color("positive"))
        corners = (QPointF(0, -reach), QPointF(reach, 0), QPointF(0, reach), QPointF(-reach, 0))
        painter.drawPolygon(QPolygonF([at + corner for corner in corners]))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def draw_arrow(
        self, painter: QPainter, start: QPointF, tip: QPointF, color: QColor, width: float, halo: float = 0.0
    ) -> None:
        """Draw an arrow whose head is in proportion to its width; with `halo` only the seam around it."""
        way = QLineF(start, tip)
        length = way.length()
        if not 0.5 <= length < math.inf:
            return
        along = np.array([way.dx(), way.dy()]) / length
        head, half = min(HEAD[0] * width / 2, 0.7 * length), min(HEAD[1] * width / 4, 0.35 * length)
        neck = np.array([tip.x(), tip.y()]) - head * along
        across = half * np.array([-along[1], along[0]])
        painter.setPen(self.pen(color, width + halo))
        painter.drawLine(QLineF(start, QPointF(*(neck + 0.2 * head * along))))
        painter.setPen(self.pen(color, halo) if halo else Qt.PenStyle.NoPen)
        painter.setBrush(color)
        painter.drawPolygon(QPolygonF([tip, QPointF(*(neck + across)), QPointF(*(neck - across))]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


@dataclass(frozen=True)
class Look:
    """What a user chooses about everything that is drawn: theme and palette by name, and sizes."""

    theme: str = "light"
    palette: str = "safe"
    sizes: Sizes = field(default_factory=Sizes)


def style_for(view: ViewSettings, look: Look) -> Style:
    """The style that a document's view asks for, in a look by choice."""
    symbols = Symbols(NOTATIONS[view.notation], view.index_base)
    return Style(THEMES[look.theme], PALETTES[look.palette], look.sizes, symbols, view.downwards)


def dress(whom: QApplication | QWidget, look: Look) -> None:
    """Give all of Qt's own widgets a look, or those of one window.

    A style sheet that is theirs already is not given again, which takes long.
    """
    whom.setPalette(qt_palette(THEMES[look.theme]))
    sheet = style_sheet(THEMES[look.theme], look.sizes)
    if whom.styleSheet() != sheet:
        whom.setStyleSheet(sheet)


@cache
def _color(name: str) -> QColor:
    return QColor(name)


@cache
def _font(size: float, bold: bool, italic: bool) -> QFont:
    return font(size, bold=bold, italic=italic)


@cache
def _region_table(palette: Palette, theme: Theme) -> Table:
    colors = [_color(name) for name in palette.regions(theme)]
    halves = [[(c.red(), c.green(), c.blue(), 255)] * 128 for c in colors]
    table = np.array([*halves[0], *halves[1]], dtype=np.uint8)
    table.setflags(write=False)
    return table


@cache
def _color_table(palette: Palette, theme: Theme, regions: bool) -> list[int]:
    table = _region_table(palette, theme) if regions else palette.diverging(theme)
    return [QColor(*(int(part) for part in entry)).rgba() for entry in table]
