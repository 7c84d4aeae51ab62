"""The network is drawn at any size, a click takes what it hits, and what is printed is what the part holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from PySide6.QtCore import QLineF, QPointF, QRectF
from PySide6.QtGui import QImage, QPainter

from nnexplorer.gui.canvases.diagram import DiagramCanvas
from nnexplorer.gui.canvases.drawing.edges import PLACES
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.words.notation import MINUS, NOTATIONS, Symbols, compact, number
from nnexplorer.model.settings import ViewSettings

SIZES = ((300, 200), (460, 450), (1000, 600))
NETWORKS = ((1, 1, 1), (2, 2, 1), (2, 4, 2), (2, 16, 1), (2, 10_000, 1), (784, 200, 10))
HINT = "Click a unit to see its sum."


@pytest.fixture
def canvas(hung):
    return hung(DiagramCanvas)


@pytest.fixture
def clicks(canvas):
    """What the canvas says of clicks from now on."""
    heard = []
    canvas.unit_clicked.connect(heard.append)
    return heard


# Drawing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", NETWORKS, ids=str)
@pytest.mark.parametrize("size", [(40, 30), (90, 300), (700, 60), *SIZES], ids=str)
def test_any_network_is_drawn_at_any_size(canvas, picture, pixels, network_part, style, dark, shape, size):
    plain = network_part(*shape, output="softplus", probed=False, mapped=False)
    for part, selected, shown in ((network_part(*shape), shape[1] - 1, style), (plain, None, dark)):
        canvas.restyle(shown)
        canvas.show_part(part, selected)
        image = pixels(picture(canvas, *size))
        assert image.shape == (size[1], size[0], 3)
        assert tuple(image[1, 1]) == shown.color("card").getRgb()[:3]
        assert np.ptp(image) > 80


@pytest.mark.parametrize("shape", NETWORKS, ids=str)
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("selected", [None, -1])
def test_texts_are_apart_and_in_the_picture(canvas, picture, network_part, placed, shape, size, selected):
    """Names and counts, captions, keys and the sum; an edge's number lies on it wherever that leads."""
    selected = shape[1] - 1 if selected == -1 else selected
    canvas.window().resize(*size)
    canvas.resize(*size)
    canvas.show_part(network_part(*shape, output="tanh" if shape[2] > 1 else "identity"), selected)
    said = placed("diagram", "drawing.nodepaint", "drawing.edges", "base")
    canvas.grab()
    assert len(said) > 5
    room = QRectF(0, 0, *size)
    assert [(text, box) for text, box in said if not room.contains(box)] == []
    numbers = [] if selected is None else [compact(weight) for weight in _lit_weights(canvas)]
    boxes = {(text, *box.getRect()) for text, box in said if text not in numbers and "<sup>(2)" not in text}
    inner = [(text, _inner(QRectF(*box))) for text, *box in boxes]
    assert [(a, b) for a, b in combinations(inner, 2) if a[1].intersects(b[1])] == []


def _inner(box):
    """A text's box without the space that every line has above and below its letters."""
    return box.adjusted(0.5, 0.2 * box.height(), -0.5, -0.2 * box.height())


def _lit_weights(canvas):
    part, unit = canvas._part, canvas._selected
    return [*part.first[unit], *part.second[:, unit + 1]]


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_edges_have_the_ink_of_their_signs(canvas, picture, pixels, network_part, style, size):
    canvas.show_part(network_part(2, 2, 1), None)
    image = pixels(picture(canvas, *size))
    edges, weights = canvas._layout.first, canvas._part.first
    signs = 0
    for line, target, source in zip(edges.lines, edges.targets, edges.sources, strict=True):
        weight = weights[target, source]
        if abs(weight) < 0.3:
            continue
        points = [line.pointAt(share) for share in np.linspace(0.12, 0.3, 40)]
        seen = np.array([image[round(at.y()), round(at.x())] for at in points])
        warm = seen[:, 0] - seen[:, 2]
        assert np.sign(warm[np.argmax(np.abs(warm))]) == np.sign(weight)
        signs += 1
    assert signs >= 3


