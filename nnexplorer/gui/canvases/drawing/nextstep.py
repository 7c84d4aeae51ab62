"""What the next step of back-propagation does, drawn over both planes: the error, and every change it makes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF

from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import THIN, brief, indexed, italic

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.compute.parts.next_step import BackpropPart
    from nnexplorer.gui.canvases.drawing.frame import Frame
    from nnexplorer.gui.canvases.drawing.linepaint import LinePainter
    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.words.notation import Symbols
    from nnexplorer.model.network import Array

LONGEST_TURN, LONGEST_LINK = 0.2, 0.22
"""How much of a frame's width the longest change of a threshold vector and of a correction vector takes at most."""

ROUND = (5, 2, 1)
"""First digits of a magnification."""

ALL_NORMALS = 12
"""Most lines of which every one shows its normal, and what the step does to it."""

DELTA = italic("\N{GREEK SMALL LETTER DELTA}")
EPSILON = italic("\N{GREEK SMALL LETTER EPSILON}")
STEP = "2" + italic("\N{GREEK SMALL LETTER ETA}") + THIN


def first_layer_title(symbols: Symbols, part: BackpropPart) -> str:
    """How a step changes a threshold vector, in the lecture's letters; 2 eta, for the loss has no half."""
    e = indexed(symbols.notation.excitation, italic("k"))
    back = f"{_error(part)}<sup>T</sup>{THIN}{indexed('w', italic('k'), '(2)')}"
    slope = f"\N{GREEK SMALL LETTER SIGMA}\N{PRIME}({e})"
    return f"{DELTA}{indexed('w', italic('k'), '(1)')} = \N{MINUS SIGN}{STEP}{italic('x')}{THIN}{slope}{THIN}{back}"


def second_layer_title(symbols: Symbols, part: BackpropPart) -> str:
    """How a step changes a correction vector, in the lecture's letters."""
    h = indexed(symbols.notation.activation, italic("k"))
    return f"{DELTA}{indexed('w', italic('k'), '(2)')} = \N{MINUS SIGN}{STEP}{h}{THIN}{_error(part)}"


def _error(part: BackpropPart) -> str:
    """The error, with the factor that an output's nonlinearity puts to it."""
    return EPSILON if part.linear else f"({italic('g')}\N{PRIME}{THIN}{EPSILON})"


def magnification(changes: Array, frame: Frame, most: float) -> float:
    """By what to magnify changes (n, 2) in data units, so that the longest takes no more than `most` of the width.

    It is 1, 2 or 5 times a power of ten; 1 where nothing changes.
    """
    longest = float(np.hypot(*changes.T).max(initial=0.0))
    (low, high), _ = frame.bounds
    room = most * (high - low) / longest if longest else math.inf
    if not 0.0 < room < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(room))
    return power * next(digit for digit in ROUND if digit * power <= room * (1 + 1e-12))


def draw_turns(painter: QPainter, lines: LinePainter, part: BackpropPart, room: QPointF) -> None:
    """Draw each threshold vector's change at its tip, and at `room` the factor and the magnification."""
    frame, style, changes = lines.thresholds.frame, lines.style, part.delta.W1
    if changes.shape[1] == 1:  # over one input they go along its axis
        changes = np.column_stack((changes, np.zeros_like(changes)))
    factor = magnification(changes, frame, LONGEST_TURN)
    for unit in range(len(changes)):
        normal = lines.thresholds.normal(unit) if lines.shows_normal(unit) else None
        if normal is not None:
            way = _pixels(frame, factor * changes[unit])
            _draw_change(painter, normal[1], normal[1] + way, style, chosen=unit == lines.selected)
    draw_factor(painter, part, factor, room, style)


def draw_links(
    painter: QPainter, frame: Frame, joints: Array, part: BackpropPart, style: Style, unit: int | None
) -> float:
    """Draw the error from the target to the output, and each correction vector's change at its tip.

    `joints` (N + 2, 2) are the chain's, and `unit` the selected one. What the changes are magnified by is returned.
    """
    changes = part.delta.W2.T
    factor = magnification(changes, frame, LONGEST_LINK)
    for k, change in enumerate(changes):
        tip = frame.point(*joints[k + 2])
        _draw_change(painter, tip, tip + _pixels(frame, factor * change), style, chosen=k == unit)
    wanted, output = frame.point(*part.target), frame.point(*part.y)
    for ink, halo in ((style.color("card"), style.stroke("halo")), (style.color("positive"), 0.0)):
        style.draw_arrow(painter, wanted, output, ink, style.stroke("selected"), halo)
    beside = (wanted + output) / 2 + QPointF(style.gap(2.5), -style.gap(2.5))
    draw_text(painter, EPSILON, beside, style.font("normal"), style.color("positive"), (0.5, 0.5), style.color("card"))
    return factor


def draw_factor(painter: QPainter, part: BackpropPart, factor: float, at: QPointF, style: Style) -> None:
    """Say how large the step is and how much larger its changes are drawn; `at` is the text's upper right corner."""
    drawn = f", {DELTA}{THIN}drawn {brief(factor)}{THIN}\N{MULTIPLICATION SIGN} as long" if factor != 1.0 else ""
    text = f"{STEP}= {brief(part.factor)}{drawn}"
    draw_text(painter, text, at, style.font("small"), style.color("soft_ink"), (1.0, 0.0), style.color("card"))


def _pixels(frame: Frame, change: Array) -> QPointF:
    """A change in data units as a way in pixels."""
    start, end = frame.to_pixels(np.array([(0.0, 0.0), change]))
    return QPointF(*(end - start))


def _draw_change(painter: QPainter, start: QPointF, tip: QPointF, style: Style, *, chosen: bool) -> None:
    width = style.stroke("selected" if chosen else "line")
    for ink, halo in ((style.color("card"), style.stroke("halo")), (style.color("ink"), 0.0)):
        style.draw_arrow(painter, start, tip, ink, width, halo)
