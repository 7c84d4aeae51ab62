"""A tape keeps a run's networks within its bounds: all of them at first, then ever fewer of what is long past."""

import numpy as np
import pytest

from nnexplorer.model.network import Network
from nnexplorer.session.tape import LIMIT, MOST, Tape


def net(units=1, value=0.0):
    return Network(np.full((units, 2), value), np.zeros(units), np.zeros((1, units)), [0.0])


SMALL = net()


def recorded(steps, network=SMALL, **bounds):
    tape = Tape(**bounds)
    for step in steps:
        tape.record(step, network)
    return tape


def test_a_short_run_is_kept_whole():
    tape = recorded(range(0, 100, 5))
    assert tape.steps == list(range(0, 100, 5))


def test_a_long_run_is_dense_near_its_end_and_sparser_before():
    tape = recorded(range(20_000))
    assert len(tape.steps) <= MOST
    assert (tape.steps[0], tape.steps[-1]) == (0, 19_999)
    assert tape.steps[-100:] == list(range(19_900, 20_000))
    gaps = np.diff(tape.steps)
    ages = 19_999 - np.array(tape.steps[:-1])
    assert (gaps <= np.maximum(16, ages / 50)).all(), "the past is blurred in proportion to its distance"
    assert gaps[:100].mean() > 3 * gaps[-500:-300].mean()


@pytest.mark.parametrize("units", [1, 100, 10_000])
def test_the_networks_never_take_more_than_the_bound(units):
    network = net(units)
    numbers = sum(array.nbytes for array in (network.W1, network.b1, network.W2, network.b2))
    tape = Tape()
    for step in range(2500):
        tape.record(step, network, network)
        assert 2 * numbers * len(tape.steps) < tape.size <= LIMIT
        assert len(tape.steps) <= MOST
    assert len(tape.steps) > 30


def test_two_networks_are_kept_however_large_they_are():
    tape = recorded(range(10), limit=1)
    assert tape.steps == [8, 9]


def test_going_on_from_an_earlier_step_replaces_what_came_after():
    tape = recorded([0, 10, 20, 30])
    tape.record(15, SMALL)
    assert tape.steps == [0, 10, 15]
    tape.rewind(9)
    assert tape.steps == [0]
    tape.rewind(-1)
    assert (tape.steps, tape.size) == ([], 0)


def test_what_lies_before_and_what_is_nearest():
    tape = recorded([0, 10, 20])
    assert [tape.before(step).step for step in (1, 10, 11, 99)] == [0, 0, 10, 20]
    assert tape.before(0) is None
    assert [tape.nearest(step).step for step in (-5, 4, 6, 14.9, 99)] == [0, 0, 10, 10, 20]
    assert Tape().nearest(3) is None


def test_a_tape_knows_its_own_networks_from_equal_ones():
    tape = recorded([0])
    mine, rival = net(value=1.0), net(2)
    tape.record(7, mine, rival)
    assert tape.holds(7, mine)
    assert not tape.holds(7, net(value=1.0))
    assert not tape.holds(6, mine)
    assert not Tape().holds(7, mine)
    assert tape.nearest(7).rival is rival


def test_a_cleared_tape_is_empty():
    tape = recorded(range(5))
    tape.clear()
    assert (tape.steps, tape.size, tape.before(9)) == ([], 0, None)
