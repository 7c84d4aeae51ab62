"""The second output is drawn anew when its net or the first one's scales are others, and else not."""

import pytest
from PySide6.QtWidgets import QStackedLayout, QWidget

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.drawing.reach import largest
from nnexplorer.gui.canvases.keptoutput import KeptOutput


@pytest.fixture
def output(qtbot, style):
    window = QWidget()
    output, stack = KeptOutput(style), QStackedLayout(window)
    for canvas in (output.surface, output.plane):
        stack.addWidget(canvas)
    qtbot.addWidget(window)
    output.stack = stack
    output.window = window  # it goes with its window
    return output


def evaluated(document_with, name="second-layer-output", **view):
    return evaluate_document(document_with(name, **view), 16)


def test_it_takes_over_larger_scales_and_gives_up_none_of_its_own(output, document_with):
    evaluation = evaluated(document_with)
    output.show(evaluation, output.stack)
    assert output.limits == tuple(largest(panel, None) for panel in evaluation.surface.panels)
    (map_limit, _, height), *_ = output.limits
    for wanted in ((2 * map_limit, 3 * height, 3 * height), (1.5 * map_limit, 4 * height, 4 * height)):
        output.follow((wanted,))
        assert output.surface.limits == (wanted,)
    assert output.surface._part is evaluation.surface


def test_equal_scales_are_not_drawn_again_but_another_net_is(output, document_with, monkeypatch):
    shown = []
    monkeypatch.setattr(type(output.surface), "show_part", lambda _, part, *__, **___: shown.append(part))
    first, second = evaluated(document_with), evaluated(document_with, slice_at=0.5)
    for evaluation in (first, second):
        output.show(evaluation, output.stack)
        for _ in range(3):
            output.follow(((9.0, 9.0, 9.0),))
    assert shown == [first.surface, second.surface]


def test_two_outputs_are_shown_as_a_plane(output, document_with):
    evaluation = evaluated(document_with, "semicircle-frames")
    output.show(evaluation, output.stack)
    output.follow(())
    assert output.stack.currentWidget() is output.plane
    assert output.plane._part is evaluation.plane
    assert output.limits == ()


def test_no_net_has_no_scales(output, document_with):
    output.show(evaluated(document_with), output.stack)
    output.show(None, output.stack)
    assert output.limits == ()
