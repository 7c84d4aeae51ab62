"""Names at the lines' ends keep their order, their distance and the frame."""

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF

from nnexplorer.gui.canvases.drawing.ends import apart

RECT = QRectF(0, 100, 50, 200)


@given(st.lists(st.floats(-50, 400), max_size=8).map(sorted))
def test_nothing_overlaps_and_all_is_beside_the_frame(tops):
    heights = [20.0 + 5 * (place % 2) for place in range(len(tops))]
    moved = apart(tops, heights, RECT)
    for first, second, height in zip(moved, moved[1:], heights, strict=False):
        assert second - first >= height - 1e-9
    if moved:
        assert moved[0] >= RECT.top() - heights[0] / 2 - 1e-9
        assert moved[-1] + heights[-1] <= RECT.bottom() + heights[-1] / 2 + 1e-9


def test_what_is_apart_stays_where_it_is():
    assert apart([120.0, 160.0, 230.0], [20.0, 20.0, 20.0], RECT) == [120.0, 160.0, 230.0]


def test_what_coincides_is_pushed_down():
    assert apart([120.0, 120.0], [20.0, 20.0], RECT) == [120.0, 140.0]
