"""Each verb of the user changes what it names in a document, keeps the rest, and refuses what makes no sense."""

from dataclasses import fields, replace

import numpy as np
import pytest

from nnexplorer.model import edits
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.data import FormulaData, PointData
from nnexplorer.model.document import Document
from nnexplorer.model.lines import Line
from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin
from nnexplorer.model.settings import TrainingSettings, ViewSettings

GRID = np.random.default_rng(0).uniform(-2, 2, (40, 2))
PARAMETERS = ("W1", "b1", "W2", "b2")


def document(units=3, **changes):
    network = Network.random(2, units, 1, seed=3)
    return replace(Document(network, FormulaData(("x0*x1",), points=5)), **changes)


def classifier():
    """A document whose targets are -1 and 1, with cross-entropy over a tanh."""
    network = Network.random(2, 3, 1, seed=0, output="tanh")
    return Document(network, FormulaData(("sign(x0)",), points=4), TrainingSettings(loss="cross_entropy"))


def changed_fields(before, after):
    return {field.name for field in fields(Document) if getattr(before, field.name) is not getattr(after, field.name)}


def same_network(first, second):
    arrays = all(np.array_equal(getattr(first, name), getattr(second, name)) for name in PARAMETERS)
    return arrays and (first.hidden, first.output, first.slope) == (second.hidden, second.output, second.slope)


# What a hand holds ------------------------------------------------------------------------------------------------


def test_held_line_is_the_units_line():
    before = document()
    line = Line(np.array([1.5, -2.5]), 0.75)
    after = edits.hold(before, edits.line_pin(1, line))
    assert after.network.W1[1].tolist() == [1.5, -2.5]
    assert after.network.b1[1] == 0.75
    assert changed_fields(before, after) == {"network"}


def test_held_correction_and_root_are_columns_and_bias():
    before = document()
    after = edits.hold(edits.hold(before, edits.correction_pin(2, np.array([4.0]))), edits.root_pin(np.array([-3.0])))
    assert after.network.W2[:, 2].tolist() == [4]
    assert after.network.b2.tolist() == [-3]
    assert np.array_equal(after.network.W1, before.network.W1)


def test_pin_that_holds_nothing_keeps_the_network():
    before = document()
    assert edits.hold(before, Pin()).network is before.network


# Numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "index"), [("W1", (2, 1)), ("b1", (0,)), ("W2", (0, 1)), ("b2", (0,))])
def test_one_typed_number_changes_one_entry(name, index):
    before = document()
    after = edits.set_parameter(before, name, index, 12.25)
    assert getattr(after.network, name)[index] == 12.25
    assert getattr(before.network, name)[index] != 12.25
    differing = sum(int((getattr(before.network, n) != getattr(after.network, n)).sum()) for n in PARAMETERS)
    assert differing == 1
    assert changed_fields(before, after) == {"network"}


def test_a_pasted_block_changes_its_entries_and_no_others():
    before = document()
    block = [("W1", (0, 0), 7.0), ("b1", (1,), 8.0), ("W1", (2, 1), 9.0), ("b2", (0,), -7.0)]
    after = edits.set_parameters(before, block)
    assert [getattr(after.network, name)[index] for name, index, _ in block] == [7.0, 8.0, 9.0, -7.0]
    differing = sum(int((getattr(before.network, n) != getattr(after.network, n)).sum()) for n in PARAMETERS)
    assert differing == len(block)
    assert changed_fields(before, after) == {"network"}
    with pytest.raises(ValueError, match="b1: expected finite numbers"):
        edits.set_parameters(before, [("W1", (0, 0), 7.0), ("b1", (0,), np.nan)])


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_number_that_is_not_finite_is_refused(value):
    with pytest.raises(ValueError, match=r"\AW1: expected finite numbers, got -?(nan|inf)\Z"):
        edits.set_parameter(document(), "W1", (0, 0), value)


def test_slope_is_the_networks_one():
    after = edits.set_slope(document(), 0.75)
    assert after.network.slope == 0.75
    with pytest.raises(ValueError, match="slope: expected a finite number, got nan"):
        edits.set_slope(after, np.nan)


