"""An edge's width grows with its weight, its colour and dashes tell its sign, and numbers stand only where they fit."""

from __future__ import annotations

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QLineF, QPointF, QRectF

from nnexplorer.gui.canvases.drawing.edges import (
    DASH,
    LEVELS,
    MOST_DASHED,
    MOST_NUMBERS,
    THICKEST,
    EdgeScale,
    columns_gap,
    draw_edges,
    draw_key,
    draw_numbers,
)
from nnexplorer.gui.canvases.drawing.nodes import Edges, lay_out
from nnexplorer.gui.words.notation import MINUS, compact

WEIGHTS = (0.0, 0.1, 0.25, 0.4, 0.6, 0.8, 1.0)


def level(count, apart=25.0):
    """Level lines, one below the other."""
    lines = tuple(QLineF(20, 20 + apart * k, 280, 20 + apart * k) for k in range(count))
    return Edges(lines, np.arange(count), np.zeros(count, dtype=np.intp))


@pytest.fixture
def drawn(drawing, style):
    """The pixels of level edges of some weights, and of the same edges with some of them selected."""

    def draw(weights, limit=1.0, selected=None, style=style, apart=25.0):
        edges = level(len(weights), apart)
        chosen = None if selected is None else np.array(selected)
        return drawing(
            lambda painter: draw_edges(painter, edges, np.array(weights, dtype=float), limit, chosen, style),
            style,
            300,
            int(40 + apart * len(weights)),
        )

    return draw


def ink(image, style):
    """How far each pixel's colour is from the card's (height, width)."""
    return np.abs(image - np.array(style.color("card").getRgb()[:3])).sum(axis=2)


def widths(image, style, count, apart=25):
    """Sums of the ink across each of the level edges, in the middle of its first dash."""
    column = ink(image, style)[:, 22]
    return [int(column[20 + apart * k - 12 : 20 + apart * k + 12].sum()) for k in range(count)]


def inks(image, row):
    """Whether a row is drawn, pixel by pixel."""
    return (image[row] != image[0, 0]).any(axis=1)


# Edges ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize("limit", [1.0, 500.0])
def test_width_grows_with_the_weight(drawn, style, sign, limit):
    found = widths(drawn([sign * limit * weight for weight in WEIGHTS], limit), style, len(WEIGHTS))
    assert all(first < second for first, second in pairwise(found))
    assert found[-1] / found[3] == pytest.approx(1.0 / 0.4, rel=0.15), "width is in proportion"


def test_a_weight_beyond_the_limit_is_as_thick_as_the_limit(drawn, style):
    at_limit, beyond, infinite = widths(drawn([1.0, 7.0, math.inf]), style, 3)
    assert at_limit == beyond == infinite


def test_the_thickest_edge_has_its_width(drawn, style):
    column = ink(drawn([1.0]), style)[:, 150]
    assert np.count_nonzero(column) == pytest.approx(THICKEST * style.stroke("line"), abs=1)


@pytest.mark.parametrize("theme", ["style", "dark"])
def test_colour_tells_the_sign(drawn, request, theme):
    style = request.getfixturevalue(theme)
    image = drawn([1.0, -1.0, 0.0], style=style)
    card = np.array(style.color("card").getRgb()[:3])
    for row, token in ((20, "positive"), (45, "negative")):
        full = np.array(style.color(token).getRgb()[:3]) - card
        seen = image[row, 22] - card
        share = float(seen @ full / (full @ full))
        assert 0.7 < share <= 1.01
        assert np.abs(seen - share * full).max() < 6
    assert (image[20, 22] != image[45, 22]).any()
    assert np.ptp(image[70, 22]) < 30, "nothing has no sign"


def test_negative_edges_are_dashed_and_positive_ones_are_not(drawn):
    image = drawn([0.7, -0.7, 0.0])
    assert inks(image, 20)[22:278].all()
    dashes = inks(image, 45)[22:278]
    assert np.count_nonzero(np.diff(dashes.astype(int)) == -1) > 5
    assert inks(image, 70)[22:278].all()


def test_of_very_many_edges_only_the_selected_ones_are_dashed(drawn):
    weights = [-1.0] * (MOST_DASHED + 1)
    image = drawn(weights, selected=[k == 3 for k in range(len(weights))], apart=10.0)
    assert not inks(image, 20 + 30)[22:278].all()
    assert inks(image, 20 + 40)[22:278].all()
    few = drawn([-1.0] * 3, selected=[False] * 3)
    assert not inks(few, 20)[22:278].all()


def test_the_selected_units_edges_are_brought_out(drawn, style):
    chosen, other = widths(drawn([0.8, 0.8], selected=[True, False]), style, 2)
    plain, _ = widths(drawn([0.8, 0.8]), style, 2)
    assert other < 0.5 * plain < plain <= chosen


def test_selected_edges_lie_above_all_others(drawing, style):
    crossing = Edges((QLineF(50, 0, 50, 100), QLineF(0, 50, 100, 50)), np.arange(2), np.arange(2))
    for chosen in ([True, False], [False, True]):
        image = drawing(
            lambda painter, chosen=chosen: draw_edges(
                painter, crossing, np.array([1.0, -1.0]), 1.0, np.array(chosen), style
            ),
            style,
            100,
            100,
        )
        token = "positive" if chosen[0] else "negative"
        dashes = image[50, 50] if chosen[0] else image[50, 1]
        assert tuple(dashes) == style.color(token).getRgb()[:3]