def test_maps_show_the_plane(canvas, picture, pixels, network_part):
    canvas.show_part(network_part(2, 2, 1), None)
    image = pixels(picture(canvas, 1000, 600))
    (cell,) = canvas._layout.node("input", 0).cells
    row = image[round(cell.center().y()), round(cell.left()) + 4 : round(cell.right()) - 4]
    warm = row[:, 0] - row[:, 2]
    assert warm[0] < 0 < warm[-1], "x_0 goes from -1 to 3"
    assert (np.diff(warm) >= -8).all()


@pytest.mark.parametrize("hidden", ["tanh", "relu"])
def test_nodes_of_one_input_show_curves(canvas, picture, pixels, network_part, style, hidden):
    part = network_part(1, 3, 1, hidden=hidden)
    canvas.show_part(part, 1)
    image = pixels(picture(canvas, 1000, 600)).astype(int)
    for unit in range(3):
        cell = canvas._layout.node("hidden", unit).cells[-1].adjusted(3, 3, -3, -3)
        near = np.abs(image - style.unit(unit, 1, 3).getRgb()[:3]).sum(axis=2) < 60
        inside = near[round(cell.top()) : round(cell.bottom()), round(cell.left()) : round(cell.right())]
        heights = part.maps.h[unit]
        limit = 1.08 * np.abs(part.maps.h).max()
        for share in (0.1, 0.9):
            wanted = (1 - heights[round(share * (len(heights) - 1))] / limit) / 2 * inside.shape[0]
            column = np.flatnonzero(inside[:, round(share * (inside.shape[1] - 1))])
            assert column.size
            assert abs(column.mean() - wanted) < 6, (unit, share)


def test_maps_have_the_second_input_downwards_where_that_is_asked_for(canvas, picture, pixels, network_part):
    part, warm = network_part(2, 2, 1), {}
    for downwards in (False, True):
        canvas.restyle(style_for(ViewSettings(downwards=downwards), Look()))
        canvas.show_part(part, None)
        image = pixels(picture(canvas, 1000, 600))
        (cell,) = canvas._layout.node("input", 1).cells
        column = image[round(cell.top()) + 4 : round(cell.bottom()) - 4, round(cell.center().x())]
        warm[downwards] = np.sign(column[[0, -1], 0] - column[[0, -1], 2]).tolist()
    assert warm == {False: [1, -1], True: [-1, 1]}


def test_the_scale_stays_while_the_hand_moves_and_shrinks_when_it_rests(canvas, picture, network_part):
    part = network_part(2, 2, 1)
    small = replace(part, first=0.01 * part.first)
    canvas.show_part(part, None)
    picture(canvas, 460, 450)
    before = [scale.value for scale in canvas._scales]
    canvas.show_part(small, None, resting=False)
    assert [scale.value for scale in canvas._scales] == before
    moving = picture(canvas, 460, 450)
    canvas.show_part(small, None, resting=True)
    assert canvas._scales[0].value < before[0]
    assert picture(canvas, 460, 450) != moving


def test_layers_are_captioned_with_their_sizes(canvas, picture, network_part, words):
    said = words("diagram")
    canvas.show_part(network_part(784, 200, 10), None)
    picture(canvas, 1000, 600)
    assert {"<i>D</i> = 784", "<i>N</i> = 200", "<i>K</i> = 10"} <= set(said)


@pytest.mark.parametrize(
    ("hidden", "output", "meaning"),
    [
        ("tanh", "identity", "\N{GREEK SMALL LETTER SIGMA} is tanh"),
        ("relu", "identity", "\N{GREEK SMALL LETTER SIGMA} is ReLU"),
        ("step", "tanh", "\N{GREEK SMALL LETTER SIGMA} is the unit step, <i>g</i> is tanh"),
        ("identity", "identity", "\N{GREEK SMALL LETTER SIGMA} is linear"),
    ],
)
def test_it_is_said_what_the_letters_of_the_nonlinearities_mean(
    canvas, picture, network_part, words, hidden, output, meaning
):
    said = words("diagram")
    canvas.show_part(network_part(hidden=hidden, output=output), None)
    picture(canvas, 1000, 600)
    assert any(text.startswith(meaning) for text in said), said


