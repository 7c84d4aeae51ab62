"""The table has a line for every nonlinearity, the columns there is room for, and says how far it is."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.compute.experiments.summary import NAMES, SummaryPart, summary_part
from nnexplorer.gui.canvases.table import COLUMNS, TITLES, TableCanvas
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model.data import PointData
from nnexplorer.model.settings import ViewSettings

SIZES = ((300, 200), (460, 450), (1000, 600))
ALL = len(NAMES)
MODULES = ("table", "drawing.tablecells", "base")


@pytest.fixture
def canvas(hung):
    return hung(TableCanvas)


@pytest.fixture
def part(document_with, summary_row):
    """A table of which so many lines are measured, each error larger than the one before."""

    def make(measured=ALL, units=8, samples=True, **figures):
        document = document_with("second-layer-output", units)
        if not samples:
            document = replace(document, data=PointData(np.zeros((0, 2)), np.zeros((0, 1))))
        rows = [
            summary_row(name, 0.1 * (place + 1), (False,) * units, **figures)
            for place, name in enumerate(NAMES[:measured])
        ]
        return summary_part(document, tuple(rows))

    return make


@pytest.mark.parametrize("size", [(40, 30), (90, 300), (700, 60), *SIZES], ids=str)
@pytest.mark.parametrize("units", [1, 8, 10_000])
def test_any_table_is_drawn_at_any_size(canvas, picture, pixels, part, style, dark, size, units):
    for measured, shown in ((0, style), (3, dark), (ALL, style)):
        canvas.restyle(shown)
        canvas.show_part(part(measured, units))
        image = pixels(picture(canvas, *size))
        assert tuple(image[1, 1]) == shown.color("card").getRgb()[:3]
        assert np.ptp(image) > 80


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("units", [8, 200])
@pytest.mark.parametrize("measured", [0, 3, ALL])
def test_texts_are_apart_and_in_the_picture(canvas, picture, placed, part, size, units, measured):
    said = placed(*MODULES)
    canvas.show_part(part(measured, units))
    picture(canvas, *size)
    room = QRectF(0, 0, *size)
    assert [(text, box) for text, box in said if text and not room.contains(box)] == []
    boxes = {(text, *box.getRect()) for text, box in said if text}
    inner = [(text, _inner(QRectF(*box))) for text, *box in boxes]
    assert [(a, b) for a, b in combinations(inner, 2) if a[1].intersects(b[1])] == []


def _inner(box):
    """A text's box without the space that every line has above and below its letters."""
    return box.adjusted(0.5, 0.25 * box.height(), -0.5, -0.25 * box.height())


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_every_nonlinearity_has_its_line_in_the_lectures_order(canvas, picture, placed, part, size):
    said = placed("drawing.tablecells")
    canvas.show_part(part())
    picture(canvas, *size)
    tops = {}
    for text, box in said:
        tops.setdefault(text, box.center().y())
    titles = [graph.activation.title for graph in part().graphs]
    heights = [tops[f"{title[0].upper()}{title[1:]}"] for title in titles]
    assert all(first < second for first, second in pairwise(heights))


def test_more_room_has_more_columns_and_the_name_is_never_left_out(canvas, picture, part):
    canvas.show_part(part())
    found = []
    for width in (40, 120, 200, 300, 460, 700, 1000, 1400):
        picture(canvas, width, 400)
        headings = canvas.headings()
        assert "Nonlinearity" in headings
        assert headings == [column.heading for column in COLUMNS if column.heading in headings]
        found.append(set(headings))
    assert all(first <= second for first, second in pairwise(found))
    assert len(found[0]) == 1
    assert len(found[-1]) == len(COLUMNS)
    assert "Error left" in found[3]


@pytest.mark.parametrize("width", [300, 460, 700, 1000, 1400])
def test_columns_are_apart_and_have_the_width(canvas, picture, part, width):
    canvas.show_part(part())
    picture(canvas, width, 400)
    edges = [(left, left + wide) for _, left, wide in canvas._columns]
    assert all(before[1] < after[0] for before, after in pairwise(edges))
    assert edges[0][0] > 0
    assert edges[-1][1] <= width
    assert edges[-1][1] > 0.9 * width or len(edges) == 1


