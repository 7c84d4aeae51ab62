"""A node shows what it holds: a map, its name and value, or a dot in its value's colour."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from nnexplorer.gui.canvases.drawing.colormap import map_image
from nnexplorer.gui.canvases.drawing.nodepaint import NodePainter
from nnexplorer.gui.canvases.drawing.nodes import lay_out
from nnexplorer.gui.words.notation import MINUS, NOTATIONS, Symbols, number

LIMITS = {"x": 1.0, "e1": 1.0, "h": 1.0, "e2": 1.0, "y": 1.0}
ROOMS = {"maps": (640, 460), "text": (400, 240), "dots": (220, 110)}


def images_of(part, style):
    """Every map that a part has."""
    if part.maps is None or part.inputs == 1:
        return {}
    table, images = style.color_table(), {}
    for quantity, limit in LIMITS.items():
        for k, values in enumerate(getattr(part.maps, quantity)):
            images[quantity, k] = map_image(values, limit, table)
    return images


@pytest.fixture
def painted(drawing, style):
    """The layout and the pixels of a part's nodes, at (10, 10)."""

    def paint(part, width=640, height=460, selected=None, style=style, limits=LIMITS):
        layout = lay_out(part, QRectF(10, 10, width, height), selected, style)
        painter_of = NodePainter(part, layout, images_of(part, style), selected, style)
        image = drawing(lambda painter: painter_of.draw(painter, limits), style, width + 20, height + 20)
        return layout, image

    return paint


@pytest.fixture
def contents(network_part, style):
    """What the cells of a node show."""

    def find(kind, index, style=style, **part):
        part = network_part(**part)
        layout = lay_out(part, QRectF(0, 0, 640, 460), None, style)
        return NodePainter(part, layout, images_of(part, style), None, style).contents(layout.node(kind, index))

    return find


def at(image, point):
    return image[round(point.y()), round(point.x())]


# What a node holds ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("notation", NOTATIONS)
@pytest.mark.parametrize("base", [0, 1])
def test_nodes_are_named_in_the_notations_letters(contents, style, notation, base):
    symbols = Symbols(NOTATIONS[notation], base)
    lettered = replace(style, symbols=symbols)
    assert [it.name for it in contents("input", 1, lettered)] == [symbols.x(1)]
    assert [it.name for it in contents("hidden", 2, lettered)] == [symbols.e(2), symbols.h(2)]
    assert [it.name for it in contents("output", 0, lettered)] == [symbols.y(0, 1)]
    many = contents("output", 1, lettered, outputs=2, output="tanh")
    assert [it.name for it in many] == [symbols.e(1), symbols.y(1, 2)]
    assert [it.layer for it in many] == ["(2)", ""]


def test_nodes_hold_the_parts_values_and_maps(contents, network_part):
    shape = {"outputs": 2, "output": "tanh"}
    values = network_part(**shape).values
    for kind, index, quantities in (("input", 1, "x"), ("hidden", 3, "e1 h"), ("output", 1, "e2 y")):
        found = contents(kind, index, **shape)
        assert [it.value for it in found] == [getattr(values, name)[index] for name in quantities.split()]
        assert all(isinstance(it.image, QImage) for it in found)
    for content in contents("hidden", 0, probed=False, mapped=False):
        assert content.value is None
        assert content.image is None


# How it is drawn --------------------------------------------------------------------------------------------------


def test_a_map_is_coloured_by_its_values_over_the_plane(painted, network_part, style):
    """x_0 grows to the right, x_1 upwards: negative colours at the low ends, positive ones at the high ends."""
    layout, image = painted(network_part())
    for index, low, high in ((0, (0.06, 0.5), (0.94, 0.5)), (1, (0.5, 0.94), (0.5, 0.06))):
        (cell,) = layout.node("input", index).cells
        for (x, y), place in ((low, 0), (high, 255)):
            pixel = image[round(cell.top() + y * cell.height()), round(cell.left() + x * cell.width())]
            away = [np.abs(pixel - style.diverging()[end][:3]).sum() for end in (place, 128, 255 - place)]
            assert away[0] == min(away)


def test_the_selected_units_ring_is_the_thickest(painted, network_part, style):
    for form, (width, height) in ROOMS.items():
        part = network_part(units=3, mapped=form == "maps")
        layout, _ = painted(part, width, height)
        assert layout.form == form
        thick = {}
        for selected in (0, 1, None):
            layout, image = painted(part, width, height, selected)
            node = layout.node("hidden", 1)
            colour = np.array(style.unit(1, selected, 3).getRgb()[:3])
            around = _around(image, node.rect)
            thick[selected] = np.count_nonzero(np.abs(around - colour).sum(axis=-1) < 40)
        assert thick[1] > 1.15 * max(thick[0], thick[None]), form


def _around(image, rect):
    box = rect.adjusted(-3, -3, 3, 3).toAlignedRect()
    return image[box.top() : box.bottom() + 1, box.left() : box.right() + 1]


