"""Two outputs as a plane: the target's path, the network's, and the chain of correction vectors, link by link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QPointF, Qt, Signal

from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.frame import Frame, draw_axes, round_axes
from nnexplorer.gui.canvases.drawing.nextstep import draw_factor, draw_links, second_layer_title
from nnexplorer.gui.canvases.drawing.room import TITLE
from nnexplorer.gui.canvases.drawing.spotlight import light_chain
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text, text_size
from nnexplorer.gui.words.notation import number

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QPainter

    from nnexplorer.compute.parts.next_step import BackpropPart
    from nnexplorer.compute.parts.planes import Chain, PlanePart
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

EMPTY = "Double-click input space:<br>the corrections of that point<br>are added up here."

FAR = 1e100
"""Pixels."""

LEAST_SHARE = 0.02
"""A correction vector whose unit is on by less than this can't be dragged: a pixel would move it by too much."""

NARROW = 18
"""Lines of small type across which title and output's numbers do not stand side by side."""


class PlaneCanvas(Canvas):
    """Shows a PlanePart; a correction vector is dragged by its tip, b2 by the chain's root."""

    correction_dragged = Signal(int, object)
    """A unit and the correction vector (2,) that a hand is giving it."""

    correction_dropped = Signal(int)
    """A unit whose correction vector a hand let go of."""

    root_dragged = Signal(object)
    """Where a hand is taking the chain's root, b2 (2,)."""

    root_dropped = Signal()
    """A hand let go of the chain's root."""

    deselects = True

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self._part: PlanePart | None = None
        self._step: BackpropPart | None = None
        self._selected: int | None = None
        self._frame: Frame | None = None

    def show_part(self, part: PlanePart | None, selected: int | None, step: BackpropPart | None = None) -> None:
        """Show `part` with unit `selected` brought out, and what the next `step` does."""
        old, self._part, self._selected, self._step = self._part, part, selected, step
        moved = part is None or old is None or part.bounds != old.bounds or part.target is not old.target
        if moved or self._title() != self.title:
            self.refresh_ground()
        self.refresh()

    # Drawing --------------------------------------------------------------------------------------------------

    def lay_out(self) -> None:
        self.title = self._title()
        left, right, top = (10, 4, 5 * self.style_.type_factor) if self.narrow else (16, 6, 0)
        space = self.space(left=left, right=right, top=top, bottom=13)
        self._frame = Frame(space, self._part.bounds) if self._part else None

    def _title(self) -> str:
        symbols = self.style_.symbols
        if self._step is not None:
            return second_layer_title(symbols, self._step)
        letter = symbols.notation.activation_html
        if self.viewport().width() < NARROW * self.style_.line_height("small"):
            return f"Output {symbols.y(0, 1)}"
        return f"Output {symbols.y(0, 1)} = <i>b</i> + \N{GREEK CAPITAL LETTER SIGMA} {letter} <i>w</i>"

    def draw_ground(self, painter: QPainter) -> None:
        if self._frame is None:
            self.draw_empty(painter, "The output plane is drawn for two outputs.")
            return
        symbols = self.style_.symbols
        axes = round_axes(self._frame, symbols.target(0), symbols.target(1), self.style_)
        draw_axes(painter, self._frame, axes, self.style_)
        if self._part is not None and self._part.target is not None:
            painter.setPen(self.style_.pen("ink", "line", dash=(0.6, 2.2)))
            polyline(painter, self._frame.to_pixels(self._part.target))

    def draw_figure(self, painter: QPainter) -> None:
        part, frame = self._part, self._frame
        if part is None or frame is None:
            return
        style = self.style_
        if part.chain is None and part.path is None and not self.exporting:
            self.draw_empty(painter, EMPTY)
        painter.setClipRect(frame.rect.adjusted(-style.gap(2), -style.gap(2), style.gap(2), style.gap(2)))
        if part.path is not None:
            painter.setPen(style.pen(style.faded("accent", 0.6), "line"))
            polyline(painter, frame.to_pixels(part.path))
        if part.marks is not None:
            self._draw_marks(painter, frame, part.marks)
        if part.chain is not None:
            if self.lit and self._selected is not None and self._selected < len(part.chain.share):
                light_chain(painter, frame, part.chain.joints, part.wanted, self.lit, self._selected, style)
            factor = None
            if self._step is not None:
                joints = part.chain.joints
                factor = draw_links(painter, frame, joints, self._step, self.style_, self._selected)
            self._draw_chain(painter, frame, part.chain)
            self._draw_output(painter, frame, part, part.chain)
            painter.setClipping(False)
            below = self._draw_sum(painter, part, part.chain)
            if self._step is not None and factor is not None:
                draw_factor(painter, self._step, factor, below, self.style_)

    def _draw_marks(self, painter: QPainter, frame: Frame, marks: Array) -> None:
        for at in frame.to_pixels(marks):
            self.style_.draw_diamond(painter, QPointF(*at))

    def _draw_chain(self, painter: QPainter, frame: Frame, chain: Chain) -> None:
        style = self.style_
        joints = _pixels(frame, chain.joints)
        soft = style.color("soft_ink")
        style.draw_arrow(painter, joints[0], joints[1], soft, style.stroke("line"))
        self._name_link(painter, joints[0], joints[1], "<i>b</i>", soft)
        bias = (joints[0] + joints[1]) / 2
        units = len(chain.share)
        for k in range(units):
            start, tip = joints[k + 1], joints[k + 2]
            chosen = k == self._selected
            width = style.stroke("selected") * (1.25 if chosen else 1.0)
            style.draw_arrow(painter, start, tip, style.color("card"), width, style.stroke("halo"))
            style.draw_arrow(painter, start, tip, style.unit(k, self._selected, units), width)
            self._name_link(painter, start, tip, style.symbols.index(k), style.color("ink"), bias)
        if not self.exporting:
            self._draw_grips(painter, units)

    def _name_link(
        self, painter: QPainter, start: QPointF, tip: QPointF, name: str, color: QColor, off: QPointF | None = None
    ) -> None:
        """The link's name beside its middle, where that is long enough: to its right, or on the side `off` a point."""
        style, way = self.style_, tip - start
        length = float(np.hypot(way.x(), way.y()))
        if length < style.gap(6):
            return
        beside, middle = QPointF(-way.y(), way.x()) / length, (start + tip) / 2
        if QPointF.dotProduct(beside, QPointF(1.0, 0.0) if off is None else middle - off) < 0:
            beside = -beside
        at = middle + beside * style.gap(3.5)
        draw_text(painter, name, at, style.font("small", bold=True), color, (0.5, 0.5), style.color("card"))

    def _draw_grips(self, painter: QPainter, units: int) -> None:
        style = self.style_
        for grip in self.grips():
            if grip.unit is None or grip.unit == self._selected:
                color = style.color("soft_ink") if grip.unit is None else style.unit(grip.unit, self._selected, units)
                painter.setPen(style.pen(color, "line"))
                painter.setBrush(style.color("card"))
                painter.drawEllipse(grip.at, style.gap(1.4), style.gap(1.4))
                painter.setBrush(Qt.BrushStyle.NoBrush)

    def _draw_output(self, painter: QPainter, frame: Frame, part: PlanePart, chain: Chain) -> None:
        style = self.style_
        if part.wanted is not None:
            painter.setPen(style.pen("ink", "line"))
            painter.setBrush(style.color("card"))
            painter.drawEllipse(frame.point(*part.wanted), style.gap(1.25), style.gap(1.25))
        (at,) = _pixels(frame, chain.output[None])
        painter.setPen(style.pen("card", "line"))
        painter.setBrush(style.color("ink"))
        painter.drawEllipse(at, style.gap(2), style.gap(2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        beside = at + QPointF(style.gap(3), style.gap(2))
        name = style.symbols.y(0, 1)
        draw_text(painter, name, beside, style.font("normal"), style.color("ink"), (0, 0.5), style.color("card"))

    def _draw_sum(self, painter: QPainter, part: PlanePart, chain: Chain) -> QPointF:
        """The output and what it should be, in numbers, at the upper right; where the next line would end."""
        style, symbols = self.style_, self.style_.symbols
        rows = [(symbols.y(0, 1), chain.output)] + ([("<i>y</i>", part.wanted)] if part.wanted is not None else [])
        texts = [f"{name} = ({', '.join(number(value, 3) for value in values)})" for name, values in rows]
        right, line = self.head_right, 1.1 * style.line_height("small")
        top = self.head_top + (line if self._fills_the_head(texts[0]) else 0.0)
        for row, text in enumerate(texts):
            at, font, card = QPointF(right, top + row * line), style.font("small"), style.color("card")
            draw_text(painter, text, at, font, style.color("ink"), (1.0, 0.0), card)
        return QPointF(right, top + len(texts) * line)

    def _fills_the_head(self, text: str) -> bool:
        """Whether a text at the right does not fit beside the title."""
        style, beside = self.style_, 2 * self.style_.gap(TITLE[0]) + self.style_.gap(4)
        both = text_size(self.title, style.font("small", bold=True)).width() + style.text_width(text, "small")
        return bool(both + beside > self.viewport().width())

    # Gestures -------------------------------------------------------------------------------------------------

    def grips(self) -> list[Grip]:
        chain, frame = self._part.chain if self._part else None, self._frame
        if chain is None or frame is None:
            return []
        joints = _pixels(frame, chain.joints)
        tips = [Grip("tip", k, joints[k + 2]) for k, h in enumerate(chain.share) if abs(h) >= LEAST_SHARE]
        tips.sort(key=lambda grip: grip.unit != self._selected)
        return [*tips, Grip("root", None, joints[1])]

    def drag(self, grip: Grip, to: QPointF, modifiers: Qt.KeyboardModifier) -> None:
        chain, frame = self._part.chain if self._part else None, self._frame
        if chain is None or frame is None:
            return
        point = frame.to_data(np.array([to.x(), to.y()]))
        if grip.unit is None:
            self.root_dragged.emit(point)
        elif grip.unit < len(chain.share) and abs(chain.share[grip.unit]) >= LEAST_SHARE:
            link = point - chain.joints[grip.unit + 1]
            if modifiers & Qt.KeyboardModifier.ShiftModifier:
                link[int(np.argmin(np.abs(link)))] = 0.0
            self.correction_dragged.emit(grip.unit, link / chain.share[grip.unit])

    def drop(self, grip: Grip) -> None:
        if grip.unit is None:
            self.root_dropped.emit()
        else:
            self.correction_dropped.emit(grip.unit)


def _pixels(frame: Frame, points: Array) -> list[QPointF]:
    """Pixels of data points (n, 2), finite where these are not: Qt draws no circle round what is infinitely far off."""
    return [QPointF(*pixel) for pixel in np.fmin(np.fmax(frame.to_pixels(points), -FAR), FAR)]
