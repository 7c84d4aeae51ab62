"""Error against step, with a mark wherever a hand intervened."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QLineF, QPointF, Qt, Signal

from nnexplorer.gui.canvases.base import Canvas, Grip
from nnexplorer.gui.canvases.drawing.frame import Axes, Frame, draw_axes, tick_label, ticks
from nnexplorer.gui.canvases.drawing.strokes import polyline
from nnexplorer.gui.words.labels import draw_text
from nnexplorer.gui.words.notation import count, number

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter

    from nnexplorer.gui.canvases.drawing.courses import KeptCurve
    from nnexplorer.gui.look.style import Style
    from nnexplorer.model.network import Array

HEADROOM = 3
"""Powers of ten above the first error that are shown."""

SMALLEST = 1e-12
"""Errors below this are drawn at it: beyond double precision there is nothing left to see."""


HEAD = "play-head"
"""The kind of grip that a hand takes anywhere on the curve."""

AHEAD = 0.4
"""How much of its colour the curve has beyond the play-head."""


class LossCanvas(Canvas):
    """Shows the losses of a run on a logarithmic axis; a hand that drags along it goes back to earlier steps."""

    scrubbed = Signal(float)
    """The step that a hand has dragged the play-head to, not rounded."""

    scrub_ended = Signal()
    """The hand has let go of the play-head."""

    def __init__(self, style: Style) -> None:
        super().__init__(style)
        self.title = "Error against step"
        self._steps = np.zeros(0)
        self._powers = np.zeros(0)
        self._rival: tuple[str, Array, Array] | None = None
        self._marks: Sequence[tuple[int, str]] = ()
        self._at: int | None = None
        self._kept: KeptCurve | None = None
        self._kept_courses: list[tuple[Array, Array]] = []
        self._range: tuple[float, int, int] = (100.0, -2, 0)
        self._steady = False
        self._frame: Frame | None = None

    def show_run(
        self,
        steps: Sequence[int],
        losses: Sequence[float],
        marks: Sequence[tuple[int, str]],
        rival: tuple[str, Sequence[int], Sequence[float]] | None = None,
        at: int | None = None,
        kept: KeptCurve | None = None,
    ) -> None:
        """Show `losses` at `steps`, those that are finite, and `marks` as (step, what a hand did).

        `rival` is the name of a net that was trained beside it, and its steps and losses. The play-head is drawn at
        the step `at`, if that is not the curve's end. `kept` is another run to compare it with.
        """
        was_empty = self._empty
        self._steps, self._powers = _finite(steps, losses)
        self._rival = None if rival is None else (rival[0], *_finite(*rival[1:]))
        self._marks = marks
        self._at = at if at is not None and len(self._steps) and at < self._steps[-1] else None
        self._keep(kept)
        wanted = self._range if self._steady else self._wanted_range()
        if wanted != self._range or was_empty != self._empty:
            self._range = wanted
            self.refresh_ground()
        self.refresh()

    def hold(self) -> None:
        """Keep to today's axes from now on, whatever is shown: those of a film do not move."""
        self._steady = True

    def _wanted_range(self) -> tuple[float, int, int]:
        """Last step, lowest and highest power of ten: round, so that they seldom change.

        What explodes leaves the picture at the top, so that it does not flatten the rest.
        """
        main = [(self._steps, self._powers), *self._kept_courses[:1]]
        main = [course for course in main if len(course[0])]
        if not main:
            return (100.0, -2, 0)
        beside = [] if self._rival is None else [self._rival[1:]]
        every = [course for course in (*main, *beside, *self._kept_courses[1:]) if len(course[0])]
        last = _round_up(max(100.0, *(float(steps[-1]) for steps, _ in every)))
        low = math.floor(min(float(powers.min()) for _, powers in every))
        high = math.ceil(max(float(powers.max()) for _, powers in every))
        high = min(high, math.ceil(max(float(powers[0]) for _, powers in main)) + HEADROOM)
        return (last, min(low, high - 2), high)

    @property
    def _empty(self) -> bool:
        return not len(self._steps) and self._kept is None

    def _keep(self, kept: KeptCurve | None) -> None:
        """Take over a run that was kept; its numbers stay what they are, whatever it is called today."""
        old, self._kept = self._kept, kept
        if kept is None:
            self._kept_courses = []
        elif old is None or kept.course is not old.course:
            self._kept_courses = [_finite(*kept.course), _finite(*kept.tests)]

    def lay_out(self) -> None:
        last, low, high = self._range
        self._frame = Frame(self.space(left=14, right=6, bottom=7), ((0.0, last), (low - 0.1, high + 0.1)))

    def draw_ground(self, painter: QPainter) -> None:
        if self._frame is None:
            return
        last, low, high = self._range
        room = max(1.0, self._frame.rect.height() / (1.5 * self.style_.line_height("small")))
        stride = max(1, math.ceil((high - low) / room))
        powers = tuple(float(power) for power in range(high, low - 1, -stride)) if room >= 1.5 else (float(high),)
        steps = tuple(ticks(0.0, last, 7))
        texts = tuple(_power(int(power)) for power in powers)
        labels = tuple(tick_label(step) if step < 1e5 else _short(step) for step in steps)
        draw_axes(painter, self._frame, Axes(steps, powers, "", "", labels, texts), self.style_)
        if self._empty:
            at = self._frame.rect.center()
            text = "Press Space: gradient descent takes over from where you are."
            font, soft, card = self.style_.font("small"), self.style_.color("soft_ink"), self.style_.color("card")
            draw_text(painter, text, at, font, soft, (0.5, 0.5), card, self.style_.gap(1))

    def draw_figure(self, painter: QPainter) -> None:
        frame = self._frame
        if frame is None or self._empty:
            return
        self._draw_kept(painter, frame)
        if len(self._steps):
            self._draw_run(painter, frame)
        self._name_kept(painter, frame)

    def _draw_run(self, painter: QPainter, frame: Frame) -> None:
        style = self.style_
        for step, _label in self._marks:
            x = frame.point(step, 0.0).x()
            painter.setPen(style.pen("positive", "axis", dash=(2, 3)))
            painter.drawLine(QLineF(x, frame.rect.top(), x, frame.rect.bottom()))
        if self._marks:
            self._draw_mark_name(painter, frame)
        pixels = frame.to_pixels(np.column_stack((self._steps, self._powers)))
        painter.save()
        painter.setClipRect(frame.rect.adjusted(-style.gap(2), -style.gap(2), style.gap(2), style.gap(2)))
        self._draw_rival(painter, frame)
        made = len(pixels) if self._at is None else max(1, int(np.searchsorted(self._steps, self._at, "right")))
        painter.setPen(style.pen(style.faded("accent", AHEAD), "line"))
        polyline(painter, pixels[made - 1 :])
        painter.setPen(style.pen("accent", "line"))
        polyline(painter, pixels[:made])
        painter.setBrush(style.color("accent"))
        painter.drawEllipse(QPointF(*pixels[made - 1]), style.gap(0.75), style.gap(0.75))
        painter.restore()
        if self._at is not None:
            self._draw_head(painter, frame, self._at, float(pixels[made - 1, 1]))

    def _draw_head(self, painter: QPainter, frame: Frame, step: int, height: float) -> None:
        """The play-head and its step, above or below the curve, which is at the pixel `height` there."""
        style, x = self.style_, frame.point(step, 0.0).x()
        painter.setPen(style.pen("accent", "line"))
        painter.drawLine(QLineF(x, frame.rect.top(), x, frame.rect.bottom()))
        right = x > frame.rect.center().x()
        low = height > frame.rect.center().y()
        at = QPointF(x + style.gap(-1.5 if right else 1.5), frame.rect.top() if low else frame.rect.bottom())
        anchor = (1.0 if right else 0.0, 0.0 if low else 1.0)
        font = style.font("small", bold=True)
        draw_text(painter, f"step {count(step)}", at, font, style.color("ink"), anchor, style.color("card"))

    # A hand on the play-head --------------------------------------------------------------------------------------

    def grip_at(self, at: QPointF) -> Grip | None:
        within = self._frame is not None and self._frame.rect.contains(at)
        return Grip(HEAD, None, at) if within and len(self._steps) > 1 else None

    def drag(self, _grip: Grip, to: QPointF, _modifiers: Qt.KeyboardModifier) -> None:
        if self._frame is not None and len(self._steps):
            step = float(self._frame.to_data(np.array([to.x(), to.y()]))[0])
            self.scrubbed.emit(min(max(step, 0.0), float(self._steps[-1])))

    def drop(self, _grip: Grip) -> None:
        self.scrub_ended.emit()

    def _draw_kept(self, painter: QPainter, frame: Frame) -> None:
        """The run that was kept, the error on what was held out dashed."""
        style = self.style_
        painter.save()
        painter.setClipRect(frame.rect.adjusted(-style.gap(2), -style.gap(2), style.gap(2), style.gap(2)))
        for (steps, powers), dash in zip(self._kept_courses, (None, (4, 2.5)), strict=False):
            if len(steps):
                pixels = frame.to_pixels(np.column_stack((steps, powers)))
                painter.setPen(style.pen("soft_ink", "line", dash=dash))
                polyline(painter, pixels)
        painter.restore()

    def _name_kept(self, painter: QPainter, frame: Frame) -> None:
        """Mark the end of the run that was kept, and name it beside the title, where no curve crosses its name."""
        if self._kept is None or not len(self._kept_courses[0][0]):
            return
        steps, powers = self._kept_courses[0]
        style, end = self.style_, frame.point(float(steps[-1]), float(powers[-1]))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(style.color("soft_ink"))
        painter.drawEllipse(end, style.gap(0.75), style.gap(0.75))
        at = QPointF(frame.rect.right(), frame.rect.top() - style.gap(1.5))
        draw_text(
            painter, self._kept.name, at, style.font("small"), style.color("ink"), (1.0, 1.0), style.color("card")
        )
        x, y = at.x() - style.text_width(self._kept.name, "small"), at.y() - style.line_height("small") / 2
        painter.setPen(style.pen("soft_ink", "line"))
        painter.drawLine(QLineF(x - style.gap(6), y, x - style.gap(2), y))

    def _draw_name(self, painter: QPainter, frame: Frame, name: str, end: QPointF) -> None:
        """What a curve is called: below its end, above where there is no room."""
        style = self.style_
        x = max(frame.rect.left(), min(end.x() + style.gap(2), frame.rect.right() - style.text_width(name, "small")))
        low = end.y() + style.gap(1) + style.line_height("small") > frame.rect.bottom()
        at = QPointF(x, end.y() + style.gap(-1.5 if low else 1))
        font = style.font("small")
        draw_text(painter, name, at, font, style.color("ink"), (0.0, 1.0 if low else 0.0), style.color("card"))

    def _draw_rival(self, painter: QPainter, frame: Frame) -> None:
        if self._rival is None or not len(self._rival[1]):
            return
        style, (name, steps, powers) = self.style_, self._rival
        pixels = frame.to_pixels(np.column_stack((steps, powers)))
        painter.setPen(style.pen("positive", "line", dash=(4, 2.5)))
        polyline(painter, pixels)
        self._draw_name(painter, frame, name, QPointF(*pixels[-1]))

    def _draw_mark_name(self, painter: QPainter, frame: Frame) -> None:
        """What the last hand did, beside its mark; the earlier ones would only overlap."""
        style, (step, label) = self.style_, self._marks[-1]
        x = frame.point(step, 0.0).x()
        left = x < frame.rect.center().x()
        at = QPointF(x + style.gap(1.5 if left else -1.5), frame.rect.top())
        draw_text(
            painter,
            label,
            at,
            style.font("small"),
            style.color("ink"),
            (0.0 if left else 1.0, 0.0),
            style.color("card"),
        )


def _finite(steps: Sequence[int], losses: Sequence[float]) -> tuple[Array, Array]:
    """Steps and powers of ten of the losses that are finite."""
    values = np.asarray(losses, dtype=float)
    kept = np.isfinite(values)
    return np.asarray(steps, dtype=float)[kept], np.log10(np.maximum(values[kept], SMALLEST))


def _round_up(value: float) -> float:
    """The next of 1, 1.5, 2, 3, 5, 7 times a power of ten."""
    power = 10.0 ** math.floor(math.log10(value))
    return next(power * factor for factor in (1, 1.5, 2, 3, 5, 7, 10) if power * factor >= value)


def _power(power: int) -> str:
    return {0: "1", 1: "10"}.get(power, f"10<sup>{number(power, 0)}</sup>")


def _short(step: float) -> str:
    return f"{step / 1e6:g} M" if step >= 1e6 else f"{step / 1e3:g} k"
