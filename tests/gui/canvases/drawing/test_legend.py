"""A legend names every curve beside a stroke of its pen, one to the left of the other."""

from itertools import pairwise

from PySide6.QtCore import QPointF

from nnexplorer.gui.canvases.drawing.legend import Entry, draw_legend


def test_entries_stand_side_by_side_from_the_right_each_with_its_pen(style, drawing, placed):
    texts = placed("drawing.legend")
    entries = [Entry("target", style.pen("positive", 5.0)), Entry("a long name", style.pen("negative", 5.0))]
    seen = drawing(lambda painter: draw_legend(painter, QPointF(290, 100), entries, style), style)
    assert [text for text, _ in texts] == ["target", "a long name"]
    assert all(right.left() > left.right() for (_, right), (_, left) in pairwise(texts))
    for name in ("positive", "negative"):
        color = style.color(name)
        assert (abs(seen - (color.red(), color.green(), color.blue())).sum(axis=2) < 30).sum() > 50
