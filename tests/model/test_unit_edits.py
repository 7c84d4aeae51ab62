"""Units come and go one at a time: what the others compute stays."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.model import edits, unit_edits
from nnexplorer.model.data import FormulaData
from nnexplorer.model.document import Document
from nnexplorer.model.network import Network
from nnexplorer.model.settings import ViewSettings

START, END = np.array([-0.5, 0.2]), np.array([0.7, 0.6])


def document(units=3, inputs=2):
    bounds = ((-1.0, 3.0),) * inputs
    data = FormulaData(("x0",), bounds, 4)
    network = Network.random(inputs, units, 1, seed=3)
    return Document(network, data, view=ViewSettings(bounds=bounds, selected=0), start=network)


def test_a_line_along_a_stroke_has_its_positive_side_on_the_left():
    line = unit_edits.line_along(START, END, 2.5)
    assert line.gain == pytest.approx(2.5)
    assert line.excitation(START) == pytest.approx(0)
    assert line.excitation(END) == pytest.approx(0)
    assert line.excitation(START + np.array([0, 1])) > 0
    assert_allclose(line.direction, (END - START) / np.hypot(*(END - START)))


def test_a_stroke_that_is_a_point_is_refused():
    with pytest.raises(ValueError, match="two points"):
        unit_edits.line_along(START, START, 1.0)


def test_an_added_unit_changes_no_output_and_has_the_mean_gain():
    before = document()
    after = unit_edits.add_along(before, START, END)
    assert (after.network.units, after.start.units, after.view.selected) == (4, 4, 3)
    assert_allclose(after.network.forward(before.X).y, before.network.forward(before.X).y)
    assert_array_equal(after.network.W1[:3], before.network.W1)
    assert np.hypot(*after.network.W1[3]) == pytest.approx(edits.gain(before.network))


def test_units_without_a_gain_give_a_new_one_gain_1():
    before = document()
    flat = replace(before, network=before.network.replace(W1=np.zeros((3, 2))))
    assert np.hypot(*unit_edits.add_along(flat, START, END).network.W1[3]) == pytest.approx(1)


def test_added_units_go_through_the_middle_each_turned_against_the_last():
    after = unit_edits.add_unit(unit_edits.add_unit(document()))
    W1, b1 = after.network.W1, after.network.b1
    assert_allclose(W1[3:] @ [1, 1] + b1[3:], 0, atol=1e-12)
    assert abs(np.linalg.det(W1[3:])) > 0.1


def test_thresholds_that_are_added_over_one_input_lie_within_the_range_and_apart():
    before = document(inputs=1)
    after = before
    for _ in range(5):
        after = unit_edits.add_unit(after)
    W1, b1 = after.network.W1[3:, 0], after.network.b1[3:]
    assert_allclose(W1, edits.gain(before.network))
    places = np.sort(-b1 / W1)
    assert places[0] > -1
    assert places[-1] < 3
    assert np.diff(places).min() > 0.3
    assert_allclose(after.network.forward(before.X).y, before.network.forward(before.X).y)


@pytest.mark.parametrize(("end", "sense"), [((0.2, 1.0), -1), ((0.2, -1.0), 1), ((0.6, 0.0), 1)])
def test_a_stroke_over_one_input_adds_a_threshold_half_way_with_the_sides_of_its_way(end, sense):
    before = document(inputs=1)
    after = unit_edits.add_along(before, np.array([0.4, 0.0]), np.array(end))
    w, b = after.network.W1[3, 0], after.network.b1[3]
    assert w == pytest.approx(sense * edits.gain(before.network))
    assert -b / w == pytest.approx((0.4 + end[0]) / 2)
    assert (after.start.units, after.view.selected) == (4, 3)


@pytest.mark.parametrize("inputs", [1, 3])
def test_a_unit_is_added_where_there_is_no_plane(inputs):
    before = document(inputs=inputs)
    after = unit_edits.add_unit(before)
    assert (after.network.units, after.view.selected) == (4, 3)
    assert_allclose(after.network.forward(before.X).y, before.network.forward(before.X).y)


@pytest.mark.parametrize("unit", [0, 1, 2])
def test_a_deleted_unit_leaves_the_others_as_they_were(unit):
    before = document()
    after = unit_edits.delete_unit(before, unit)
    rest = [k for k in range(3) if k != unit]
    for network, old in ((after.network, before.network), (after.start, before.start)):
        assert_array_equal(network.W1, old.W1[rest])
        assert_array_equal(network.b1, old.b1[rest])
        assert_array_equal(network.W2, old.W2[:, rest])
    assert after.view.selected is None


def test_a_start_that_has_no_such_unit_is_left_alone():
    start = Network.random(2, 1, 1, seed=3)
    assert unit_edits.delete_unit(replace(document(), start=start), 2).start is start
    assert unit_edits.delete_unit(replace(document(), start=start), 0).start is start


def test_the_last_unit_stays():
    with pytest.raises(ValueError, match="last one"):
        unit_edits.delete_unit(document(units=1), 0)


def test_frozen_units_stay_the_same_ones_when_others_come_and_go():
    before = unit_edits.freeze_unit(unit_edits.freeze_unit(document(4), 3, True), 1, True)
    assert before.frozen == (1, 3)
    assert unit_edits.add_unit(before).frozen == (1, 3)
    assert unit_edits.delete_unit(before, 0).frozen == (0, 2)
    assert unit_edits.delete_unit(before, 1).frozen == (2,)
    assert unit_edits.delete_unit(before, 2).frozen == (1, 2)
    assert edits.set_units(before, 2).frozen == (1,)
    assert edits.take_network(before, Network.random(2, 3, 1)).frozen == (1,)
    assert unit_edits.freeze_unit(before, 1, False).frozen == (3,)


@pytest.mark.parametrize("frozen", [(3,), (-1,), (1, 0), (1, 1)])
def test_frozen_units_that_do_not_fit_are_refused(frozen):
    with pytest.raises(ValueError, match="frozen"):
        replace(document(), frozen=frozen)


@pytest.mark.parametrize("unit", range(5))
@pytest.mark.parametrize("inputs", [1, 2, 3])
def test_after_a_unit_is_deleted_the_others_are_known(unit, inputs):
    before = document(5, inputs)
    after = unit_edits.delete_unit(before, unit)
    expected = tuple(other for other in range(5) if other != unit)
    assert unit_edits.origins(before.network, after.network) == expected


@pytest.mark.parametrize(("units", "expected"), [(2, (0, 1)), (3, (0, 1, 2)), (5, (0, 1, 2, -1, -1))])
def test_units_that_come_and_go_at_the_end_leave_the_first_ones_known(units, expected):
    before = document(3)
    assert unit_edits.origins(before.network, edits.set_units(before, units).network) == expected


def test_units_of_a_network_with_other_weights_are_taken_for_the_first_ones():
    before = document(4).network
    assert unit_edits.origins(before, Network.random(2, 3, 1, seed=8)) == (0, 1, 2)
    assert unit_edits.origins(before, Network.random(2, 4, 1, seed=8)) == (0, 1, 2, 3)
    assert unit_edits.origins(before, Network.random(1, 3, 1, seed=8)) == (0, 1, 2)
