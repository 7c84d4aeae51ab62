"""A diagram's nodes never overlap, stay in their space, and those without room leave a gap that counts them."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.nodes import KINDS, LARGEST_MAP, LEAST_GAP, LEAST_MAP, MOST_NODES, drawn, lay_out

ROOMS = ((270, 140), (420, 250), (640, 560))
NETWORKS = ((1, 1, 1), (2, 2, 1), (2, 4, 2), (2, 16, 1), (2, 10_000, 1), (784, 200, 10))
RICHNESS = {"dots": 0, "text": 1, "maps": 2}


@pytest.fixture
def laid_out(network_part, style):
    def lay(shape, width=640, height=560, selected=None, **part):
        return lay_out(network_part(*shape, **part), QRectF(10, 20, width, height), selected, style)

    return lay


@given(st.integers(1, 10_000), st.integers(3, MOST_NODES), st.none() | st.integers(0, 9_999))
def test_the_first_nodes_are_drawn_and_the_selected_one_or_the_last(count, most, selected):
    selected = None if selected is None else selected % count
    shown = drawn(count, most, selected)
    assert list(shown) == sorted(set(shown))
    assert shown[0] == 0
    assert len(shown) == (count if count <= most else most - 1), "an ellipsis takes a place"
    if selected is None:
        assert shown[-1] == count - 1
    else:
        assert selected in shown


@pytest.mark.parametrize("shape", NETWORKS, ids=str)
@pytest.mark.parametrize("room", ROOMS, ids=str)
@pytest.mark.parametrize("output", ["identity", "logistic"])
def test_nodes_are_apart_and_in_their_space(laid_out, room, shape, output):
    layout = laid_out(shape, *room, output=output)
    space = QRectF(10, 20, *room).adjusted(-1e-6, -1e-6, 1e-6, 1e-6)
    boxes = [node.rect.adjusted(0, 0, 0, layout.label) for node in layout.nodes]
    assert [box for box in boxes if not space.contains(box)] == []
    assert [pair for pair in combinations(boxes, 2) if pair[0].intersects(pair[1])] == []
    for gap in layout.gaps:
        assert not any(box.contains(gap.at) for box in boxes)


@pytest.mark.parametrize("shape", NETWORKS, ids=str)
@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_the_layers_go_from_left_to_right_with_room_for_edges(laid_out, style, room, shape):
    layout = laid_out(shape, *room)
    assert list(layout.columns) == sorted(layout.columns)
    for before, after in pairwise(KINDS):
        right = max(node.rect.right() for node in layout.nodes if node.kind == before)
        left = min(node.rect.left() for node in layout.nodes if node.kind == after)
        assert left - right >= LEAST_GAP * style.gap(1)


@pytest.mark.parametrize("shape", NETWORKS, ids=str)
@pytest.mark.parametrize("room", ROOMS, ids=str)
def test_every_node_is_drawn_or_counted(laid_out, room, shape):
    layout = laid_out(shape, *room)
    for kind, count in zip(KINDS, shape, strict=True):
        shown = [node.index for node in layout.nodes if node.kind == kind]
        counted = [gap.count for gap in layout.gaps if gap.kind == kind]
        assert len(counted) <= 1
        assert len(shown) + sum(counted) == count
        assert len(shown) <= MOST_NODES
    assert [node.index for node in layout.nodes if node.kind == "bias"] == [0, 1]


@pytest.mark.parametrize("selected", [0, 5, 11, 12, 5000, 9999])
@pytest.mark.parametrize("room", [(30, 3), *ROOMS], ids=str)
def test_the_selected_unit_is_always_there(laid_out, room, selected):
    layout = laid_out((2, 10_000, 1), *room, selected)
    assert layout.node("hidden", selected).index == selected
    assert layout.node("hidden", 9998) is None


def test_a_gap_lies_where_its_nodes_would_be(laid_out):
    layout = laid_out((2, 100, 1), selected=50)
    (gap,) = layout.gaps
    before, after = [node for node in layout.nodes if node.kind == "hidden"][-2:]
    assert before.rect.bottom() < gap.at.y() < after.rect.top()
    assert gap.at.x() == pytest.approx(before.rect.center().x())


@pytest.mark.parametrize("shape", [(1, 2, 1), (2, 4, 2), (2, 16, 1), (784, 200, 10)], ids=str)
def test_nodes_are_as_rich_as_there_is_room(laid_out, shape):
    layouts = [laid_out(shape, *room) for room in ((30, 10), (150, 80), *ROOMS, (1500, 900))]
    found = [RICHNESS[layout.form] for layout in layouts]
    assert found == sorted(found)
    assert found[0] == 0
    assert found[-1] == (2 if shape[0] <= 2 and shape[1] <= 16 else 1)


def test_maps_have_a_size_between_bounds(laid_out, style):
    for room in ROOMS:
        layout = laid_out((2, 2, 1), *room)
        assert layout.form == "maps"
        for cell in (cell for node in layout.nodes if node.kind != "bias" for cell in node.cells):
            assert cell.width() == pytest.approx(cell.height())
            assert LEAST_MAP <= cell.width() / style.gap(1) <= LARGEST_MAP


def test_without_maps_there_are_none(laid_out):
    assert laid_out((2, 4, 1), mapped=False).form == "text"


@pytest.mark.parametrize(("output", "cells"), [("identity", 1), ("tanh", 2)])
def test_only_what_has_a_nonlinearity_has_two_cells(laid_out, output, cells):
    layout = laid_out((2, 4, 2), output=output)
    assert layout.paired
    assert {len(node.cells) for node in layout.nodes if node.kind == "hidden"} == {2}
    assert {len(node.cells) for node in layout.nodes if node.kind == "output"} == {cells}
    assert {len(node.cells) for node in layout.nodes if node.kind in ("input", "bias")} == {1}
    for node in layout.nodes:
        assert [cell.left() for cell in node.cells] == sorted(cell.left() for cell in node.cells)


@pytest.mark.parametrize("shape", NETWORKS, ids=str)
def test_edges_go_from_every_drawn_node_to_every_one_of_the_next_layer(laid_out, shape):
    layout = laid_out(shape)
    for edges, (before, after), bias in ((layout.first, KINDS[:2], 0), (layout.second, KINDS[1:], 1)):
        sources = {0: layout.node("bias", bias)}
        sources |= {node.index + 1: node for node in layout.nodes if node.kind == before}
        targets = {node.index: node for node in layout.nodes if node.kind == after}
        pairs = list(zip(edges.sources.tolist(), edges.targets.tolist(), strict=True))
        assert sorted(pairs) == sorted((source, target) for source in sources for target in targets)
        for line, (source, target) in zip(edges.lines, pairs, strict=True):
            assert (line.p1(), line.p2()) == (sources[source].outlet, targets[target].inlet)


@pytest.mark.parametrize("room", [(1, 1), (40, 3), (3, 300), (600, 10)], ids=str)
@pytest.mark.parametrize("shape", NETWORKS, ids=str)
def test_a_space_that_is_too_small_is_borne(laid_out, room, shape):
    layout = laid_out(shape, *room, selected=0)
    assert layout.form == "dots"
    assert all(node.rect.width() > 0 for node in layout.nodes)