def test_gain_is_the_units_mean_steepness():
    network = Network([[3, 4], [0, 20]], [0, 0], [[1, 1]], [0])
    assert edits.gain(network) == pytest.approx(10), "the geometric mean of 5 and 20"
    assert edits.gain(network.replace(W1=[[3, 4], [0, 0]])) == 0


def test_gain_steepens_every_unit_and_leaves_every_line():
    before = document()
    after = edits.set_gain(before, 12.05)
    assert edits.gain(after.network) == pytest.approx(12.05)
    ratios = after.network.W1 / before.network.W1
    assert ratios == pytest.approx(np.full_like(ratios, ratios[0, 0])), "their proportions are kept"
    for line, steep in zip(lines(before), lines(after), strict=True):
        assert steep.foot(np.zeros(2)) == pytest.approx(line.foot(np.zeros(2)))
    assert np.array_equal(after.network.W2, before.network.W2)


def lines(it):
    return [Line(w, float(b)) for w, b in zip(it.network.W1, it.network.b1, strict=True)]


@pytest.mark.parametrize("wanted", [0.0, -1.0, np.nan])
def test_gain_that_is_none_changes_nothing(wanted):
    before = document()
    assert edits.set_gain(before, wanted) is before


def test_gain_of_a_unit_without_weights_can_not_be_set():
    before = edits.hold(document(), Pin(0, weights=np.zeros(2)))
    assert edits.set_gain(before, 2.0) is before


# Nonlinearities ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_hidden_nonlinearity_keeps_every_weight(name):
    before = document(start=Network.random(2, 3, 1, seed=9), step=7)
    after = edits.set_hidden(before, name)
    assert after.network.hidden == name
    assert same_network(after.network.replace(hidden="tanh"), before.network)
    assert after.start.hidden == name, "a reset goes back to the weights, not to another kind of net"
    assert after.step == 7


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_output_nonlinearity_keeps_every_weight(name):
    before = document(start=Network.random(2, 3, 1, seed=9))
    after = edits.set_output(before, name)
    assert after.network.output == name
    assert same_network(after.network.replace(output="identity"), before.network)
    assert after.start.output == name


def test_unknown_nonlinearity_is_refused():
    for change in (edits.set_hidden, edits.set_output):
        with pytest.raises(ValueError, match="'cosine'"):
            change(document(), "cosine")


def test_loss_that_the_output_has_not_gives_way_to_the_squared_error():
    before = classifier()
    assert edits.set_output(before, "identity").training.loss == "mse"
    assert edits.set_output(before, "logistic").training.loss == "mse", "its targets would be 0 and 1"
    assert edits.set_output(before, "tanh").training == before.training


# Hidden units -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("units", [1, 2, 3, 4, 9])
def test_first_units_keep_their_weights_whatever_their_number(units):
    before = document()
    after = edits.set_units(before, units)
    kept = min(units, 3)
    assert after.network.units == units
    assert np.array_equal(after.network.W1[:kept], before.network.W1[:kept])
    assert np.array_equal(after.network.b1[:kept], before.network.b1[:kept])
    assert np.array_equal(after.network.W2[:, :kept], before.network.W2[:, :kept])
    assert np.array_equal(after.network.b2, before.network.b2)


def test_new_units_say_nothing_until_they_learn():
    before = document()
    after = edits.set_units(before, 12)
    assert after.network.forward(GRID).y == pytest.approx(before.network.forward(GRID).y)
    assert (after.network.W2[:, 3:] == 0).all()
    new = after.network.W1[3:]
    assert len(np.unique(new, axis=0)) == len(new), "their lines differ"


def test_new_units_are_drawn_by_the_seed():
    before = document()
    again, other = edits.set_units(before, 6), edits.set_units(edits.set_training(before, seed=1), 6)
    assert same_network(again.network, edits.set_units(before, 6).network)
    assert not same_network(again.network, other.network)


def test_number_of_units_keeps_nonlinearities_and_slope():
    before = replace(document(), network=Network.random(2, 3, 1, "prelu", 0, "tanh").replace(slope=0.1))
    after = edits.set_units(before, 5).network
    assert (after.hidden, after.output, after.slope) == ("prelu", "tanh", 0.1)


def test_start_gets_the_same_number_of_units():
    before = document(start=Network.random(2, 3, 1, seed=9), step=7)
    after = edits.set_units(before, 5)
    assert after.start.units == 5
    assert np.array_equal(after.start.W1[:3], before.start.W1)


