"""The pointer's halo: a soft ring that shows a hall where the pointer is, as the pointer's own picture."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSettings, Qt
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QPainter, QPen, QPixmap, QPolygonF, QRadialGradient

KEY = "lecture_halo"

RADIUS, LARGEST = 30.0, 60.0
"""Pixels of the ring at scale 1, and at the most: larger pointers are refused by some systems."""

ARROW = ((0, 0), (0, 17), (4, 13.2), (6.6, 19.2), (9.4, 18), (6.8, 12.2), (12, 12))
"""Corners of the arrow in the ring's middle, in pixels at scale 1."""


def wished() -> bool:
    """Whether the halo was left switched on."""
    return str(QSettings().value(KEY)) != "off"


def remember(wish: bool) -> None:
    """Remember whether it is switched on."""
    QSettings().setValue(KEY, "on" if wish else "off")


class Halo:
    """Gives the pointer a halo, everywhere in the application.

    The window system draws a pointer, so the halo follows the hand without any work for whoever paints beneath it.
    """

    def __init__(self) -> None:
        self._worn = False

    @property
    def worn(self) -> bool:
        """Whether the pointer has another picture than usual."""
        return self._worn

    def show(self, color: QColor, scale: float) -> None:
        """Put the halo on, in a colour."""
        self._wear(QCursor(ring(color, scale)))

    def hide_pointer(self) -> None:
        """Show no pointer at all."""
        self._wear(QCursor(Qt.CursorShape.BlankCursor))

    def take_off(self) -> None:
        """Show pointers as they are."""
        if self._worn:
            self._worn = False
            QGuiApplication.restoreOverrideCursor()

    def _wear(self, cursor: QCursor) -> None:
        self.take_off()
        self._worn = True
        QGuiApplication.setOverrideCursor(cursor)


def ring(color: QColor, scale: float) -> QPixmap:
    """The pointer's picture: an arrow whose tip is in the middle of a soft ring."""
    radius = min(RADIUS * scale, LARGEST)
    size = 2 * int(radius + 2)
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    middle = QPointF(size / 2, size / 2)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    soft = QRadialGradient(middle, radius)
    for at, opacity in ((0.0, 0.10), (0.55, 0.16), (0.8, 0.6), (0.9, 0.6), (1.0, 0.0)):
        tint = QColor(color)
        tint.setAlphaF(opacity)
        soft.setColorAt(at, tint)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(soft)
    painter.drawEllipse(middle, radius, radius)
    factor = radius / RADIUS
    painter.setPen(QPen(QColor("white"), 1.4 * factor))
    painter.setBrush(QColor("black"))
    painter.drawPolygon(QPolygonF([middle + QPointF(factor * x, factor * y) for x, y in ARROW]))
    painter.end()
    return picture
