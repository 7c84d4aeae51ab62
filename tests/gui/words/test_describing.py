"""What the canvases show is said in words, with the numbers that stand on the screen."""

from dataclasses import replace

import pytest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.actions import CANVAS_TITLES
from nnexplorer.gui.words.describing import MOST_TOLD, descriptions
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene, scenes
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

SYMBOLS = Symbols(NOTATIONS["e"], 1)


def told(document):
    return descriptions(evaluate_document(document, 16), SYMBOLS)


def net(inputs=2, hidden=3, outputs=1):
    names = [f"x{j}" for j in range(inputs)]
    data = FormulaData(tuple(names[k % inputs] for k in range(outputs)), ((-1.0, 1.0),) * inputs, points=5)
    view = ViewSettings(bounds=((-1.0, 1.0),) * inputs)
    return Document(Network.random(inputs, hidden, outputs, seed=1), data, view=view)


@pytest.mark.parametrize("one", scenes(), ids=lambda one: one.id)
def test_every_canvas_of_every_scene_is_told_in_plain_sentences(one):
    said = told(one.document)
    assert set(said) == set(CANVAS_TITLES)
    for text in said.values():
        assert text.endswith((".", "!")), text
        assert "<" not in text
        assert "&" not in text
        assert "  " not in text


@pytest.mark.parametrize(("inputs", "outputs"), [(1, 1), (1, 2), (3, 1), (2, 2), (2, 4)])
def test_nets_of_any_shape_are_told(inputs, outputs):
    assert all(told(net(inputs, 4, outputs)).values())


def test_the_selected_unit_is_told_with_its_arithmetic():
    document = scene("second-layer-output").document
    assert "Unit 1 is selected: e1 = −0.90 + 3.00" in told(document)["input"]
    nobody = replace(document, view=replace(document.view, selected=None))
    assert "No unit is selected." in told(nobody)["input"]


def test_the_chain_is_told_with_its_sum():
    assert "8 correction vectors and the bias add up to (0.000, 0.028), wanted is (0.000, 0.000)." in told(
        scene("semicircle-frames").document
    )["output"].replace("(−0.000", "(0.000")


def test_dead_units_are_told():
    assert "unit 1: dead, on for 0 percent" in told(scene("dying-relu").document)["hidden"]


def test_of_many_units_the_first_are_told():
    text = told(net(hidden=MOST_TOLD + 3))["hidden"]
    assert f"unit {MOST_TOLD}: " in text
    assert f"unit {MOST_TOLD + 1}: " not in text
    assert "and 3 more" in text


def test_one_thing_is_told_in_the_singular():
    assert told(net(hidden=1))["diagram"].startswith("2 inputs, 1 hidden unit, 1 output.")
