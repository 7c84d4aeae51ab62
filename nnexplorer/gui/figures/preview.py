"""A figure as it will come out, as large as there is room for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from nnexplorer.gui.figures.painting import painted

if TYPE_CHECKING:
    from nnexplorer.gui.figures.stage import Figure

DELAY = 40
"""Milliseconds without a further choice after which the picture follows."""

SQUARE = 8
"""Pixels of the squares behind a figure without a ground."""


class Preview(QWidget):
    """Shows a figure in its true proportions; it asks for it when nothing else was chosen for a moment."""

    wanted = Signal()
    """The figure is to be shown: `show_figure` is expected."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._ground = QColor()
        self._size = QSizeF(1, 1)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(DELAY)
        self._soon.timeout.connect(self.wanted)
        self.setMinimumSize(320, 240)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Preview")

    def sizeHint(self) -> QSize:
        return QSize(560, 460)

    def ask(self) -> None:
        """Have the figure shown anew, soon."""
        self._soon.start()

    def show_figure(self, figure: Figure) -> None:
        """Paint `figure` in the pixels that there are."""
        self._size, self._ground = figure.size, figure.ground
        self._image = painted(figure, max(16, round(self._place().width() * self.devicePixelRatioF())))
        self.update()

    def image(self) -> QImage:
        """The picture that is shown."""
        return self._image

    def _place(self) -> QRectF:
        """Where the figure stands: in the middle, in its proportions."""
        size = self._size.scaled(QSizeF(self.size()), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRectF(0, 0, size.width(), size.height())
        place.moveCenter(QRectF(self.rect()).center())
        return place

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        place = self._place()
        if self._ground.alpha() == 0:
            _draw_squares(painter, place, QColor(self._ground.rgb()))
        painter.drawImage(place, self._image)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.ask()


def _draw_squares(painter: QPainter, place: QRectF, ground: QColor) -> None:
    """Squares as everywhere behind what is transparent, near to the ground that the ink is made for."""
    other = ground.darker(118) if ground.lightness() > 128 else QColor("#33383F")
    painter.save()
    painter.setClipRect(place)
    painter.fillRect(place, ground)
    for row in range(int(place.height()) // SQUARE + 1):
        for column in range(row % 2, int(place.width()) // SQUARE + 1, 2):
            at = QRectF(place.left() + column * SQUARE, place.top() + row * SQUARE, SQUARE, SQUARE)
            painter.fillRect(at, other)
    painter.restore()