def test_dots_have_the_colours_of_their_values(painted, network_part, style):
    part = network_part(units=8)
    values = replace(part.values, h=np.array([1.0, -1.0, 0.0, 0.5, -7.0, math.nan, math.inf, -math.inf]))
    layout, image = painted(replace(part, values=values), 300, 150)
    assert layout.form == "dots"
    wanted = {0: 255, 1: 0, 2: 128, 3: 191, 4: 0, 5: 128, 6: 255, 7: 0}
    for unit, place in wanted.items():
        node = layout.node("hidden", unit)
        if node is not None:
            assert np.abs(at(image, node.rect.center()) - style.diverging()[place][:3]).max() < 12, unit


def test_dots_without_a_probe_are_empty(painted, network_part, style):
    layout, image = painted(network_part(probed=False), *ROOMS["dots"])
    for node in layout.nodes:
        if node.kind != "bias":
            assert tuple(at(image, node.rect.center())) == style.color("card").getRgb()[:3]


@pytest.mark.parametrize("form", ROOMS)
def test_every_node_is_named_and_the_bias_nodes_hold_one(painted, network_part, placed, form):
    said = placed("drawing.nodepaint")
    part = network_part()
    painted(part, *ROOMS[form])
    texts = [text for text, _ in said]
    symbols = Symbols(NOTATIONS["e"], 0)
    assert texts.count("1") == 2
    assert {symbols.x(0), symbols.x(1), symbols.y(0, 1), *(symbols.h(k) for k in range(4))} <= set(texts)


@pytest.mark.parametrize("form", ["maps", "text"])
def test_values_stand_with_the_names_where_there_is_room(painted, network_part, placed, form):
    part = network_part(units=3)
    if form == "text":
        part = replace(part, maps=None)
    said = placed("drawing.nodepaint")
    layout, _ = painted(part, 900, 600)
    assert (layout.form, layout.paired) == (form, True)
    texts = " ".join(text for text, _ in said)
    for value in (*part.values.x, *part.values.e1, *part.values.h, *part.values.y):
        assert number(value) in texts
    said.clear()
    painted(replace(part, values=None), 900, 600)
    assert not any(MINUS in text or "." in text for text, _ in said)


@pytest.mark.parametrize("shape", [(2, 2, 1), (2, 4, 2), (2, 16, 1), (2, 10_000, 1), (784, 200, 10)], ids=str)
@pytest.mark.parametrize("room", [(260, 130), (420, 250), (640, 500)], ids=str)
@pytest.mark.parametrize("output", ["identity", "logistic"])
@pytest.mark.parametrize("selected", [None, 1, -1])
def test_texts_are_apart_and_in_the_picture(painted, network_part, placed, shape, room, output, selected):
    selected = shape[1] - 1 if selected == -1 else selected
    said = placed("drawing.nodepaint")
    painted(network_part(*shape, output=output), *room, selected)
    picture = QRectF(0, 0, room[0] + 20, room[1] + 20)
    assert [(text, box) for text, box in said if not picture.contains(box)] == []
    # A layer's number stands above the index of the same name.
    boxes = [(text, _inner(box)) for text, box in said if "<sup>(2)" not in text]
    assert [(a, b) for a, b in combinations(boxes, 2) if a[1].intersects(b[1])] == []


def _inner(box):
    """A text's box without the space that every line has above and below its letters."""
    return box.adjusted(0.5, 0.2 * box.height(), -0.5, -0.2 * box.height())


@pytest.mark.parametrize("shape", [(2, 30, 1), (784, 200, 20)], ids=str)
def test_what_is_not_drawn_is_counted(painted, network_part, placed, shape):
    said = placed("drawing.nodepaint")
    layout, _ = painted(network_part(*shape), 640, 460)
    texts = [text for text, _ in said]
    assert layout.gaps
    assert {f"and {gap.count} more" for gap in layout.gaps} <= set(texts)


def test_where_counts_would_overlap_they_are_shorter(painted, network_part, placed):
    said = placed("drawing.nodepaint")
    for room, words in (((640, 460), "and {} more"), ((260, 110), "+{}"), ((60, 40), "\N{HORIZONTAL ELLIPSIS}")):
        said.clear()
        layout, _ = painted(network_part(784, 200, 10), *room)
        texts = [text for text, _ in said]
        assert [words.format(gap.count) in texts for gap in layout.gaps] == [True] * len(layout.gaps)


@pytest.mark.parametrize("room", [(1, 1), (20, 10), (60, 5), (5, 90)], ids=str)
@pytest.mark.parametrize("shape", [(1, 1, 1), (2, 10_000, 1), (784, 200, 10)], ids=str)
def test_no_room_at_all_is_borne(painted, network_part, room, shape):
    assert painted(network_part(*shape), *room, selected=0)[1].size


def test_another_theme_has_other_grounds(painted, network_part, dark):
    layout, image = painted(network_part(), style=dark)
    assert tuple(image[2, 2]) == dark.color("card").getRgb()[:3]
    center = layout.nodes[0].rect.center()
    assert tuple(image[round(center.y()), round(layout.nodes[0].rect.left() + 4)]) == dark.color("card").getRgb()[:3]
