"""The four equations have the lecture's letters, stay in their box, and are aligned at their sign."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QPointF

from nnexplorer.gui.canvases.drawing.equations import (
    HAT,
    SIGMA,
    SUM,
    Piece,
    _runs,
    draw_equations,
    height,
    lecture_equations,
    width,
)
from nnexplorer.gui.words.notation import MINUS, NOTATIONS, Symbols

EVERY = [(name, base) for name in NOTATIONS for base in (0, 1)]


def written(pieces):
    """Pieces as one writes them in a line, scripts in brackets."""
    return "".join(f"{it.text}[{it.above}|{it.below}]" if it.above or it.below else it.text for it in pieces)


@pytest.fixture
def inked(drawing, style):
    """Rows and columns of the ink of some equations drawn at (30, 20)."""

    def ink(equations, size):
        image = drawing(lambda painter: draw_equations(painter, equations, QPointF(30, 20), size, style.color("ink")),
                        style, 500, 400)  # fmt: skip
        return np.nonzero(image.sum(axis=2) < 3 * 160)

    return ink


@pytest.mark.parametrize(("name", "base"), EVERY)
@pytest.mark.parametrize("classifier", [False, True])
def test_the_equations_are_the_lectures_in_every_notation(name, base, classifier):
    e, h = NOTATIONS[name].excitation, NOTATIONS[name].activation
    found = [
        (written(it.left), written(it.right)) for it in lecture_equations(Symbols(NOTATIONS[name], base), classifier)
    ]
    last = {"N": "N", "D": "D"} if base else {"N": f"N{MINUS}1", "D": f"D{MINUS}1"}
    output = f"{e}[(2)|k]"
    assert found == [
        (f"{HAT}[|k]", f"g({output})" if classifier else output),
        (output, f"b[(2)|k] + {SUM}[{last['N']}|j={base}]w[(2)|kj]{h}[|j]"),
        (f"{h}[|k]", f"{SIGMA}({e}[(1)|k])"),
        (f"{e}[(1)|k]", f"b[(1)|k] + {SUM}[{last['D']}|j={base}]w[(1)|kj]x[|j]"),
    ]


@pytest.mark.parametrize(("name", "base"), EVERY)
@pytest.mark.parametrize("size", [8.0, 13.0, 24.0])
def test_the_ink_stays_in_the_box_that_is_promised(inked, name, base, size):
    equations = lecture_equations(Symbols(NOTATIONS[name], base), classifier=True)
    rows, columns = inked(equations, size)
    assert rows.min() >= 20 - 1
    assert rows.max() <= 20 + height(equations, size) + 1
    assert columns.min() >= 30 - 1
    assert columns.max() <= 30 + width(equations, size) + 1
    assert np.ptp(rows) > 0.8 * height(equations, size), "nothing is promised that is not used"
    assert np.ptp(columns) > 0.9 * width(equations, size)


def test_every_line_has_its_ink_and_lines_are_apart(inked, style):
    equations, size, top = lecture_equations(style.symbols), 20.0, 20.0
    rows, _ = inked(equations, size)
    for equation in equations:
        assert ((rows >= top) & (rows < top + equation.pitch * size)).any()
        top += equation.pitch * size
    for first, second in pairwise(equations):
        alone = [height([it], size) for it in (first, second)]
        assert height([first, second], size) == pytest.approx(sum(alone))


def test_equations_are_aligned_at_their_sign(inked, style, monkeypatch):
    signs, draw = [], Piece.draw

    def record(piece, painter, at, size):
        if piece.text == " = ":
            signs.append(at.x())
        draw(piece, painter, at, size)

    monkeypatch.setattr(Piece, "draw", record)
    inked(lecture_equations(style.symbols), 20.0)
    assert len(signs) == 4
    assert np.ptp(signs) < 1e-6


def test_larger_type_takes_more_room(style):
    equations = lecture_equations(style.symbols)
    wide, high = ([measure(equations, size) for size in (8.0, 12.0, 16.0, 24.0)] for measure in (width, height))
    assert wide == sorted(wide)
    assert high == sorted(high)
    assert wide[-1] == pytest.approx(3 * wide[0], rel=0.1)


def test_scripts_stand_one_above_the_other(style):
    both = Piece("w", "(1)", "kj").width(20.0)
    assert both == max(Piece("w", "(1)").width(20.0), Piece("w", "", "kj").width(20.0)) > Piece("w").width(20.0)


def test_a_sum_is_as_wide_as_its_widest_part(style):
    narrow, wide = (Piece(SUM, above, "j=0", sums=True).width(20.0) for above in ("N", f"NNNNNN{MINUS}1"))
    assert narrow < wide


@pytest.mark.parametrize(("text", "italic"), [("w", True), (HAT, True), ("\N{GREEK SMALL LETTER XI}", True),
                                             (SIGMA, False), (SUM, False), ("(1)", False), (" = ", False)])  # fmt: skip
def test_quantities_are_italic_and_all_else_is_upright(text, italic):
    """Greek sigma is a function here, xi a quantity."""
    assert _runs(text) == ((text, italic),)


def test_a_script_of_letters_and_signs_has_both():
    assert _runs(f"D{MINUS}1") == (("D", True), (f"{MINUS}1", False))
