"""What stands in the way of learning is said in a sentence or two, and nothing where nothing does."""

from dataclasses import replace

import numpy as np
import pytest

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.gui.words.remarks import OVER, remark
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

FROM_ONE = Symbols(NOTATIONS["e"], 1)
GRID = FormulaData(("x0*x1",), points=5)


def said(network, data=GRID, symbols=FROM_ONE):
    view = ViewSettings(canvases=("activation",))
    return remark(evaluate_document(Document(network, data, view=view), 8), symbols)


def units(biases, hidden="relu", gain=1.0):
    """A net of units with these biases, all with the same weights."""
    N = len(biases)
    return Network(np.full((N, 2), gain), biases, np.ones((1, N)), [0], hidden)


@pytest.mark.parametrize("hidden", sorted(ACTIVATIONS))
def test_first_layer_without_a_gradient_is_told_and_no_other(hidden):
    text = said(units([0.1, 0.2], hidden))
    assert (f"dL{OVER}dW<sub>1</sub>" in text) is (hidden in ("step", "signum"))
    assert ("b<sub>2</sub> alone" in text) is (hidden in ("step", "signum"))
    assert bool(text) is (hidden in ("step", "signum"))


@pytest.mark.parametrize("output", ["step", "signum"])
def test_hard_output_moves_nothing_whatever_the_hidden_layer_is(output):
    for hidden in ("tanh", "step"):
        text = said(units([0.1], hidden).replace(output=output))
        assert "moves nothing at all" in text


def test_dead_units_are_named_as_they_are_printed():
    assert said(units([0, -9, 0])).startswith("Dead, with g\N{PRIME}(e) = 0 on all the data: unit 2.")
    assert said(units([-9, 0, -9]), symbols=Symbols(NOTATIONS["e"], 0)).endswith(": units 0, 2.")


def test_where_all_are_dead_one_sentence_says_it():
    text = said(units([-9, -8]))
    assert text == "Every unit is dead: g\N{PRIME}(e) = 0 on all the data. Only b<sub>2</sub> still learns."


def test_saturated_units_are_told_with_the_least_share():
    text = said(units([30, 0, -30], "logistic"))
    assert text == "Saturated on 100\N{THIN SPACE}% of the data or more: units 1, 3."


def test_dead_and_saturated_units_are_told_together():
    text = said(units([1000, 30, 0], "tanh"))
    assert "Dead, with" in text
    assert "unit 1." in text
    assert text.endswith("or more: unit 2.")


def test_of_many_units_the_first_are_named():
    assert said(units([-9] * 10 + [0])).endswith(": units 1, 2, 3, 4, 5, 6, 7, 8, ....")


def test_without_data_there_is_nothing_to_say():
    empty = PointData(np.zeros((0, 2)), np.zeros((0, 1)))
    assert said(units([-9]), empty) == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("unit-step", "moves W<sub>2</sub> and b<sub>2</sub> alone"),
        ("dying-relu", "Every unit is dead"),
        ("vanishing-gradient", "Saturated on"),
        ("second-layer-output", ""),
    ],
)
def test_scenes_of_the_lecture_say_what_they_are_about(name, words):
    it = scene(name).document
    text = remark(evaluate_document(replace(it, view=replace(it.view, canvases=("activation",))), 8), FROM_ONE)
    assert words in text
    assert bool(text) is bool(words)
