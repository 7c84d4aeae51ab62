"""Few lines show their normals and numbers, many only the selected one's; a handle is for a hand alone."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace

import numpy as np
import pytest
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.frame import Frame
from nnexplorer.gui.canvases.drawing.linepaint import ALL_INDICES, ALL_NORMALS, LinePainter
from nnexplorer.gui.canvases.drawing.thresholds import Thresholds
from nnexplorer.gui.look.style import Look, Style, style_for
from nnexplorer.model.lines import Line
from nnexplorer.model.settings import ViewSettings

SIZE = 300, 200
FRAME = Frame(QRectF(20, 20, 260, 160), ((-1.0, 1.0), (-1.0, 1.0)))
AWAY = Line(np.array([1.0, 0.0]), 5.0)


def upright(count):
    """So many lines beside each other."""
    return tuple(Line(np.array([2.0, 0.0]), -2 * place) for place in np.linspace(-0.9, 0.9, count))


def painter_of(lines, selected=None, style=None, handled=False, **options):
    return LinePainter(Thresholds(FRAME, lines, 1.0), selected, style, handled, **options)


@pytest.fixture
def drawn(monkeypatch, drawing, placed, style):
    """`drawn(lines, selected)` draws them: the pixels, the arrows' starts and tips, and the texts with their boxes."""

    def draw(lines, selected=None, style=style, handled=False, **options):
        arrows, texts, real = [], placed("drawing.linepaint"), Style.draw_arrow

        def record(style, painter, start, tip, color, width, halo=0.0):
            if not halo:
                arrows.append((start, tip, width))
            real(style, painter, start, tip, color, width, halo)

        with monkeypatch.context() as patch:
            patch.setattr(Style, "draw_arrow", record)
            it = painter_of(lines, selected, style, handled, **options)
            image = drawing(it.draw, style, *SIZE)
        return SimpleNamespace(pixels=image, arrows=arrows, texts=texts, thresholds=it.thresholds)

    return draw


@pytest.mark.parametrize("normals", [None, 0, 1, 7])
def test_of_few_lines_every_one_shows_its_normal_of_more_the_selected_one(normals):
    options = {} if normals is None else {"normals": normals}
    most = ALL_NORMALS if normals is None else normals
    few, many = painter_of(upright(most), **options), painter_of(upright(most + 1), most, **options)
    assert [few.shows_normal(unit) for unit in range(most)] == [True] * most
    assert [many.shows_normal(unit) for unit in range(most + 1)] == [False] * most + [True]


@pytest.mark.parametrize("count", [1, ALL_NORMALS, ALL_NORMALS + 1])
def test_normals_are_arrows_from_the_lines_to_their_positive_sides(drawn, count):
    it = drawn(upright(count))
    wanted = [it.thresholds.normal(unit) for unit in range(count)] if count <= ALL_NORMALS else []
    assert [(start, tip) for start, tip, _ in it.arrows] == wanted
    assert all(tip.x() > start.x() for start, tip, _ in it.arrows)


def test_the_selected_lines_normal_is_bold_and_bears_a_plus_beyond_its_tip(drawn):
    it = drawn(upright(ALL_NORMALS + 5), 2)
    ((start, tip, width),) = it.arrows
    assert (start, tip) == it.thresholds.normal(2)
    assert width > drawn(upright(1)).arrows[0][2]
    (plus,) = [box for text, box in it.texts if text == "+"]
    assert plus.center().x() > tip.x()


@pytest.mark.parametrize(("count", "shown"), [(ALL_INDICES, range(ALL_INDICES)), (ALL_INDICES + 1, [4])])
@pytest.mark.parametrize("base", [0, 1])
def test_lines_are_numbered_as_long_as_there_are_few(drawn, count, shown, base):
    it = drawn(upright(count), 4, style_for(ViewSettings(index_base=base), Look()))
    assert sorted(int(text) for text, _ in it.texts if text != "+") == [unit + base for unit in shown]


def test_a_number_stands_right_of_its_lines_upper_end(drawn):
    lines = upright(4)
    it = drawn(lines)
    for text, box in it.texts:
        start, end = it.thresholds.ends(int(text))
        assert box.center().x() > start[0]
        assert box.center().y() < (start[1] + end[1]) / 2


@pytest.mark.parametrize("selected", [None, 3])
def test_the_numbers_of_lines_that_end_in_one_place_are_apart_and_each_beside_its_line(drawn, selected):
    lines = tuple(Line(np.array([np.cos(angle), np.sin(angle)]), -0.2) for angle in np.linspace(0.75, 0.81, 5))
    it = drawn(lines, selected)
    boxes = {text: box for text, box in it.texts if text != "+"}
    assert len(boxes) == 5
    for one, other in combinations(boxes.values(), 2):
        assert not one.adjusted(2, 2, -2, -2).intersects(other.adjusted(2, 2, -2, -2))
    for text, box in boxes.items():
        start, end = it.thresholds.ends(int(text))
        (dx, dy), at = end - start, np.array([box.center().x(), box.center().y()]) - start
        assert abs(dx * at[1] - dy * at[0]) / np.hypot(dx, dy) < 16


def test_the_selected_line_is_drawn_on_top(drawn, style):
    crossed = (Line(np.array([0.0, 2.0]), 0.0), Line(np.array([2.0, 0.0]), 0.0))
    centre = FRAME.point(0, 0)
    for selected in (0, 1):
        it = drawn(crossed, selected)
        assert (
            it.pixels[int(centre.y()), int(centre.x())].tolist()
            == list(style.unit(selected, selected, 2).toTuple())[:3]
        )


def test_only_the_selected_line_has_a_handle_where_a_hand_can_take_it(drawn):
    lines = upright(2)
    by_hand, printed, none = drawn(lines, 1, handled=True), drawn(lines, 1), drawn(lines, handled=True)
    differs = (by_hand.pixels != printed.pixels).any(axis=2)
    rows, columns = np.nonzero(differs)
    at = by_hand.thresholds.handle(1)
    assert differs.any()
    assert np.hypot(columns - at.x(), rows - at.y()).max() < 12
    assert (none.pixels == drawn(lines).pixels).all()


def test_a_line_that_can_not_be_seen_is_not_drawn(drawn, drawing, style):
    it = drawn((AWAY,), 0, handled=True)
    assert (it.pixels == drawing(lambda _: None, style, *SIZE)).all()
    assert (it.arrows, it.texts) == ([], [])


def test_without_lines_nothing_is_drawn(drawn):
    assert np.unique(drawn(()).pixels.reshape(-1, 3), axis=0).shape == (1, 3)


def test_a_line_is_drawn_from_end_to_end(drawn, style):
    it = drawn(upright(5))
    card = np.array(style.color("card").toTuple()[:3])
    for unit in range(5):
        along = np.linspace(*it.thresholds.ends(unit), 20)[1:-1]
        found = it.pixels[along[:, 1].astype(int), along[:, 0].astype(int)]
        assert (np.abs(found - card).sum(axis=1) > 20).mean() > 0.8
