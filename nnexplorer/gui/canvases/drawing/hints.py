"""A few words over a picture on what a hand could do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt

from nnexplorer.gui.words.labels import draw_text, text_size

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.look.style import Style


def draw_hint(painter: QPainter, frame: Frame, hint: str, style: Style) -> None:
    """Draw the words at the foot of a frame; '' draws nothing."""
    if not hint:
        return
    font, gap = style.font("normal", bold=True), style.gap(1)
    size = text_size(hint, font)
    box = QRectF(0, 0, size.width() + 6 * gap, size.height() + 3 * gap)
    box.moveCenter(QPointF(frame.rect.center().x(), frame.rect.bottom() - 8 * gap))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(style.color("accent"))
    painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    draw_text(painter, hint, box.center(), font, style.color("on_accent"), (0.5, 0.5))