@pytest.mark.parametrize("weights", [[math.nan] * 3, [math.inf, -math.inf, 1e300], [0.0, -0.0, 1e-300], []], ids=str)
def test_any_weight_is_drawn(drawn, weights):
    assert drawn(weights).size


# Scale ------------------------------------------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(allow_nan=True, allow_infinity=True), st.booleans()), max_size=20))
def test_a_scale_is_round_holds_every_weight_and_shrinks_only_at_rest(states):
    scale = EdgeScale()
    for weight, resting in states:
        before = scale.value
        after = scale.follow(np.array([[weight, 0.0]]), resting)
        power = 10.0 ** math.floor(math.log10(after) + 1e-9)
        assert min(abs(after / power - factor) for factor in (1, 2, 5, 10)) < 1e-6
        if math.isfinite(weight) and abs(weight) < 1e29:
            assert after >= abs(weight) * (1 - 1e-9)
        if not resting:
            assert after >= before


def test_a_scale_of_weights_is_no_larger_than_needed():
    for weight, wanted in ((1.0, 1.0), (1.01, 2.0), (-3.0, 5.0), (6.0, 10.0), (0.02, 0.02)):
        assert EdgeScale().follow(np.array([weight]), True) == pytest.approx(wanted)


# Numbers ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def numbers(drawing, placed, style):
    """The texts, with their boxes, on edges of which some are chosen."""

    def draw(weights, chosen, apart=25.0, place=0.3):
        found = placed("drawing.edges")
        edges = level(len(weights), apart)
        drawing(
            lambda painter: draw_numbers(painter, edges, np.array(weights), np.array(chosen), place, style),
            style,
            300,
            600,
        )
        return found, edges

    return draw


def test_the_chosen_edges_carry_their_weights(numbers):
    weights, chosen = [0.5, -1.25, 12345.0, 0.1], [True, True, True, False]
    found, edges = numbers(weights, chosen)
    assert [text for text, _ in found] == [compact(weight) for weight in weights[:3]]
    for (_, box), line in zip(found, edges.lines, strict=False):
        assert (box.center() - line.pointAt(0.3)).manhattanLength() < 1e-6


def test_numbers_that_would_overlap_or_are_too_many_are_left_out(numbers, style):
    assert len(numbers([1.0] * MOST_NUMBERS, [True] * MOST_NUMBERS)[0]) == MOST_NUMBERS
    assert numbers([1.0] * (MOST_NUMBERS + 1), [True] * (MOST_NUMBERS + 1))[0] == []
    assert numbers([1.0, 2.0], [True, True], apart=0.8 * style.line_height("small"))[0] == []
    assert len(numbers([1.0, 2.0], [True, False], apart=0.8 * style.line_height("small"))[0]) == 1


# Key and gap ------------------------------------------------------------------------------------------------------


@pytest.fixture
def key(drawing, placed, style):
    """The texts of a key, with their boxes, and its pixels."""

    def draw(limit, room=250.0):
        found = placed("drawing.edges")
        image = drawing(lambda painter: draw_key(painter, QPointF(150, 20), room, limit, style), style, 300, 40)
        return found, image

    return draw


@pytest.mark.parametrize(("limit", "text"), [(1.0, "1"), (20.0, "20"), (0.5, "0.5"), (0.02, "0.02"), (500.0, "500")])
def test_the_key_shows_the_thickest_edge_of_either_sign(key, style, limit, text):
    found, image = key(limit)
    assert [said for said, _ in found] == [text, MINUS + text]
    seen = {tuple(pixel) for pixel in image[20]}
    assert len(seen) > 3
    signs = ink(image, style)
    assert np.flatnonzero(signs.sum(axis=0)).min() > 25
    assert np.flatnonzero(signs.sum(axis=0)).max() < 275
    bars = signs[20][: int(found[0][1].left())]
    assert np.count_nonzero(bars) > 2 * DASH


def test_a_key_without_room_is_left_out(key):
    found, image = key(1.0, 60.0)
    assert found == []
    assert (image == image[0, 0]).all()


@pytest.mark.parametrize("limit", [1.0, 0.05, 2000.0])
@pytest.mark.parametrize("room", [100.0, 120.0, 160.0, 250.0])
def test_a_key_stays_in_its_room(key, style, limit, room):
    _, image = key(limit, room)
    columns = np.flatnonzero(ink(image, style).sum(axis=0))
    if columns.size:
        assert columns.min() >= 150 - room / 2 - 1
        assert columns.max() <= 150 + room / 2 + 1


@pytest.mark.parametrize("shape", [(2, 4, 2), (784, 200, 10)], ids=str)
def test_the_gap_between_columns_has_no_node(network_part, style, shape):
    layout = lay_out(network_part(*shape), QRectF(0, 0, 640, 480), None, style)
    for layer, x in enumerate(pairwise(layout.columns)):
        middle, width = columns_gap(layout, layer)
        assert x[0] < middle < x[1]
        strip = QRectF(middle - width / 2 + 1e-6, 0, width - 2e-6, 480)
        assert not any(strip.intersects(node.rect) for node in layout.nodes if node.kind != "bias")


def test_levels_are_told_apart_by_the_eye(drawn, style):
    found = widths(drawn([k / LEVELS for k in range(1, LEVELS + 1)]), style, LEVELS)
    assert len(set(found)) == LEVELS