def test_larger_type_has_fewer_columns(canvas, picture, part):
    canvas.show_part(part())
    picture(canvas, 1000, 600)
    before = canvas.headings()
    canvas.restyle(style_for(ViewSettings(), Look(sizes=Sizes(lecture=True))))
    assert set(canvas.headings()) < set(before)


def test_the_title_is_as_long_as_there_is_room(canvas, picture, part):
    canvas.show_part(part())
    titles = []
    for width in (1000, 200):
        picture(canvas, width, 400)
        titles.append(canvas.title)
    assert titles == list(TITLES)


@pytest.fixture
def entries(canvas, picture, monkeypatch):
    """What the cells of one column are given to draw of a part."""

    def show(part):
        given = []
        column = replace(COLUMNS[1], draw=lambda *drawing: given.append(drawing[2]))
        monkeypatch.setattr("nnexplorer.gui.canvases.table.COLUMNS", (column,))
        canvas.show_part(part)
        picture(canvas, 460, 450)
        return given[-ALL:]

    return show


@pytest.mark.parametrize("measured", [0, 3, ALL])
def test_the_least_error_is_the_best_once_all_are_measured(entries, part, measured):
    shown = entries(part(measured))
    assert [entry.row is not None for entry in shown] == [place < measured for place in range(ALL)]
    assert [entry.best for entry in shown] == [measured == ALL, *[False] * (ALL - 1)]
    assert [entry.largest_error for entry in shown] == pytest.approx([0.1 * measured] * ALL)


def test_what_diverged_is_neither_best_nor_the_scale(entries, part, summary_row):
    usual = part()
    for error in (1e9, 1e-9):
        rows = (summary_row("step", error, diverged=True), *usual.rows[1:])
        shown = entries(SummaryPart(usual.graphs, rows, usual.problem))
        assert [entry.best for entry in shown] == [False, True, *[False] * (ALL - 2)]
        assert shown[0].largest_error == pytest.approx(0.1 * ALL)


def test_progress_is_said_and_then_what_was_measured(canvas, picture, part, words):
    said = words("table")
    canvas.show_part(part(3))
    picture(canvas, 1000, 600)
    assert f"Measured 3 of {ALL} \N{HORIZONTAL ELLIPSIS}" in said
    said.clear()
    canvas.show_part(part())
    picture(canvas, 1000, 600)
    (foot,) = [text for text in said if "8 hidden units" in text]
    assert f"seed {part().problem.settings.seed}" in foot
    said.clear()
    picture(canvas, 320, 400)
    assert any(text.startswith(("8 hidden units", "Measured: 8 hidden units")) for text in said)


def test_in_a_low_canvas_the_footer_makes_way(canvas, picture, part, words):
    said = words("table")
    canvas.show_part(part())
    picture(canvas, 1000, 120)
    assert not any("hidden units" in text for text in said)


@pytest.mark.parametrize("shown", [None, "no samples"])
def test_without_data_it_is_said_that_there_are_none(canvas, picture, part, words, shown):
    said = words("base")
    canvas.show_part(None if shown is None else part(0, samples=False))
    picture(canvas, 600, 300)
    assert "The nonlinearities are compared on data; there are none yet." in said


def test_rows_appear_as_they_are_measured(canvas, picture, part):
    pictures = []
    for measured in range(ALL + 1):
        canvas.show_part(part(measured))
        pictures.append(picture(canvas, 460, 300))
    assert all(first != second for first, second in pairwise(pictures))


def test_equal_tables_are_drawn_once(canvas, picture, part, words):
    canvas.show_part(part(3))
    picture(canvas, 460, 300)
    said = words("drawing.tablecells")
    canvas.show_part(part(3))
    picture(canvas, 460, 300)
    assert said == []


def test_showing_is_silent(canvas, picture, part, ears):
    heard = ears(canvas)
    for shown in (part(2), part(), None):
        canvas.show_part(shown)
        picture(canvas)
    assert heard == []


def test_another_theme_gives_another_picture(canvas, picture, part, dark):
    canvas.show_part(part())
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


def test_what_is_trained_on_is_said_where_samples_are_held_out(canvas, part, picture, words):
    said, whole = words(*MODULES), part()
    for held, told in ((False, False), (True, True)):
        canvas.show_part(replace(whole, problem=replace(whole.problem, part=held)))
        said.clear()
        picture(canvas, 1000, 600)
        assert any("training samples" in text for text in said) == told