@pytest.mark.parametrize("name", NOTATIONS)
@pytest.mark.parametrize("base", [0, 1])
def test_names_follow_the_notation(canvas, picture, network_part, words, name, base):
    symbols = Symbols(NOTATIONS[name], base)
    canvas.restyle(style_for(ViewSettings(notation=name, index_base=base), Look()))
    said = words("diagram", "drawing.nodepaint", "base")
    canvas.show_part(network_part(), 1)
    picture(canvas, 1000, 600)
    assert any(NOTATIONS[name].excitation_html in text and "Network" in text for text in said)
    assert {symbols.e(1), symbols.h(1), symbols.x(0), f"unit {1 + base}"} <= set(said)
    assert any(text.startswith(f"{symbols.e(1)} = ") for text in said)


def test_another_theme_gives_another_picture(canvas, network_part, picture, dark):
    canvas.show_part(network_part(), 0)
    before = picture(canvas)
    canvas.restyle(dark)
    assert picture(canvas) != before


def test_an_empty_canvas_says_what_would_fill_it(canvas, picture, words):
    said = words("base")
    canvas.show_part(None, None)
    picture(canvas)
    assert "The network is drawn here as nodes and edges." in said
    assert canvas.grip_at(QPointF(50, 50)) is None


def test_showing_is_silent(canvas, network_part, picture, ears):
    heard, one = ears(canvas), network_part()
    for shown in (one, one, network_part(2, 16, 1), None, one):
        canvas.show_part(shown, 0)
        picture(canvas)
    assert heard == []


def test_every_change_of_the_network_is_shown(canvas, network_part, picture):
    pictures = []
    for part in (network_part(), network_part(units=5), network_part(hidden="relu"), network_part(probed=False)):
        canvas.show_part(part, 0)
        pictures.append(picture(canvas, 460, 450))
    part = network_part()
    canvas.show_part(replace(part, second=-part.second), 0)
    pictures.append(picture(canvas, 460, 450))
    assert all(first != second for first, second in combinations(pictures, 2))


# The selected unit ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("unit", [0, 3, 199])
def test_the_sum_has_the_parts_numbers(canvas, picture, network_part, words, size, unit):
    part = network_part(2, 200, 1)
    said = words("diagram")
    canvas.show_part(part, unit)
    picture(canvas, *size)
    text = " ".join(said)
    assert f"<b>{number(part.values.e1[unit])}</b>" in text
    assert f"<b>{number(part.values.h[unit], 3)}</b>" in text
    if size[0] == 1000:
        for weight in part.first[unit]:
            assert number(weight).removeprefix(MINUS) in text
    assert HINT not in said


@pytest.mark.parametrize("selected", [None, 4, 99])
def test_without_a_selected_unit_it_is_said_how_to_come_to_one(canvas, picture, network_part, words, selected):
    said = words("diagram")
    canvas.show_part(network_part(), selected)
    picture(canvas, 460, 450)
    assert HINT in said
    assert not any("<b>" in text for text in said)