def test_selection_stays_within_the_network():
    before = edits.select(document(), 2)
    assert edits.set_units(before, 2).view.selected == 1
    assert edits.set_units(before, 8).view.selected == 2
    assert edits.set_units(edits.select(before, None), 1).view.selected is None
    assert edits.take_network(before, Network.random(2, 2, 1)).view.selected == 1


@pytest.mark.parametrize("units", [0, -3])
def test_network_without_units_is_refused(units):
    with pytest.raises(ValueError, match=rf"\Ahidden units: expected at least 1, got {units}\Z"):
        edits.set_units(document(), units)


# Starts -----------------------------------------------------------------------------------------------------------


def test_random_start_is_the_seeds_own():
    before = document(step=9)
    after = edits.randomise(before, 5)
    assert same_network(after.network, Network.random(2, 3, 1, "tanh", 5, "identity"))
    assert (after.training.seed, after.step) == (5, 0)
    assert after.start is after.network
    assert same_network(edits.randomise(after, 5).network, after.network)
    assert not same_network(edits.randomise(after, 6).network, after.network)


def test_training_remembers_where_it_began_and_reset_goes_back():
    before = document()
    halfway = edits.trained(before, Network.random(2, 3, 1, seed=10), 40)
    after = edits.trained(halfway, Network.random(2, 3, 1, seed=11), 100)
    assert after.step == 100
    assert after.start is before.network
    back = edits.reset(after)
    assert back.network is before.network
    assert back.step == 0


def test_training_that_begins_anew_forgets_the_old_start():
    old = document(start=Network.random(2, 3, 1, seed=9), step=0)
    assert edits.trained(old, Network.random(2, 3, 1, seed=10), 1).start is old.network


def test_reset_without_a_start_keeps_the_network():
    before = document()
    assert edits.reset(before).network is before.network


def test_reset_after_a_change_of_nonlinearity_keeps_that_change():
    before = edits.trained(document(), Network.random(2, 3, 1, seed=10), 40)
    back = edits.reset(edits.set_hidden(before, "relu"))
    assert back.network.hidden == "relu"
    assert np.array_equal(back.network.W1, document().network.W1)


def test_snapping_back_takes_the_weights_and_the_training_of_the_origin_alone():
    origin = document(start=Network.random(2, 3, 1, seed=9), step=8)
    edited = edits.set_units(edits.set_view(edits.set_training(origin, seed=5), notation="z", selected=2), 4)
    edited = replace(edits.trained(edited, Network.random(2, 4, 1), 30), frozen=(0, 3))
    back = edits.snap_back(edited, origin)
    assert (back.network, back.start, back.step, back.frozen) == (origin.network, origin.start, 8, (0,))
    assert (back.training.seed, back.view.notation, back.data) == (5, "z", origin.data)


def test_snapping_back_to_another_output_has_a_loss_for_it():
    assert edits.snap_back(classifier(), document()).training.loss == "mse"


def test_other_network_is_a_start_of_its_own():
    network = Network.random(2, 5, 1, seed=2)
    after = edits.take_network(document(start=Network.random(2, 3, 1), step=8), network)
    assert after.network is network
    assert (after.start, after.step) == (None, 0)


def test_other_weights_of_the_same_shape_go_on_learning():
    before = document(start=Network.random(2, 3, 1), step=8)
    network = Network.random(2, 3, 1, seed=2)
    after = edits.set_network(before, network)
    assert changed_fields(before, after) == {"network"}
    assert after.network is network


# A rival beside it ------------------------------------------------------------------------------------------------


def test_random_start_draws_the_rival_by_the_same_seed():
    after = edits.randomise(document(rival=Network.random(2, 4, 1, "relu", seed=8)), 5)
    assert same_network(after.rival, Network.random(2, 4, 1, "relu", 5, "identity"))


def test_rival_remembers_where_it_began_and_is_reset_too():
    first = Network.random(2, 4, 1, "relu", seed=8)
    later, last = Network.random(2, 4, 1, "relu", seed=9), Network.random(2, 4, 1, "relu", seed=10)
    before = document(rival=first)
    halfway = edits.trained(before, Network.random(2, 3, 1, seed=1), 40, later)
    after = edits.trained(halfway, Network.random(2, 3, 1, seed=2), 80, last)
    assert (after.rival, after.rival_start) == (last, first)
    assert edits.reset(after).rival is first
    assert edits.reset(after).network is before.network


