"""Rich text on a painter: names with real sub- and superscripts, placed by an anchor, laid out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QAbstractTextDocumentLayout, QPalette, QPen, QStaticText, QTextDocument, QTextOption

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor, QFont, QPainter

HALO = ((-1.0, 0.0), (1.0, 0.0), (0.0, -1.0), (0.0, 1.0), (-0.7, -0.7), (0.7, -0.7), (-0.7, 0.7), (0.7, 0.7))
"""Directions in which a text's ground is drawn behind it."""

LARGEST_GLYPHS = 60.0
"""Pixels of the device from which on Qt draws letters as outlines, a little less than its own 64."""

_CACHE: dict[tuple[str, str], QStaticText] = {}
_CACHE_LIMIT = 2048


def _laid_out(html: str, font: QFont) -> QStaticText:
    """The text laid out in `font`; kept, since labels are drawn far more often than they change."""
    key = (html, font.key())
    text = _CACHE.get(key)
    if text is None:
        text = QStaticText(html)
        text.setTextFormat(Qt.TextFormat.RichText)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        text.setTextOption(option)
        text.prepare(font=font)
        if len(_CACHE) >= _CACHE_LIMIT:
            _CACHE.clear()
        _CACHE[key] = text
    return text


def draw_lock(painter: QPainter, center: QPointF, size: float, color: QColor) -> None:
    """Draw a padlock, `size` pixels high."""
    body = QRectF(center.x() - 0.4 * size, center.y() - 0.05 * size, 0.8 * size, 0.55 * size)
    shackle = QRectF(center.x() - 0.25 * size, center.y() - 0.5 * size, 0.5 * size, 0.8 * size)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(color, 0.14 * size))
    painter.drawArc(shackle, 0, 180 * 16)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    painter.drawRoundedRect(body, 0.1 * size, 0.1 * size)
    painter.setBrush(Qt.BrushStyle.NoBrush)


def text_size(html: str, font: QFont) -> QSizeF:
    """Width and height that `html` takes in `font`, in pixels."""
    return _laid_out(html, font).size()


FARTHEST = 1e7
"""Pixels from the corner beyond which no text is drawn."""


def draw_text(
    painter: QPainter,
    html: str,
    at: QPointF,
    font: QFont,
    color: QColor,
    anchor: tuple[float, float] = (0.0, 0.0),
    halo: QColor | None = None,
    halo_width: float = 2.0,
) -> None:
    """Draw `html` with the point `anchor` of its box ((0, 0) top left, (1, 1) bottom right) at `at`.

    With `halo`, the text stands on a seam of that colour, so that no ground drowns it. A point too far off to be seen
    has no text.
    """
    if not abs(at.x()) + abs(at.y()) < FARTHEST:  # Qt crashes where a text stands at no number
        return
    text = _laid_out(html, font)
    size = text.size()
    corner = QPointF(at.x() - anchor[0] * size.width(), at.y() - anchor[1] * size.height())
    large = painter.deviceTransform().m11() * font.pixelSize() > LARGEST_GLYPHS
    draw = _large_text(painter, html, font) if large else _text(painter, text, font)
    if halo is not None:
        for dx, dy in HALO:
            draw(corner + QPointF(dx * halo_width, dy * halo_width), halo)
    draw(corner, color)


def _text(painter: QPainter, text: QStaticText, font: QFont) -> Callable[[QPointF, QColor], None]:
    """What draws a text at a corner in a colour."""
    painter.setFont(font)

    def draw(corner: QPointF, color: QColor) -> None:
        painter.setPen(color)
        painter.drawStaticText(corner, text)

    return draw


def _large_text(painter: QPainter, html: str, font: QFont) -> Callable[[QPointF, QColor], None]:
    """The same for large letters: a static text's smaller ones, its subscripts, would fall where they do not belong."""
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(font)
    document.setHtml(html)
    context = QAbstractTextDocumentLayout.PaintContext()

    def draw(corner: QPointF, color: QColor) -> None:
        palette = QPalette()
        palette.setColor(QPalette.ColorRole.Text, color)
        context.palette = palette
        painter.translate(corner)
        document.documentLayout().draw(painter, context)
        painter.translate(-corner)

    return draw
