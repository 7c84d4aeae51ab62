"""A curve's pieces are joined where they meet."""

from __future__ import annotations

import numpy as np
import pytest

from nnexplorer.gui.canvases.drawing.contourline import chains

LINE = np.array([(0.0, 0), (1, 0), (2, 1), (3, 1)])
RING = np.array([(5.0, 5), (6, 5), (6, 6), (5, 6), (5, 5)])


def pieces(*lines, seed=0):
    """The lines' pieces in any order, some of them the other way round."""
    rng = np.random.default_rng(seed)
    ends = np.vstack([np.hstack((line[:-1], line[1:])) for line in lines])
    ends = np.where(rng.random(len(ends))[:, None] < 0.5, ends, ends[:, [2, 3, 0, 1]])
    return ends[rng.permutation(len(ends))]


@pytest.mark.parametrize("seed", range(5))
def test_a_line_and_a_ring_come_back_whole(seed):
    found = sorted(chains(pieces(LINE, RING, seed=seed)), key=len)
    assert [len(line) for line in found] == [4, 5]
    assert np.array_equal(found[0], LINE) or np.array_equal(found[0], LINE[::-1])
    assert np.array_equal(found[1][0], found[1][-1])
    assert {tuple(point) for point in found[1]} == {tuple(point) for point in RING}


def test_ends_that_rounding_parts_are_the_same():
    ends = np.array([(0.0, 0, 1, 1), (1 + 1e-9, 1 - 1e-9, 2, 2)])
    assert [len(line) for line in chains(ends)] == [3]


def test_where_lines_cross_every_piece_is_drawn_once():
    cross = pieces(np.array([(0.0, 0), (1, 1), (2, 2)]), np.array([(0.0, 2), (1, 1), (2, 0)]))
    found = chains(cross)
    assert sum(len(line) - 1 for line in found) == 4


def test_without_pieces_there_is_no_line():
    assert chains(np.zeros((0, 4))) == []
