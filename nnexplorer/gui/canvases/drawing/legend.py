"""What the curves of a picture are: a row of names, each beside a stroke of its pen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF

from nnexplorer.gui.words.labels import draw_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPen

    from nnexplorer.gui.look.style import Style


@dataclass(frozen=True)
class Entry:
    """One curve: its name, and the pen that it is drawn with."""

    name: str
    pen: QPen


def draw_legend(painter: QPainter, at: QPointF, entries: Sequence[Entry], style: Style) -> None:
    """Draw `entries` in a row from its right end at `at`."""
    font, x, y = style.font("small"), at.x(), at.y()
    for entry in entries:
        draw_text(painter, entry.name, QPointF(x, y), font, style.color("soft_ink"), (1.0, 0.5))
        x -= style.text_width(entry.name, "small") + style.gap(1.5)
        painter.setPen(entry.pen)
        painter.drawLine(QPointF(x - style.gap(4), y), QPointF(x, y))
        x -= style.gap(8)