def test_a_picture_for_others_has_no_hint(canvas, picture, network_part, words):
    canvas.show_part(network_part(), None)
    picture(canvas, 460, 450)
    said = words("diagram")
    image = QImage(460, 450, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    canvas.paint_on(painter, QRectF(0, 0, 460, 450))
    painter.end()
    assert "<i>N</i> = 4" in said
    assert HINT not in said


@pytest.mark.parametrize("size", SIZES[1:], ids=str)
def test_the_selected_units_edges_carry_their_weights(canvas, picture, network_part, placed, size):
    part = network_part()
    said = placed("drawing.edges")
    canvas.show_part(part, 2)
    picture(canvas, *size)
    texts = [text for text, _ in said]
    assert {compact(weight) for weight in (*part.first[2], *part.second[:, 3])} <= set(texts)
    lines = [(canvas._layout.first, 2, PLACES[0]), (canvas._layout.second, None, PLACES[1])]
    edges, unit, share = lines[0]
    chosen = [line for line, target in zip(edges.lines, edges.targets, strict=True) if target == unit]
    for line, weight in zip(chosen, part.first[2], strict=True):
        box = next(box for text, box in said if text == compact(weight))
        assert (box.center() - line.pointAt(share)).manhattanLength() < 1e-6


@pytest.mark.parametrize("selected", [0, 9, 12, 9_999])
@pytest.mark.parametrize("size", [(40, 30), (460, 450)], ids=str)
def test_the_selected_one_of_very_many_is_always_there(canvas, picture, network_part, size, selected):
    canvas.show_part(network_part(2, 10_000, 1), selected)
    picture(canvas, *size)
    layout = canvas._layout
    assert layout.node("hidden", selected) is not None
    assert sum(gap.count for gap in layout.gaps if gap.kind == "hidden") > 9_900


def test_selecting_brings_another_node_in(canvas, picture, network_part):
    part = network_part(2, 10_000, 1)
    for selected in (None, 5000, 7000):
        canvas.show_part(part, selected)
        picture(canvas, 460, 450)
        last = [node.index for node in canvas._layout.nodes if node.kind == "hidden"][-1]
        assert last == (9_999 if selected is None else selected)


# Clicks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", [(2, 4, 2), (784, 40, 10)], ids=str)
@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_click_on_a_hidden_node_selects_its_unit(canvas, picture, network_part, mouse, clicks, shape, size):
    canvas.show_part(network_part(*shape), None)
    picture(canvas, *size)
    hand = mouse(canvas.viewport())
    nodes = [node for node in canvas._layout.nodes if node.kind == "hidden"]
    for node in nodes:
        for cell in node.cells:
            hand.click(cell.center())
    assert clicks == [node.index for node in nodes for _ in node.cells]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("layer", ["first", "second"])
def test_a_click_on_an_edge_selects_its_unit(canvas, picture, network_part, mouse, clicks, size, layer):
    canvas.show_part(network_part(2, 4, 1), None)
    picture(canvas, *size)
    hand, wanted = mouse(canvas.viewport()), []
    for line, unit in _lines(canvas, layer):
        at = _alone(canvas, line, unit)
        if at is not None:
            hand.click(at)
            wanted.append(unit)
    assert clicks == wanted
    assert set(wanted) == {0, 1, 2, 3}


def _lines(canvas, layer):
    """The edges of a layer with their units; those of the outputs' biases are no unit's."""
    edges = getattr(canvas._layout, layer)
    units = edges.targets if layer == "first" else edges.sources - 1
    return [(line, int(unit)) for line, unit in zip(edges.lines, units, strict=True) if unit >= 0]


def _alone(canvas, line, unit):
    """A point of an edge at which neither a node nor another unit's edge is near."""
    others = [other for layer in ("first", "second") for other, owner in _lines(canvas, layer) if owner != unit]
    for share in np.linspace(0.1, 0.9, 33):
        at = line.pointAt(share)
        nodes = [node.rect.adjusted(-6, -6, 6, 6 + canvas._layout.label) for node in canvas._layout.nodes]
        if min(_away(other, at) for other in others) > 3 and not any(rect.contains(at) for rect in nodes):
            return at
    return None


def _away(line, at):
    """Pixels from a point to a segment, by trying many of its points."""
    return min(QLineF(line.pointAt(share), at).length() for share in np.linspace(0, 1, 101))


def test_the_nearer_of_two_edges_is_taken(canvas, picture, network_part):
    canvas.show_part(network_part(1, 2, 1), None)
    picture(canvas, 460, 450)
    (upper, first), (lower, second) = _lines(canvas, "second")
    assert (first, second) == (0, 1)
    start, end = upper.pointAt(0.5), lower.pointAt(0.5)
    for share, unit in ((0.02, 0), (0.98, 1)):
        grip = canvas.grip_at(start + (end - start) * share)
        assert (grip.kind, grip.unit) == ("unit", unit)


def test_the_output_biases_edge_is_no_units(canvas, picture, network_part):
    canvas.show_part(network_part(2, 2, 1), None)
    picture(canvas, 460, 450)
    edges = canvas._layout.second
    (line,) = [line for line, source in zip(edges.lines, edges.sources, strict=True) if source == 0]
    assert canvas.grip_at(line.pointAt(0.3)) is None


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_a_click_on_nothing_deselects_and_one_on_another_node_does_nothing(
    canvas, picture, network_part, mouse, clicks, size
):
    canvas.show_part(network_part(), 1)
    picture(canvas, *size)
    hand = mouse(canvas.viewport())
    for kind in ("input", "output", "bias"):
        hand.click(canvas._layout.node(kind, 0).rect.center())
    assert clicks == []
    hand.click(QPointF(size[0] - 3, 3))
    assert clicks == [None]
