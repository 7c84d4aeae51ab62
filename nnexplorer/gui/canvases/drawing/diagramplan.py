"""How a diagram's canvas is divided: the network, its captions, the equations beside or below it, a unit's sum."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF

from nnexplorer.gui.canvases.drawing.equations import Equation, height, lecture_equations, width

if TYPE_CHECKING:
    from collections.abc import Iterable

    from nnexplorer.gui.look.style import Style

COLUMN = (46.0, 0.31, 84.0)
"""Width of the column of equations: at least (in spacing units), its share, at most."""

EQUATIONS_SHARE = 0.6
"""Most of a column's height that the equations take; the sum has the rest."""

WIDE, HIGH = (135.0, 62.0), (84.0, 84.0)
"""Sizes in spacing units from which the equations stand beside the diagram, and below it."""

CAPTIONED = 54.0
"""Height in spacing units from which the layers have captions and a sum two lines."""

LEADING = 1.25
"""From line to line of a sum, in heights of a line."""


SUM_ROWS = 5
"""Lines that a sum usually has in a column."""


@dataclass(frozen=True)
class Block:
    """Equations one below the other: where their top left corner is, and the size of their type."""

    equations: tuple[Equation, ...]
    at: QPointF
    size: float


@dataclass(frozen=True)
class Plan:
    """Places in pixels; `captions` is empty and `blocks` are none where there is no room for them.

    `column` says that the sum stands in a column below the equations, and not in a row below the network.
    """

    network: QRectF
    captions: QRectF
    blocks: tuple[Block, ...]
    meaning: QPointF
    sum: QRectF
    column: bool


def divide(space: QRectF, classifier: bool, style: Style) -> Plan:
    """Divide `space`: the network has the most of it, the rest follows where there is room."""
    equations = lecture_equations(style.symbols, classifier)
    wide, high = space.width() / style.gap(1), space.height() / style.gap(1)
    if wide >= WIDE[0] and high >= WIDE[1]:
        return _beside(space, equations, style)
    network, text = QRectF(space), style.line_height("small")
    below = _cut_below(network, (2 if high >= CAPTIONED else 1) * LEADING * text)
    captions, meaning = QRectF(), QPointF()
    blocks: tuple[Block, ...] = ()
    if wide >= HIGH[0] and high >= HIGH[1]:
        gap = style.gap(2)
        rect = _cut_below(network, 0.18 * space.height() + text + 3 * gap)
        blocks = _in_two_columns(rect.adjusted(0, gap, 0, -text - 2 * gap), equations, style)
        meaning = QPointF(rect.left(), rect.bottom() - text - gap)
    if high >= CAPTIONED:
        captions = _cut_below(network, text + style.gap(2))
    return Plan(network, captions, blocks, meaning, below, column=False)


def _beside(space: QRectF, equations: tuple[Equation, ...], style: Style) -> Plan:
    unit, text = style.gap(1), style.line_height("small")
    least, share, most = COLUMN
    column = QRectF(space)
    column.setLeft(space.right() - min(max(share * space.width(), least * unit), most * unit))
    network = QRectF(space)
    network.setRight(column.left() - 7 * unit)
    captions = _cut_below(network, text + 2 * unit)
    size = _fitting(equations, column.width(), EQUATIONS_SHARE * column.height(), style)
    spare = (
        column.height() - height(equations, size) - text - 6 * unit - SUM_ROWS * LEADING * style.line_height("normal")
    )
    column.setTop(column.top() + max(0.0, spare / 2))
    bottom = column.top() + height(equations, size)
    meaning = QPointF(column.left(), bottom + unit)
    below = QRectF(column)
    below.setTop(meaning.y() + text + 6 * unit)
    return Plan(network, captions, (Block(equations, column.topLeft(), size),), meaning, below, column=True)


def _in_two_columns(rect: QRectF, equations: tuple[Equation, ...], style: Style) -> tuple[Block, ...]:
    halves, gap = (equations[:2], equations[2:]), style.gap(8)
    size = min(_fitting(half, (rect.width() - gap) / 2, rect.height(), style) for half in halves)
    left = rect.left()
    blocks = []
    for half in halves:
        blocks.append(Block(half, QPointF(left, rect.top()), size))
        left += (rect.width() + gap) / 2
    return tuple(blocks)


def _fitting(equations: Iterable[Equation], wide: float, high: float, style: Style) -> float:
    """The largest type of whole pixels in which `equations` fit."""
    equations = tuple(equations)
    size = min(wide / (width(equations, 100.0) / 100.0), high / height(equations, 1.0), style.sizes.huge)
    return max(float(int(size)), 1.0)


def _cut_below(rect: QRectF, high: float) -> QRectF:
    """Cut a strip off the bottom of `rect`, and return it."""
    strip = QRectF(rect.left(), rect.bottom() - high, rect.width(), high)
    rect.setBottom(strip.top())
    return strip
