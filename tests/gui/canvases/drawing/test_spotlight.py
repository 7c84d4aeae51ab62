"""What is talked about is brought out on the canvases, and nothing else."""

import pytest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.canvases.diagram import DiagramCanvas
from nnexplorer.gui.canvases.drawing.spotlight import NODES, QUANTITIES
from nnexplorer.gui.canvases.input import InputCanvas
from nnexplorer.gui.canvases.plane import PlaneCanvas
from nnexplorer.model import edits
from nnexplorer.model.lecture import scene

KNOWN = {
    "input": {"x", "W1", "b1", "e1"},
    "plane": {"h", "W2", "b2", "e2", "y", "target", "error"},
    "diagram": {*NODES, "W1", "b1", "W2", "b2"},
}


def canvas_of(hung, name, selected=3):
    document = edits.set_view(scene("backprop-step").document, canvases=("input", "diagram"), selected=selected)
    evaluation = evaluate_document(document, 16)
    kind = {"input": InputCanvas, "plane": PlaneCanvas, "diagram": DiagramCanvas}[name]
    canvas = hung(kind)
    canvas.show_part(getattr(evaluation, name), selected)
    return canvas


@pytest.mark.parametrize("name", KNOWN)
def test_a_canvas_brings_out_what_it_shows(hung, picture, name):
    canvas = canvas_of(hung, name)
    plain = picture(canvas, 500, 400)
    for quantity in QUANTITIES:
        canvas.show_spotlight(frozenset({quantity}))
        assert (picture(canvas, 500, 400) != plain) == (quantity in KNOWN[name]), quantity
    canvas.show_spotlight(frozenset())
    assert picture(canvas, 500, 400) == plain


@pytest.mark.parametrize("name", KNOWN)
def test_without_a_selected_unit_nothing_is_brought_out(hung, picture, name):
    canvas = canvas_of(hung, name, None)
    plain = picture(canvas, 500, 400)
    canvas.show_spotlight(frozenset(QUANTITIES))
    assert picture(canvas, 500, 400) == plain
