"""Edits of the data: pure functions that keep the network and everything else."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose

from nnexplorer.model import data_edits, edits
from nnexplorer.model.classics import CLASSICS, Recipe
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lecture import scene
from nnexplorer.model.network import Network
from nnexplorer.model.pictures import Picture
from nnexplorer.model.settings import ViewSettings


def test_a_typed_target_counts_as_the_document_does_and_keeps_the_rest():
    document = scene("second-layer-output").document
    assert document.view.index_base == 1
    changed = data_edits.set_target(document, ["x1 - x2"])
    assert_allclose(changed.Y[:, 0], document.X[:, 0] - document.X[:, 1])
    assert changed.network is document.network
    assert (changed.data.points, changed.data.bounds) == (document.data.points, document.data.bounds)


def test_a_typed_curve_has_its_inputs_before_its_outputs():
    document = scene("semicircle-frames").document
    changed = data_edits.set_target(document, ["cos(t)", "sin(t)", "t", "t^3"])
    assert (changed.data.x, changed.data.y) == (("cos(t)", "sin(t)"), ("t", "t^3"))
    assert (changed.data.start, changed.data.stop) == (document.data.start, document.data.stop)


def test_a_formula_takes_the_place_of_given_points():
    document = Document(Network.random(2, 3, 1), PointData([[0, 0]], [[1]]))
    changed = data_edits.set_target(document, ["x0"])
    assert changed.data.bounds == document.view.bounds
    assert_allclose(changed.Y[:, 0], changed.X[:, 0])


@pytest.mark.parametrize("formulas", [["x9"], ["x1 +"], ["1/(x1 - x1)"], [], ["x1", "x2"]])
def test_a_wrong_target_is_refused(formulas):
    with pytest.raises(ValueError, match=r"formula|data"):
        data_edits.set_target(scene("second-layer-output").document, formulas)


def test_a_loss_that_the_new_target_does_not_allow_gives_way_to_the_squared_error():
    network = Network.random(2, 3, 1, output="tanh")
    document = edits.set_training(Document(network, FormulaData(("sign(x0)",), points=2)), loss="cross_entropy")
    assert data_edits.set_target(document, ["-sign(x1)"]).training.loss == "cross_entropy"
    assert data_edits.set_target(document, ["3*x1"]).training.loss == "mse"


def test_points_are_counted_a_side_or_along_a_curve():
    assert len(data_edits.set_points(scene("second-layer-output").document, 5).X) == 25
    assert len(data_edits.set_points(scene("semicircle-frames").document, 5).X) == 5
    with pytest.raises(ValueError, match="samples in all"):
        data_edits.set_points(scene("second-layer-output").document, 1001)
    with pytest.raises(ValueError, match="these samples are given"):
        data_edits.set_points(Document(Network.random(2, 3, 1), PointData([[0, 0]], [[1]])), 5)


@pytest.mark.parametrize("name", CLASSICS)
def test_a_classic_set_is_laid_over_what_is_shown(name):
    inputs = CLASSICS[name].inputs
    bounds = ((0, 2),) * inputs
    document = Document(Network.random(inputs, 3, 1), FormulaData(("x0",), bounds), view=ViewSettings(bounds=bounds))
    changed = data_edits.set_classic(document, Recipe(name, noise=0.0))
    assert changed.network is document.network
    assert 0.7 < changed.X.mean() < 1.3


def test_labels_are_what_the_output_can_reach():
    for output, labels in (("logistic", {0.0, 1.0}), ("tanh", {-1.0, 1.0}), ("identity", {-1.0, 1.0})):
        document = Document(Network.random(2, 3, 1, output=output), FormulaData(("0",)))
        assert set(data_edits.set_classic(document, Recipe("xor")).Y[:, 0]) == labels


def test_a_network_of_another_shape_has_no_classic_set():
    with pytest.raises(ValueError, match="two inputs and one output, this network has 2 and 2"):
        data_edits.set_classic(scene("semicircle-frames").document, Recipe("xor"))
    with pytest.raises(ValueError, match="one input and one output, this network has 2 and 1"):
        data_edits.set_classic(scene("second-layer-output").document, Recipe("sine"))


def test_given_samples_are_all_seen():
    document = Document(Network.random(2, 3, 1), FormulaData(("x0",)))
    changed = data_edits.set_samples(document, np.array([[-3.0, 0.5], [0.0, 2.0]]), np.array([[1.0], [2.0]]))
    assert changed.view.bounds == ((-3.0, 1.0), (-1.0, 2.0))
    assert changed.data.Y.tolist() == [[1], [2]]
    with pytest.raises(ValueError, match="data: expected D = 2 and K = 1"):
        data_edits.set_samples(document, np.zeros((1, 3)), np.zeros((1, 1)))


def test_a_picture_lies_in_the_plane_that_is_shown():
    picture = Picture(np.eye(8), 64)
    shown = edits.set_view(scene("second-layer-output").document, bounds=((0.0, 4.0), (0.0, 2.0)))
    changed = data_edits.set_picture(shown, picture)
    assert (changed.view.bounds, changed.network) == (shown.view.bounds, shown.network)
    assert_allclose((changed.X.min(axis=0) + changed.X.max(axis=0)) / 2, (2, 1))
    assert set(changed.Y[:, 0]) == {-1, 1}
    with pytest.raises(ValueError, match="this network has 2 and 2"):
        data_edits.set_picture(scene("semicircle-frames").document, picture)


def test_points_are_painted_one_by_one_in_place_of_a_formula():
    document = Document(Network.random(2, 3, 1), FormulaData(("x0",)))
    once = data_edits.paint_point(document, [0.5, -0.5], 1.0)
    twice = data_edits.paint_point(once, [0.0, 0.25], -1.0)
    assert (once.X.tolist(), once.Y.tolist()) == ([[0.5, -0.5]], [[1]])
    assert (twice.X.tolist(), twice.Y.tolist()) == ([[0.5, -0.5], [0, 0.25]], [[1], [-1]])
    assert twice.network is document.network
    with pytest.raises(ValueError, match="two inputs and one output"):
        data_edits.paint_point(scene("semicircle-frames").document, [0, 0], 1.0)


def test_a_sample_of_one_input_is_painted_with_its_value():
    document = Document(Network.random(1, 3, 1), FormulaData(("x0",), ((-1, 1),)), view=ViewSettings(bounds=((-1, 1),)))
    painted = data_edits.paint_point(data_edits.paint_point(document, [0.5], 0.25), [-0.5], -0.75)
    assert (painted.X.tolist(), painted.Y.tolist()) == ([[0.5], [-0.5]], [[0.25], [-0.75]])


def test_samples_of_one_input_are_erased_within_an_ellipse():
    data = PointData([[0.0], [0.0], [0.3]], [[0.0], [3.0], [0.0]])
    document = Document(Network.random(1, 3, 1), data, view=ViewSettings(bounds=((-1, 1),)))
    assert data_edits.erase_samples(document, [0, 0], [0.1, 2.0]).Y.tolist() == [[3], [0]]
    assert data_edits.erase_samples(document, [0, 0], [0.5, 2.0]).X.tolist() == [[0]]
    assert data_edits.erase_samples(document, [0, 0], [0.5, 4.0]).X.tolist() == []
    assert data_edits.erase_samples(document, [0.7, 0], [0.1, 4.0]) is document
    formula = data_edits.set_data(document, FormulaData(("x0",), ((-1, 1),)))
    assert data_edits.erase_samples(formula, [0, 0], [1, 1]) is formula


def test_points_are_erased_within_a_radius():
    document = Document(Network.random(2, 3, 1), PointData([[0, 0], [1, 0], [0, 2]], [[1], [2], [3]]))
    assert data_edits.erase_points(document, [0, 0], 1.0).Y.tolist() == [[3]]
    assert len(data_edits.erase_points(document, [0, 0], 2.0).Y) == 0
    assert data_edits.erase_points(document, [3, 3], 1.0) is document
    formula = Document(Network.random(2, 3, 1), FormulaData(("x0",)))
    assert data_edits.erase_points(formula, [0, 0], 1.0) is formula


def test_a_split_keeps_the_rest():
    document = scene("second-layer-output").document
    changed = data_edits.set_split(document, 0.5, 4)
    assert (changed.test_share, changed.split_seed, changed.data) == (0.5, 4, document.data)
    with pytest.raises(ValueError, match="test share"):
        data_edits.set_split(document, 1.0, 0)


def held_points(document):
    """The inputs that are held out, as a set."""
    return set() if document.tested is None else set(map(tuple, document.tested.X.tolist()))


def random_points(many=40, share=0.25):
    chance = np.random.default_rng(1)
    data = PointData(chance.uniform(-1, 1, (many, 2)), chance.choice([-1.0, 1.0], (many, 1)))
    return Document(Network.random(2, 3, 1), data, test_share=share, split_seed=3)


def test_painted_points_leave_the_others_on_their_side_of_a_split():
    document = random_points()
    before = held_points(document)
    painted = document
    for place in range(200):
        painted = data_edits.paint_point(painted, [2.0 + place, 0.0], 1.0)
    assert {point for point in held_points(painted) if point[0] < 2} == before
    assert 30 < len(held_points(painted)) - len(before) < 70, "a quarter of the new ones too"
    again = data_edits.paint_point(document, [2.0, 0.0], 1.0)
    assert held_points(again) == held_points(data_edits.paint_point(document, [2.0, 0.0], 1.0))


def test_erased_points_leave_the_others_on_their_side_of_a_split():
    document = random_points()
    erased = data_edits.erase_points(document, [0.5, 0.5], 0.7)
    assert 0 < len(erased.data.X) < 40
    left = set(map(tuple, erased.data.X.tolist()))
    assert held_points(erased) == held_points(document) & left != held_points(document)


def test_a_new_split_is_drawn_anew():
    document = data_edits.paint_point(random_points(), [2.0, 0.0], 1.0)
    drawn = data_edits.set_split(document, 0.25, 3)
    assert document.data.held is not None
    assert drawn.data.held is None
    assert len(held_points(drawn)) == 10


def test_without_a_split_none_is_named():
    document = data_edits.paint_point(random_points(share=0.0), [2.0, 0.0], 1.0)
    assert (document.data.held, document.held_out, document.tested) == (None, None, None)


def test_a_recipe_stays_until_the_data_are_others():
    recipe = Recipe("moons", 30)
    document = data_edits.set_classic(scene("second-layer-output").document, recipe)
    assert document.recipe is recipe
    assert data_edits.set_split(document, 0.2, 0).recipe is recipe
    for change in (
        lambda it: data_edits.paint_point(it, [0.0, 0.0], 1.0),
        lambda it: data_edits.erase_points(it, [0.0, 0.0], 5.0),
        lambda it: data_edits.set_target(it, ["x1"]),
        lambda it: edits.swap_target(replace(it, alternative=it.data)),
    ):
        assert change(document).recipe is None


def test_erased_samples_of_one_input_leave_the_others_on_their_side_of_a_split():
    chance = np.random.default_rng(4)
    data = PointData(chance.uniform(-1, 1, (30, 1)), chance.uniform(-1, 1, (30, 1)))
    document = Document(Network.random(1, 3, 1), data, view=ViewSettings(bounds=((-1, 1),)), test_share=0.4)
    erased = data_edits.erase_samples(document, [0.0, 0.0], [0.6, 0.6])
    assert 0 < len(erased.data.X) < 30
    left = set(map(tuple, erased.data.X.tolist()))
    assert held_points(erased) == held_points(document) & left
