"""A cell says its figure in words and in ink: bars as long as their share, a dot a unit, curves where g is."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.compute.parts.graphs import graph
from nnexplorer.gui.canvases.drawing import tablecells as cells
from nnexplorer.gui.canvases.drawing.formulas import brief
from nnexplorer.gui.words.notation import MINUS, THIN
from nnexplorer.model.activations import ACTIVATIONS, activation

CELL = QRectF(20, 20, 200, 40)
DRAWS = [getattr(cells, name) for name in sorted(dir(cells)) if name.startswith("draw_") and name not in (
    "draw_text", "draw_value", "draw_derivative")]  # fmt: skip


@pytest.fixture
def drawn(drawing, placed, summary_row, style):
    """The texts of one cell, with their boxes, and its pixels."""

    def draw(kind, cell=CELL, style=style, best=False, largest=1.0, row=None, **figures):
        said = placed("drawing.tablecells")
        row = summary_row(**figures) if row is None else row
        entry = cells.Entry(row.graph, row, largest, best)
        return said, drawing(lambda painter: kind(painter, cell, entry, style), style, 260, 80)

    return draw


def inked(image, style, token):
    """Which pixels have a colour of the theme, as a mask."""
    return np.abs(image - np.array(style.color(token).getRgb()[:3])).sum(axis=2) < 12


def length(image, style, token="accent"):
    """The most pixels of a row that have a colour."""
    return int(inked(image, style, token).sum(axis=1).max())


def test_there_is_a_drawing_for_each_figure():
    assert len(DRAWS) == 8


@pytest.mark.parametrize("kind", DRAWS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_cell_of_every_nonlinearity_stays_in_its_place(drawn, style, kind, name):
    wide = QRectF(30, 10, 200, 60)
    said, image = drawn(kind, wide, name=name)
    assert all(wide.adjusted(-1, -1, 1, 1).contains(box) for _, box in said)
    rows, columns = np.nonzero((image != np.array(style.color("card").getRgb()[:3])).any(axis=2))
    assert rows.size or (kind is cells.draw_trouble and not ACTIVATIONS[name].trouble)
    if rows.size and kind is not cells.draw_graphs:
        assert columns.min() >= 29
        assert columns.max() <= 231


@pytest.mark.parametrize("kind", DRAWS, ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("size", [(1, 1), (3, 60), (60, 3), (15, 12)], ids=str)
def test_a_cell_that_is_too_small_is_borne(drawn, kind, size):
    for dead in ((False,), (True,) * 16, (False,) * 10_000):
        drawn(kind, QRectF(5, 5, *size), dead=dead)


@pytest.mark.parametrize("kind", [cells.draw_dead, cells.draw_mean, cells.draw_saturation, cells.draw_moved])
def test_what_is_not_measured_yet_is_empty(drawing, placed, style, kind):
    said = placed("drawing.tablecells")
    entry = cells.Entry(graph(activation("tanh")), None, 0.0, best=False)
    image = drawing(lambda painter: kind(painter, CELL, entry, style), style)
    assert said == []
    assert (image == image[0, 0]).all()


def test_an_error_that_is_not_measured_yet_is_an_ellipsis(drawing, placed, style):
    said = placed("drawing.tablecells")
    entry = cells.Entry(graph(activation("tanh")), None, 0.0, best=False)
    drawing(lambda painter: cells.draw_error(painter, CELL, entry, style), style)
    assert [text for text, _ in said] == ["\N{HORIZONTAL ELLIPSIS}"]


# Graphs and names -------------------------------------------------------------------------------------------------


def test_a_curve_is_drawn_where_its_values_are(drawn, style):
    """The ReLU is zero on the left and rises on the right; its derivative is beside it."""
    _, image = drawn(cells.draw_graphs, QRectF(20, 10, 200, 60), name="relu")
    ink = image.sum(axis=2) < 500
    half = 20 + (200 - 3 * style.gap(1)) / 2
    rows, columns = np.nonzero(ink[:, : int(half)])
    middle = (20 + half) / 2
    left, right = rows[columns < middle - 5], rows[columns > middle + 10]
    assert np.ptp(left) <= 2
    assert right.min() < left.min() - 5
    assert ink[:, int(half) + 10 :].any()


def test_a_name_begins_with_a_capital_and_has_its_formula_where_there_is_room(drawn):
    said, _ = drawn(cells.draw_name, QRectF(20, 10, 220, 60), name="tanh")
    assert [text for text, _ in said] == ["Tanh", brief(activation("tanh"))]
    said.clear()
    for tight in (QRectF(20, 20, 220, 20), QRectF(20, 10, 60, 60)):
        drawn(cells.draw_name, tight, name="tanh")
    assert [text for text, _ in said] == ["Tanh", "Tanh"]


# Figures ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("error", "text"),
    [(0.1234, "0.1234"), (0.0, "0"), (12.5, "12.5000"), (5e4, "50000"),
     (3e-7, f"3.0{THIN}\N{MIDDLE DOT}{THIN}10<sup>{MINUS}7</sup>")],
)  # fmt: skip
def test_errors_are_written_so_that_they_can_be_compared(drawn, error, text):
    ((said, _),) = drawn(cells.draw_error, error=error)[0]
    assert said == text


def test_a_diverged_training_says_so(drawn):
    said, _ = drawn(cells.draw_error, error=7.0, diverged=True)
    assert [text for text, _ in said] == ["diverged"]


@pytest.mark.parametrize("kind", [cells.draw_error, cells.draw_mean, cells.draw_saturation])
def test_a_bar_is_as_long_as_its_share(drawn, style, kind):
    figure = {"draw_error": "error", "draw_mean": "mean_derivative", "draw_saturation": "saturation"}[kind.__name__]
    found = [length(drawn(kind, **{figure: share})[1], style) for share in (0.0, 0.2, 0.5, 1.0)]
    assert found[0] == 0
    assert all(first < second for first, second in pairwise(found))
    assert found[2] / found[3] == pytest.approx(0.5, abs=0.03)
    assert found[1] / found[3] == pytest.approx(0.2, abs=0.03)


@pytest.mark.parametrize("kind", [cells.draw_error, cells.draw_mean])
def test_a_bar_never_leaves_its_track(drawn, style, kind):
    for share in (1.0, 1.7, 1e9):
        assert drawn(kind, error=share, mean_derivative=share)[1][:, 222:].min() == style.color("card").blue()


def test_errors_are_drawn_against_the_largest(drawn, style):
    half, full = (length(drawn(cells.draw_error, error=error, largest=4.0)[1], style) for error in (2.0, 4.0))
    assert half / full == pytest.approx(0.5, abs=0.03)


def test_without_any_error_no_bar_is_drawn(drawn, style):
    assert length(drawn(cells.draw_error, error=0.0, largest=0.0)[1], style) == 0


def test_the_best_error_is_bold(drawn):
    thin, bold = (drawn(cells.draw_error, best=best)[1] for best in (False, True))
    assert bold.sum() < thin.sum()


def test_every_unit_is_a_dot_and_the_dead_ones_are_crossed_out(drawn, style):
    for dead in (0, 3, 8):
        said, image = drawn(cells.draw_dead, dead=(True,) * dead + (False,) * (8 - dead))
        assert [text for text, _ in said][-1] == str(dead)
        alive = inked(image, style, "accent").any(axis=0)
        assert np.count_nonzero(np.diff(alive.astype(int)) == 1) == 8 - dead


def test_very_many_units_are_a_bar(drawn, style):
    count = 200
    found = [length(drawn(cells.draw_dead, dead=(True,) * dead + (False,) * (count - dead))[1], style)
             for dead in (0, 50, 100, 200)]  # fmt: skip
    assert found[0] == 0
    assert found[2] / found[3] == pytest.approx(0.5, abs=0.03)


@pytest.mark.parametrize(("moved", "text"), [(0.0, "stood still"), (0.5, f"50{THIN}%"), (3.2, f"320{THIN}%")])
def test_it_is_said_how_far_the_first_layer_went(drawn, moved, text):
    assert [said for said, _ in drawn(cells.draw_moved, moved=moved)[0]] == [text]


@pytest.mark.parametrize(("share", "text"), [(0.0, "0"), (0.254, "25"), (1.0, "100")])
def test_a_share_is_in_whole_per_cent(share, text):
    assert cells.percent(share) == f"{text}{THIN}%"


# Words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if ACTIVATIONS[name].trouble])
@pytest.mark.parametrize("width", [60, 120, 200, 400])
def test_words_are_wrapped_and_none_is_lost(style, name, width):
    text = ACTIVATIONS[name].trouble
    lines = cells.wrapped(text, width, style)
    joined = " ".join(lines).replace("<sub>", "").replace("</sub>", "").replace(MINUS, "-")
    assert joined == text.replace(MINUS, "-")
    assert all(style.text_width(line, "small") <= width for line in lines if " " in line)


@pytest.mark.parametrize("name", [name for name, one in ACTIVATIONS.items() if one.trouble])
def test_a_trouble_ends_in_a_period_shortened_or_not(drawn, style, name):
    for lines in (1, 4):
        said, _ = drawn(cells.draw_trouble, QRectF(20, 2, 400, lines * style.line_height("small") + 1), name=name)
        assert said[-1][0].endswith(".")
        assert not said[-1][0].endswith("..")
        said.clear()


def test_trouble_is_told_in_as_many_words_as_there_is_room(drawn, style):
    high, lengths = style.line_height("small"), []
    for lines in (1, 2, 4):
        said, _ = drawn(cells.draw_trouble, QRectF(20, 2, 230, lines * high + 1), name="step")
        lengths.append(len("".join(text for text, _ in said)))
        assert 1 <= len(said) <= lines
        said.clear()
    assert lengths == sorted(lengths)