def test_training_without_a_rival_keeps_the_one_there_is():
    before = document(rival=Network.random(2, 4, 1))
    assert edits.trained(before, before.network, 1).rival is before.rival
    assert edits.take_network(before, before.network).rival is before.rival
    other = Network.random(2, 6, 1)
    assert edits.take_network(before, before.network, other).rival is other


# Data -------------------------------------------------------------------------------------------------------------


def test_target_and_its_alternative_change_places():
    other = FormulaData(("x0 + x1",), points=4)
    before = document(alternative=other)
    after = edits.swap_target(before)
    assert (after.data, after.alternative) == (other, before.data)
    assert changed_fields(before, after) == {"data", "alternative"}
    assert changed_fields(before, edits.swap_target(after)) == set()


def test_document_with_one_target_has_none_to_change_to():
    with pytest.raises(ValueError, match=r"\Athis document has no other target to change to\Z"):
        edits.swap_target(document())


@pytest.mark.parametrize("unit", [0, 1, 2, None])
def test_killed_unit_is_off_on_all_the_data(unit):
    before = document()
    after = edits.kill(before, unit)
    killed = np.arange(3) if unit is None else np.array([unit])
    assert after.network.forward(after.X).e1[:, killed].max() < 0
    alive = np.setdiff1d(np.arange(3), killed)
    assert np.array_equal(after.network.b1[alive], before.network.b1[alive])
    assert np.array_equal(after.network.W1, before.network.W1)


def test_unit_is_killed_where_it_is_shown_if_there_are_no_data():
    before = document(data=PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    corners = [(x0, x1) for x0 in (-1, 1) for x1 in (-1, 1)]
    assert edits.kill(before, 1).network.forward(corners).e1[:, 1].max() < 0


# Settings ---------------------------------------------------------------------------------------------------------


def test_training_settings_change_by_name():
    before = document()
    after = edits.set_training(before, optimizer="sgd", learning_rate=0.5)
    assert after.training == replace(before.training, optimizer="sgd", learning_rate=0.5)
    assert changed_fields(before, after) == {"training"}


@pytest.mark.parametrize(
    "changes", [{"optimizer": "newton"}, {"learning_rate": 0.0}, {"batch_size": 0}, {"loss": "hinge"}, {"seed": -1}]
)
def test_settings_without_meaning_are_refused_in_one_line(changes):
    with pytest.raises(ValueError, match=r"\A.+\Z"):
        edits.set_training(document(), **changes)


def test_loss_that_is_not_defined_for_the_output_is_refused():
    with pytest.raises(ValueError, match=r"\A.+\Z"):
        edits.set_training(document(), loss="cross_entropy")
    assert edits.set_training(classifier(), loss="cross_entropy").training.loss == "cross_entropy"


def test_view_changes_by_name_and_is_checked():
    after = edits.set_view(document(), notation="xi", index_base=1)
    assert (after.view.notation, after.view.index_base) == ("xi", 1)
    with pytest.raises(ValueError, match="notation: expected one of e, xi, z, got 'q'"):
        edits.set_view(after, notation="q")


def test_selection_and_probe_are_parts_of_the_view():
    before = document()
    after = edits.move_probe(edits.select(before, 1), np.array([0.25, -0.5]))
    assert after.view == ViewSettings(selected=1, probe=(0.25, -0.5))
    assert changed_fields(before, after) == {"view"}
    assert all(type(value) is float for value in after.view.probe)
    with pytest.raises(ValueError, match="selected unit"):
        edits.select(before, 3)
    with pytest.raises(ValueError, match="probe: expected 2 for this network, got 1"):
        edits.move_probe(before, [0.0])


def test_documents_without_data_can_be_edited():
    before = Document(Network.random(2, 3, 1), PointData(np.zeros((0, 2)), np.zeros((0, 1))))
    assert edits.set_output(before, "tanh").network.output == "tanh"
    assert edits.set_units(before, 4).network.units == 4
