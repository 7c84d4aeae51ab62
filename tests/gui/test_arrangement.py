"""Which canvases stand where."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.arrangement import ROUND, Arrangement, large_rows, placed
from nnexplorer.gui.look.style import Look, style_for
from nnexplorer.gui.look.theme import Sizes
from nnexplorer.model.lecture import scene


@pytest.mark.parametrize(
    ("names", "rows", "columns"),
    [
        (("input", "output", "hidden", "loss"), 1, 2),
        (("input",), 1, 1),
        (("activation", "input", "output", "loss"), 1, 3),
        (("input", "output", "activation", "diagram"), 2, 2),
        (("hidden", "loss"), 0, 1),
    ],
)
def test_large_canvases_share_rows(names, rows, columns):
    assert large_rows(names) == (rows, columns)


def test_flat_canvases_lie_below_as_wide_as_all():
    places = placed(("loss", "input", "hidden", "output"))
    assert places == {"input": (0, 0, 1, 1), "output": (0, 1, 1, 1), "hidden": (1, 0, 1, 2), "loss": (2, 0, 1, 2)}


@pytest.fixture
def arranged(qtbot):
    """`arranged(name)` is a scene's document and its canvases in 900 x 700 pixels."""

    def show(name):
        document = scene(name).document
        arrangement = Arrangement(style_for(document.view, Look()))
        qtbot.addWidget(arrangement)
        arrangement.resize(900, 700)
        arrangement.show_only(document.view.canvases)
        arrangement.show_evaluation(evaluate_document(document, 16))
        arrangement.show()
        return document, arrangement

    return show


@pytest.mark.parametrize("name", ["second-layer-output", "semicircle-frames", "unit-step", "piecewise-approximation"])
def test_a_documents_canvases_fill_the_arrangement(arranged, name):
    document, arrangement = arranged(name)
    assert arrangement.visible_names() == list(document.view.canvases)
    shown = [arrangement.card(name).geometry() for name in document.view.canvases]
    assert sum(card.width() * card.height() for card in shown) > 0.9 * 900 * 700
    assert all(arrangement.canvas(name).isVisible() for name in document.view.canvases)


@pytest.mark.parametrize("name", ["second-layer-output", "semicircle-frames"])
def test_a_canvas_lies_within_the_round_corners_of_its_card(arranged, name):
    _document, arrangement = arranged(name)
    for shown in arrangement.visible_names():
        card, canvas = arrangement.card(shown), arrangement.canvas(shown)
        assert card.contentsRect().adjusted(ROUND, ROUND, -ROUND, -ROUND) == canvas.geometry()


def test_cards_stand_as_far_apart_as_the_style_asks(qtbot, style):
    arrangement = Arrangement(style)
    qtbot.addWidget(arrangement)
    apart = []
    for scale in (1.0, 2.0):
        arrangement.restyle(replace(style, sizes=Sizes(scale)))
        arrangement.resize(900, 700)
        arrangement.grab()
        left, right = (arrangement.card(name).geometry() for name in ("input", "output"))
        apart.append(right.left() - left.right() - 1)
    assert apart == [8, 16]
