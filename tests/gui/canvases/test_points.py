"""Given samples are discs, or of two classes discs and squares in their colours."""

import numpy as np

from nnexplorer.gui.canvases.points import draw_points

PLACES = np.array([(50.0, 100.0), (250.0, 100.0)])


def near(seen, style, token):
    color = style.color(token)
    return abs(seen - (color.red(), color.green(), color.blue())).sum(axis=2) < 40


def test_samples_of_two_classes_have_their_colours(style, drawing):
    seen = drawing(lambda painter: draw_points(painter, PLACES, np.array([True, False]), style), style)
    assert near(seen, style, "positive")[:, :150].sum() > 10
    assert near(seen, style, "negative")[:, 150:].sum() > 10
    assert not near(seen, style, "positive")[:, 150:].any()


def test_samples_of_a_value_have_one(style, drawing):
    seen = drawing(lambda painter: draw_points(painter, PLACES, None, style), style)
    assert near(seen, style, "soft_ink")[:, :150].sum() == near(seen, style, "soft_ink")[:, 150:].sum() > 10
