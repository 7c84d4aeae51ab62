"""Equations set as on a slide: scripts one above the other, sums with their limits, all aligned at the sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QFontMetricsF

from nnexplorer.gui.look.fonts import font
from nnexplorer.gui.words.notation import MINUS

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QFont, QPainter

    from nnexplorer.gui.words.notation import Symbols

SCRIPT, LIMIT, SIGN = 0.66, 0.6, 1.45
"""Type of a script, a sum's limit and a sum's sign, as a share of the equation's."""

RAISED, LOWERED = 0.42, 0.22
"""How far a superscript stands above the line, and a subscript below it."""

APART = 0.07
"""Space after a script and around a sum, as a share of the type's size."""

SUM_ABOVE, SUM_BELOW = 1.2, 0.95
"""How far the limits' lines are above and below the line of a sum."""

PITCH, SUM_PITCH = 1.95, 2.75
"""From line to line of equations, and what a line with a sum takes."""

HAT = "\N{LATIN SMALL LETTER Y WITH CIRCUMFLEX}"
SUM = "\N{N-ARY SUMMATION}"
SIGMA = "\N{GREEK SMALL LETTER SIGMA}"


@dataclass(frozen=True)
class Piece:
    """A letter or a few signs, with what stands above and below; `sums` sets these as limits over a large sign."""

    text: str
    above: str = ""
    below: str = ""
    sums: bool = False

    def width(self, size: float) -> float:
        """Width in pixels at a type of `size` pixels."""
        if self.sums:
            return max(_width(self.text, SIGN * size), self._scripts(LIMIT * size)) + 2 * APART * size
        scripts = self._scripts(SCRIPT * size)
        return _width(self.text, size) + (scripts + APART * size if scripts else 0.0)

    def _scripts(self, size: float) -> float:
        return max(_width(self.above, size), _width(self.below, size))

    def draw(self, painter: QPainter, at: QPointF, size: float) -> None:
        """Draw with the line's left end at `at`."""
        if self.sums:
            middle = at.x() + self.width(size) / 2
            for text, type_, down in (
                (self.text, SIGN * size, 0.14 * size),
                (self.above, LIMIT * size, -SUM_ABOVE * size),
                (self.below, LIMIT * size, SUM_BELOW * size),
            ):
                _draw(painter, text, QPointF(middle - _width(text, type_) / 2, at.y() + down), type_)
            return
        after = QPointF(_draw(painter, self.text, at, size), at.y())
        _draw(painter, self.above, after - QPointF(0.0, RAISED * size), SCRIPT * size)
        _draw(painter, self.below, after + QPointF(0.0, LOWERED * size), SCRIPT * size)


@dataclass(frozen=True)
class Equation:
    """A left and a right side."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...]

    @property
    def pitch(self) -> float:
        """Height of its line as a multiple of the type's size."""
        return SUM_PITCH if any(piece.sums for piece in self.right) else PITCH


def lecture_equations(symbols: Symbols, classifier: bool = False) -> tuple[Equation, ...]:
    """The four equations of a two-layer network, from the output to the input, as the slide has them."""
    letters, base = symbols.notation, symbols.index_base
    e1, e2 = (Piece(letters.excitation, layer, "k") for layer in ("(1)", "(2)"))
    h = Piece(letters.activation, "", "k")
    output = (Piece("g("), e2, Piece(")")) if classifier else (e2,)
    return (
        Equation((Piece(HAT, "", "k"),), output),
        Equation((e2,), _weighted("(2)", _ends("N", base), Piece(letters.activation, "", "j"))),
        Equation((h,), (Piece(f"{SIGMA}("), e1, Piece(")"))),
        Equation((e1,), _weighted("(1)", _ends("D", base), Piece("x", "", "j"))),
    )


def _ends(count: str, base: int) -> tuple[str, str]:
    """First and last index of so many."""
    return f"j={base}", count if base else f"{count}{MINUS}1"


def _weighted(layer: str, ends: tuple[str, str], what: Piece) -> tuple[Piece, ...]:
    first, last = ends
    return (Piece("b", layer, "k"), Piece(" + "), Piece(SUM, last, first, sums=True), Piece("w", layer, "kj"), what)


def width(equations: Iterable[Equation], size: float) -> float:
    """Width in pixels of equations aligned at their sign, at a type of `size` pixels."""
    equations = tuple(equations)
    sides = [
        max(_side(side, size) for side in sides) for sides in zip(*((e.left, e.right) for e in equations), strict=True)
    ]
    return sum(sides) + _width(" = ", size)


def height(equations: Iterable[Equation], size: float) -> float:
    """Height in pixels of equations one below the other."""
    return sum(equation.pitch for equation in equations) * size


def draw_equations(painter: QPainter, equations: Sequence[Equation], at: QPointF, size: float, ink: QColor) -> None:
    """Draw equations one below the other, aligned at their sign, with the top left corner at `at`."""
    painter.setPen(ink)
    left = max(_side(equation.left, size) for equation in equations)
    top = at.y()
    for equation in equations:
        line = top + (equation.pitch / 2 + 0.34) * size
        x = at.x() + left - _side(equation.left, size)
        for piece in (*equation.left, Piece(" = "), *equation.right):
            piece.draw(painter, QPointF(x, line), size)
            x += piece.width(size)
        top += equation.pitch * size


def _side(pieces: Iterable[Piece], size: float) -> float:
    return sum(piece.width(size) for piece in pieces)


@cache
def _runs(text: str) -> tuple[tuple[str, bool], ...]:
    """Runs of letters, which are italic as quantities are, and of all else, which is upright."""
    found = re.findall(rf"[a-zA-Z{HAT}\u03be]+|[^a-zA-Z{HAT}\u03be]+", text)
    return tuple((run, run[0].isalpha() and run[0] != SIGMA) for run in found)


@cache
def _type(size: float, italic: bool) -> QFont:
    return font(size, italic=italic)


def _width(text: str, size: float) -> float:
    return sum(QFontMetricsF(_type(size, italic)).horizontalAdvance(run) for run, italic in _runs(text))


def _draw(painter: QPainter, text: str, at: QPointF, size: float) -> float:
    """Draw a text from `at` and return where it ends."""
    x = at.x()
    for run, italic in _runs(text):
        painter.setFont(_type(size, italic))
        painter.drawText(QPointF(x, at.y()), run)
        x += QFontMetricsF(_type(size, italic)).horizontalAdvance(run)
    return x
