"""What every canvas is: a cached ground, one live figure over it, and grips that a hand can take."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsView

from nnexplorer.gui.canvases.drawing.room import CRAMPED, TITLE, Room
from nnexplorer.gui.canvases.drawing.strokes import EXACT
from nnexplorer.gui.words.labels import draw_text, text_size

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QContextMenuEvent, QMouseEvent, QResizeEvent
    from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

    from nnexplorer.gui.look.style import Style

REACH = 9.0
"""Pixels from a grip within which a hand takes it."""

FINE = 0.1
"""How far a grip follows the mouse while Ctrl is held."""


@dataclass(frozen=True)
class Grip:
    """Something that a hand can take: what it is, which unit it belongs to, and where it is in pixels."""

    kind: str
    unit: int | None
    at: QPointF


class _Figure(pg.GraphicsObject):
    """The one item that draws all that moves on a canvas."""

    def __init__(self, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas

    def boundingRect(self) -> QRectF:
        return QRectF(self._canvas.viewport().rect())

    def paint(self, painter: QPainter, _option: QStyleOptionGraphicsItem, _widget: QWidget | None = None) -> None:
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        if not self._canvas.cramped:
            self._canvas.draw_figure(painter)
        self._canvas.show_keyboard(painter)


class Canvas(Room):
    """A picture of one frozen part.

    A canvas is told what to show by its `show_...` methods and never emits because of them; its signals come from
    a hand alone. Subclasses draw the still ground (axes, kept between frames) and the live figure, list their
    grips, and say what dragging one means. The scene's coordinates are the viewport's pixels.
    """

    heading = ""
    """What stands in place of the title, if anything."""

    deselects = False
    """Whether a click on the empty ground deselects."""

    menu_wanted = Signal(object, QPoint)
    """A menu is wanted: of the unit that lies there, or None, and at which point of the screen."""

    lit: frozenset[str] = frozenset()
    """The quantities that are talked about, and brought out."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._grip: Grip | None = None
        self._mouse = self._held = QPointF()
        self._moved = False
        self._bare = False
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setMouseTracking(True)
        self._figure = _Figure(self)
        self.scene().addItem(self._figure)

    # What a subclass draws ------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        """Find the frames' places; called whenever the size or the style changes."""

    def draw_ground(self, painter: QPainter) -> None:
        """Draw what stands still: axes and grid."""

    def draw_figure(self, painter: QPainter) -> None:
        """Draw what moves."""

    # What a subclass lets a hand do ---------------------------------------------------------------------------

    def grips(self) -> list[Grip]:
        """Everything that can be taken at a point, the topmost first."""
        return []

    def grip_at(self, at: QPointF) -> Grip | None:
        """What a hand takes at `at`: the nearest grip within reach."""
        near = [(_distance(grip.at, at), order, grip) for order, grip in enumerate(self.grips())]
        within = [entry for entry in near if entry[0] <= REACH * self.style_.scale]
        return min(within, key=lambda entry: entry[:2])[2] if within else None

    def take(self, grip: Grip) -> None:
        """A hand has taken `grip`."""

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        """A hand has moved `grip` to `to`; a live signal follows."""

    def drop(self, grip: Grip) -> None:
        """A hand has let go of `grip` after dragging it; the final signal follows."""

    def hover(self, at: QPointF | None) -> None:
        """The mouse is over `at` and holds nothing; None when it has left."""

    # The mechanism --------------------------------------------------------------------------------------------

    def restyle(self, style: Style) -> None:
        """Draw in another style from now on."""
        self._style = style
        self.refresh_ground()

    def refresh_ground(self) -> None:
        """Lay the picture out again and draw everything anew."""
        self.lay_out()
        self.resetCachedContent()
        self.refresh()

    def show_spotlight(self, lit: frozenset[str]) -> None:
        """Bring out the quantities that are talked about; see `nnexplorer.gui.canvases.drawing.spotlight`."""
        if lit != self.lit:
            self.lit = lit
            self.refresh()

    def refresh(self) -> None:
        """Draw the live figure anew, together with whatever else in the window waits to be drawn.

        The item's own update would reach the window by way of its scene, and every canvas's in another round.
        """
        self.viewport().update()

    def draw_empty(self, painter: QPainter, text: str) -> None:
        """Say what would fill an empty canvas."""
        at = QRectF(self.viewport().rect()).center()
        draw_text(painter, text, at, self.style_.font("small"), self.style_.color("soft_ink"), (0.5, 0.5))

    def paint_on(self, painter: QPainter, target: QRectF, bare: bool = False) -> None:
        """Paint the picture into `target` of another device, without what only a hand needs.

        A `bare` one has no ground: what is there already shines through.
        """
        self.exporting, self._bare = True, bare
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(EXACT)
        try:
            self.render(painter, target, self.viewport().rect())
        finally:
            self.exporting = self._bare = False

    @property
    def dragging(self) -> bool:
        """Whether a hand holds a grip."""
        return self._grip is not None

    def let_go(self) -> None:
        """Forget the grip that a hand holds, without a word: the gesture was cancelled."""
        self._grip = None

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        if not self._bare:
            painter.fillRect(rect, self.style_.color("card"))
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        painter.setRenderHint(painter.RenderHint.SmoothPixmapTransform)
        if self.title:
            unit = self.style_.gap(1)
            corner = QPointF(TITLE[0] * unit, self.head_top)
            draw_text(
                painter,
                self.heading or self.title,
                corner,
                self.style_.font("small", bold=True),
                self.style_.color("soft_ink"),
            )
        if self.cramped:
            if text_size(CRAMPED, self.style_.font("small")).width() < self.viewport().width():
                self.draw_empty(painter, CRAMPED)
        else:
            self.draw_ground(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if hasattr(self, "_figure"):
            self._figure.prepareGeometryChange()
            self.refresh_ground()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        grip = self.grip_at(event.position())
        if grip is None:
            if self.deselects:
                self.unit_clicked.emit(None)
        elif grip.unit is not None:
            self.unit_clicked.emit(grip.unit)
        if grip is not None:
            # A copy: a point of Qt's is added to in place.
            self._grip, self._mouse, self._held, self._moved = grip, event.position(), QPointF(grip.at), False
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.take(grip)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if self.dragging:
            return
        by_mouse = event.reason() == event.Reason.Mouse
        grip = self.grip_at(QPointF(event.pos())) if by_mouse else None
        self.menu_wanted.emit(None if grip is None else grip.unit, event.globalPos())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            taken = self.grip_at(event.position())
            self.setCursor(Qt.CursorShape.OpenHandCursor if taken else Qt.CursorShape.ArrowCursor)
            self.hover(event.position())
            return
        slow = FINE if event.modifiers() & Qt.KeyboardModifier.ControlModifier else 1.0
        self._held += (event.position() - self._mouse) * slow
        self._mouse, self._moved = event.position(), True
        self.drag(self._grip, self._held, event.modifiers())

    def leaveEvent(self, event: QEvent) -> None:
        self.hover(None)
        super().leaveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._grip is None:
            return
        grip, self._grip = self._grip, None
        self.setCursor(Qt.CursorShape.OpenHandCursor)
        if self._moved:
            self.drop(grip)


def _distance(first: QPointF, second: QPointF) -> float:
    return float(np.hypot(first.x() - second.x(), first.y() - second.y()))
