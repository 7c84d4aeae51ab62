"""Names beside the ends of lines, kept apart and led to where they belong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QPolygonF

from nnexplorer.gui.words.labels import draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.gui.look.style import Style

BESIDE = 5.5
"""Spacing units from the frame to the names: room for what leads there."""


@dataclass(frozen=True)
class EndLabel:
    """A line's name: where the line ends, the colour that leads from there, and the text's height in pixels."""

    text: str
    end: QPointF
    color: QColor
    height: float


def draw_end_labels(painter: QPainter, rect: QRectF, labels: Sequence[EndLabel], style: Style) -> None:
    """Draw the names to the right of `rect`, in the order of their lines' ends; what finds no room is left out."""
    gap = style.gap(1)
    ordered = sorted(labels, key=lambda label: label.end.y())
    while ordered and sum(label.height for label in ordered) > rect.height() + ordered[0].height:
        ordered.pop()
    tops = apart([label.end.y() - label.height / 2 for label in ordered], [label.height for label in ordered], rect)
    for label, top in zip(ordered, tops, strict=True):
        corner = QPointF(rect.right() + BESIDE * gap, top)
        start, edge = label.end + QPointF(1.5 * gap, 0), QPointF(rect.right() + gap, label.end.y())
        if start.x() < edge.x():
            painter.setPen(style.pen(label.color, "axis", dash=(1, 4)))
            painter.drawLine(QLineF(start, edge))
        painter.setPen(style.pen(label.color, "axis"))
        painter.drawPolyline(QPolygonF([edge, corner + QPointF(-gap, label.height / 2)]))
        draw_text(painter, label.text, corner, style.font("small"), style.color("ink"))


def apart(tops: Sequence[float], heights: Sequence[float], rect: QRectF) -> list[float]:
    """Rising `tops` of texts so high, moved as little as needs be: none over another, and all beside `rect`.

    The first and the last may reach beyond it by half.
    """
    moved: list[float] = []
    for place, (top, height) in enumerate(zip(tops, heights, strict=True)):
        least = moved[-1] + heights[place - 1] if moved else rect.top() - height / 2
        moved.append(max(top, least))
    bottom = rect.bottom() + (heights[-1] / 2 if heights else 0.0)
    for place in reversed(range(len(moved))):
        moved[place] = min(moved[place], bottom - heights[place])
        bottom = moved[place]
    return moved
