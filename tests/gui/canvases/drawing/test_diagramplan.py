"""A diagram's canvas is divided into places that never overlap, and the network has the most of it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF, QSizeF

from nnexplorer.gui.canvases.drawing.diagramplan import LEADING, SUM_ROWS, divide
from nnexplorer.gui.canvases.drawing.equations import height, width
from nnexplorer.gui.look.fonts import load_fonts
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model.settings import ViewSettings

ROOMS = ((265, 160), (425, 410), (760, 420), (960, 560), (1560, 860))
SIZES = {
    "design": Sizes(),
    "export": Sizes(scale=2.0),
    "large type": Sizes(font_scale=1.5),
    "lecture": Sizes(lecture=True),
}


def places(plan):
    """Every rectangle of a plan that has something in it."""
    blocks = [
        QRectF(block.at, QSizeF(width(block.equations, block.size), height(block.equations, block.size)))
        for block in plan.blocks
    ]
    return [rect for rect in (plan.network, plan.captions, plan.sum, *blocks) if not rect.isEmpty()]


@pytest.mark.parametrize("room", ROOMS, ids=str)
@pytest.mark.parametrize("sizes", SIZES)
@pytest.mark.parametrize("notation", ["e", "xi", "z"])
@pytest.mark.parametrize("classifier", [False, True])
def test_places_are_apart_and_in_the_space(style, room, sizes, notation, classifier):
    style = style_for(ViewSettings(notation=notation), Look(sizes=SIZES[sizes]))
    factor = style.scale
    space = QRectF(20, 45, factor * room[0], factor * room[1])
    found = places(divide(space, classifier, style))
    inside = space.adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    assert [rect for rect in found if not inside.contains(rect)] == []
    inner = [rect.adjusted(1e-6, 1e-6, -1e-6, -1e-6) for rect in found]
    assert [pair for pair in combinations(inner, 2) if pair[0].intersects(pair[1])] == []


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_the_network_has_the_most_of_it(style, room):
    plan = divide(QRectF(0, 0, *room), False, style)
    areas = [rect.width() * rect.height() for rect in places(plan)]
    assert areas[0] == max(areas)
    assert areas[0] > 0.4 * room[0] * room[1]


def test_equations_follow_where_there_is_room(style):
    """None in a tile of an overview, below the network in a square one, beside it in a window."""
    small, square, large = (divide(QRectF(0, 0, *room), False, style) for room in ((265, 160), (425, 410), (960, 560)))
    assert small.blocks == ()
    assert small.captions.isEmpty()
    assert [len(block.equations) for block in square.blocks] == [2, 2]
    assert [len(block.equations) for block in large.blocks] == [4]
    assert [plan.column for plan in (small, square, large)] == [False, False, True]
    assert square.blocks[0].at.y() == square.blocks[1].at.y() >= square.network.bottom()
    assert large.blocks[0].at.x() > large.network.right()


@pytest.mark.parametrize("room", ROOMS[1:], ids=str)
def test_equations_are_as_large_as_they_can_be_and_readable(style, room):
    for block in divide(QRectF(0, 0, *room), True, style).blocks:
        assert 9 <= block.size <= style.sizes.huge
        assert block.size == int(block.size)


@pytest.mark.parametrize("room", ROOMS[1:], ids=str)
def test_what_the_letters_mean_stands_below_the_equations(style, room):
    plan = divide(QRectF(0, 0, *room), True, style)
    bottoms = [block.at.y() + height(block.equations, block.size) for block in plan.blocks]
    assert max(bottoms) <= plan.meaning.y()
    assert plan.meaning.y() + style.line_height("small") <= plan.sum.top() + 1e-6


@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_a_sum_has_its_lines(style, room):
    plan = divide(QRectF(0, 0, *room), False, style)
    rows = SUM_ROWS if plan.column else 1
    step = "normal" if plan.column else "small"
    assert plan.sum.height() >= rows * style.line_height(step)
    assert plan.sum.height() >= LEADING * style.line_height("small")


@given(st.floats(1, 1200), st.floats(1, 900), st.booleans())
def test_any_space_is_divided(qapp_style, wide, high, classifier):
    plan = divide(QRectF(0, 0, wide, high), classifier, qapp_style)
    assert all(block.size >= 1 for block in plan.blocks)
    assert plan.network.width() <= wide


@pytest.fixture(scope="module")
def qapp_style(qapp):
    """Hypothesis wants what lasts for all of its examples."""
    load_fonts()
    return style_for(ViewSettings(), Look())
