"""Training step by step: what frames say, equal runs, divergence, and changes in the middle of it."""

from __future__ import annotations

import dataclasses
import math

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.optimizers import OPTIMIZERS
from nnexplorer.compute.learning.training import Trainer, train
from nnexplorer.model import unit_edits
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin
from nnexplorer.model.settings import TrainingSettings

ARRAYS = ["W1", "b1", "W2", "b2"]
every_optimizer = pytest.mark.parametrize("optimizer", OPTIMIZERS)


@pytest.fixture
def net():
    return Network.random(hidden=5, seed=1)


@pytest.fixture
def samples():
    X = np.random.default_rng(0).uniform(-1, 1, (50, 2))
    return X, np.sin(3 * X[:, :1]) * X[:, 1:]


def assert_same(one, other):
    for name in ARRAYS:
        assert_array_equal(getattr(one, name), getattr(other, name))
    assert (one.hidden, one.output, one.slope) == (other.hidden, other.output, other.slope)


def is_finite(net):
    return all(np.isfinite(getattr(net, name)).all() for name in ARRAYS) and math.isfinite(net.slope)


def loss_of(net, X, Y):
    return np.mean(np.sum((net.forward(X).y - Y) ** 2, axis=1))


def last(frames):
    return list(frames)[-1]


# Frames


@pytest.mark.parametrize(
    ("steps", "every", "expected"),
    [(10, 5, [5, 10]), (10, 4, [4, 8, 10]), (3, 100, [3]), (3, 1, [1, 2, 3]), (1, 1, [1]), (0, 7, [0])],
)
@pytest.mark.parametrize("batch_size", [None, 7])
def test_a_frame_each_every_steps_and_always_the_last(net, samples, steps, every, expected, batch_size):
    frames = list(train(net, *samples, steps=steps, every=every, batch_size=batch_size))
    assert [frame.step for frame in frames] == expected
    assert not any(frame.diverged for frame in frames)


def test_no_steps_give_the_start(net, samples):
    (frame,) = train(net, *samples, steps=0)
    assert frame.network is net
    assert frame.loss == pytest.approx(loss_of(net, *samples))


@pytest.mark.parametrize("batch_size", [None, 7])
def test_loss_is_that_of_the_frames_network_on_all_samples(net, samples, batch_size):
    for frame in train(net, *samples, steps=20, every=6, batch_size=batch_size):
        assert frame.loss == pytest.approx(loss_of(frame.network, *samples), rel=1e-12)


def test_frames_are_frozen_and_stay_as_they_were(net, samples):
    frames = train(net, *samples, steps=20, every=10)
    first = next(frames)
    W1 = first.network.W1.copy()
    next(frames)
    assert_array_equal(first.network.W1, W1)
    with pytest.raises(dataclasses.FrozenInstanceError):
        first.step = 3


def test_start_and_samples_are_left_as_they_are(net, samples):
    X, Y = (array.copy() for array in samples)
    W1 = net.W1.copy()
    last(train(net, *samples, steps=20, batch_size=7))
    assert_array_equal(net.W1, W1)
    assert_array_equal(samples[0], X)
    assert_array_equal(samples[1], Y)


# Steps


def test_step_is_a_move_against_the_gradient(net, samples):
    g = gradients(net, *samples)
    trained = last(train(net, *samples, steps=1, optimizer="sgd", learning_rate=0.1)).network
    for name in ARRAYS:
        assert_allclose(getattr(trained, name), getattr(net, name) - 0.1 * getattr(g, name), rtol=1e-13)


@pytest.mark.parametrize("hidden", ["prelu", "tanh"])
def test_slope_is_trained_in_prelus_alone(net, samples, hidden):
    net = net.replace(hidden=hidden, slope=0.1)
    trained = last(train(net, *samples, steps=1, optimizer="sgd", learning_rate=0.1)).network
    assert trained.slope == pytest.approx(0.1 - 0.1 * gradients(net, *samples).slope, rel=1e-13)
    assert (trained.slope != 0.1) == (hidden == "prelu")


def test_prelus_of_later_steps_have_the_slope_of_the_step_before(net, samples):
    by_hand = net = net.replace(hidden="prelu", output="prelu")
    for _ in range(5):
        g = gradients(by_hand, *samples)
        moved = {name: getattr(by_hand, name) - 0.1 * getattr(g, name) for name in [*ARRAYS, "slope"]}
        by_hand = by_hand.replace(**moved)
    frame = last(train(net, *samples, steps=5, optimizer="sgd", learning_rate=0.1))
    assert_allclose(frame.network.W1, by_hand.W1, rtol=1e-12)
    assert frame.network.slope == pytest.approx(by_hand.slope, rel=1e-12)
    assert frame.loss == pytest.approx(loss_of(frame.network, *samples), rel=1e-12)


def test_epoch_uses_every_sample_once_the_ragged_last_batch_too():
    # A linear unit whose weight moves along x only in the coordinate of its own sample: W1 shows which ones came.
    X, Y = np.eye(7), np.ones((7, 1))
    start = Network(np.zeros((1, 7)), [0], [[1]], [0], hidden="identity")
    held = Pin(unit=0, bias=0.0, correction=np.ones(1), output_bias=np.zeros(1))
    trainer = Trainer(start, X, Y, TrainingSettings("sgd", 0.01, batch_size=3))
    assert trainer.epoch_steps == 3
    trainer.pin(held)
    moves = []
    for _ in range(3):
        before = trainer.network.W1[0]
        moves.append(trainer.advance(1).network.W1[0] - before)
    assert [np.count_nonzero(move) for move in moves] == [3, 3, 1]
    assert np.count_nonzero(np.sum(moves, axis=0)) == 7
    assert sorted({round(size, 12) for move in moves for size in move[move != 0]}) == [round(0.02 / 3, 12), 0.02]


@every_optimizer
def test_equal_seeds_give_equal_runs_and_others_do_not(net, samples, optimizer):
    runs = [last(train(net, *samples, 30, optimizer, batch_size=7, seed=seed)).network for seed in (3, 3, 4)]
    assert_same(runs[0], runs[1])
    assert (runs[0].W1 != runs[2].W1).all()


@every_optimizer
def test_run_does_not_depend_on_how_often_one_looks(net, samples, optimizer):
    runs = [last(train(net, *samples, 30, optimizer, batch_size=7, every=every)) for every in (1, 4, 30)]
    assert_same(runs[0].network, runs[1].network)
    assert_same(runs[0].network, runs[2].network)


@every_optimizer
@pytest.mark.parametrize("hidden", ["logistic", "tanh", "relu", "softplus", "leaky_relu", "prelu"])
def test_training_learns(net, samples, hidden, optimizer):
    frames = list(train(net.replace(hidden=hidden), *samples, 300, optimizer, batch_size=10, every=1))
    assert frames[-1].loss < 0.8 * frames[0].loss


def test_cross_entropy_trains_a_classifier(net, samples):
    X, Y = samples[0], np.sign(samples[1])
    for output, targets in (("tanh", Y), ("logistic", (1 + Y) / 2)):
        frame = last(train(net.replace(output=output), X, targets, 1000, learning_rate=0.05, loss="cross_entropy"))
        predicted = frame.network.predict(X)
        assert np.mean(predicted == targets) > 0.95


@pytest.mark.parametrize("hidden", ["step", "signum"])
def test_first_layer_of_hard_units_stands_still(net, samples, hidden):
    net = net.replace(hidden=hidden)
    trained = last(train(net, *samples, steps=20)).network
    assert_array_equal(trained.W1, net.W1)
    assert_array_equal(trained.b1, net.b1)
    assert (trained.W2 != net.W2).all()
    assert (trained.b2 != net.b2).all()


@every_optimizer
@pytest.mark.parametrize("output", ["step", "signum"])
def test_nothing_moves_under_a_hard_output(net, samples, output, optimizer):
    net = net.replace(output=output)
    assert_same(last(train(net, *samples, 20, optimizer, batch_size=7)).network, net)


# Arguments


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X": [[1, 2, 3]]}, "X: expected the shape"),
        ({"X": np.empty((0, 2)), "Y": np.empty((0, 1))}, "X: expected at least 1 sample"),
        ({"Y": [[1]]}, "Y: expected the shape"),
        ({"Y": np.full((50, 1), np.nan)}, "Y: expected finite numbers, got nan"),
        ({"steps": -1}, "steps"),
        ({"steps": 1.5}, "steps"),
        ({"optimizer": "lbfgs"}, "lbfgs"),
        ({"learning_rate": 0}, "learning rate"),
        ({"learning_rate": np.inf}, "learning rate"),
        ({"batch_size": 0}, "batch size"),
        ({"loss": "mae"}, "mae"),
        ({"loss": "cross_entropy"}, "expected an output logistic or tanh, got identity"),
        ({"seed": -1}, "seed"),
        ({"every": 0}, "every: expected a whole number of at least 1, got 0"),
    ],
)
def test_wrong_arguments_are_refused_at_the_call(net, samples, change, message):
    arguments = {"X": samples[0], "Y": samples[1], **change}
    with pytest.raises(ValueError, match=message) as error:
        train(net, **arguments)
    assert "\n" not in str(error.value)


# Divergence


@every_optimizer
@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize("every", [1, 1000])
def test_divergence_ends_the_run_with_the_last_finite_network(net, samples, optimizer, batch_size, every):
    rate = 1e200 if optimizer == "adam" else 1e3
    start = net.replace(hidden="relu")
    frames = list(train(start, *samples, 1000, optimizer, rate, batch_size, every=every))
    *before, end = frames
    assert not any(frame.diverged for frame in before)
    assert end.diverged
    assert not math.isfinite(end.loss)
    assert 0 < end.step < 1000
    assert is_finite(end.network)
    with np.errstate(all="ignore"):
        assert math.isfinite(loss_of(end.network, *samples))


def test_full_batch_divergence_is_seen_at_once(net, samples):
    start = net.replace(hidden="relu")
    looked_at = list(train(start, *samples, 1000, "sgd", 1e3, every=1))
    end = last(train(start, *samples, 1000, "sgd", 1e3, every=1000))
    assert end.step == looked_at[-1].step
    assert_same(end.network, looked_at[-2].network)
    assert_same(end.network, looked_at[-1].network)


def test_divergence_is_seen_within_an_epoch(net, samples):
    start = net.replace(hidden="relu")
    first = list(train(start, *samples, 1000, "sgd", 1e3, batch_size=7, every=1))[-1].step
    end = last(train(start, *samples, 1000, "sgd", 1e3, batch_size=7, every=1000))
    assert first <= end.step <= first + 8


def test_parameters_that_saturated_units_hide_are_a_divergence_too(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    trainer._parameters.b1[0] = np.inf  # tanh of it is 1, and the loss stays finite
    frame = trainer.advance(0)
    assert frame.diverged
    assert frame.loss == np.inf
    assert_same(frame.network, net)


def test_start_without_a_finite_loss_has_diverged(samples):
    start = Network([[1, 0]], [0], [[1e200]], [0])
    (frame,) = train(start, *samples, steps=10)
    assert frame.diverged
    assert frame.step == 0
    assert frame.loss == np.inf
    assert_same(frame.network, start)


def test_diverged_trainer_stands_still(net, samples):
    trainer = Trainer(net.replace(hidden="relu"), *samples, TrainingSettings("sgd", 1e3))
    frame = trainer.advance(1000)
    assert frame.diverged
    assert trainer.advance(10) is frame
    assert trainer.step == frame.step
    assert trainer.network is frame.network


def test_diverged_trainer_goes_on_from_there_with_better_settings(net, samples):
    trainer = Trainer(net.replace(hidden="relu"), *samples, TrainingSettings("momentum", 1e3))
    end = trainer.advance(1000)
    trainer.configure(TrainingSettings("momentum", 1e-300))
    frame = trainer.advance(3)
    assert not frame.diverged
    assert frame.step == end.step + 3
    assert frame.loss == pytest.approx(loss_of(end.network, *samples), rel=1e-3)


def test_diverged_trainer_goes_on_with_another_network(net, samples):
    trainer = Trainer(net.replace(hidden="relu"), *samples, TrainingSettings("adam", 1e200))
    assert trainer.advance(1000).diverged
    trainer.configure(TrainingSettings("adam", 0.01))
    trainer.adopt(net)
    frame = trainer.advance(5)
    assert_same(frame.network, last(train(net, *samples, 5)).network)


# Changes between steps


@every_optimizer
def test_advance_may_be_cut_anywhere(net, samples, optimizer):
    settings = TrainingSettings(optimizer, batch_size=7)
    whole, cut = (Trainer(net, *samples, settings) for _ in range(2))
    for steps in (3, 0, 1, 9, 4):
        frame = cut.advance(steps)
    assert_same(frame.network, whole.advance(17).network)
    assert cut.step == whole.step == 17


def test_network_is_the_same_object_until_a_step_is_made(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    assert trainer.network is net
    frame = trainer.advance(1)
    assert trainer.network is frame.network
    assert trainer.advance(0).network is frame.network
    assert trainer.advance(1).network is not frame.network


def test_steps_are_counted_on(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings(), step=340)
    assert trainer.advance(10).step == trainer.step == 350
    with pytest.raises(ValueError, match="step"):
        Trainer(net, *samples, TrainingSettings(), step=-1)
    with pytest.raises(ValueError, match="steps"):
        trainer.advance(-1)


def test_epoch_steps(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    assert trainer.epoch_steps == 1
    for size, steps in ((1, 50), (7, 8), (10, 5), (50, 1), (99, 1)):
        trainer.configure(TrainingSettings(batch_size=size))
        assert trainer.epoch_steps == steps


def test_configure_keeps_the_memory_of_the_same_optimiser(net, samples):
    one, other = (Trainer(net, *samples, TrainingSettings("momentum")) for _ in range(2))
    for trainer in (one, other):
        trainer.advance(10)
    one.configure(TrainingSettings("momentum"))
    assert_same(one.advance(5).network, other.advance(5).network)
    one.configure(TrainingSettings("sgd"))
    start = one.network
    assert_same(one.advance(5).network, last(train(start, *samples, 5, "sgd")).network)
    assert one.settings == TrainingSettings("sgd")


def test_configure_of_the_rate_does_not_start_an_epoch(net, samples):
    one, other = (Trainer(net, *samples, TrainingSettings("sgd", 0.1, 7)) for _ in range(2))
    one.advance(3)
    one.configure(TrainingSettings("sgd", 0.1, 7))
    assert_same(one.advance(10).network, other.advance(13).network)


def test_configure_changes_the_loss_or_refuses_it(net, samples):
    X, Y = samples[0], np.sign(samples[1])
    trainer = Trainer(net.replace(output="tanh"), X, Y, TrainingSettings())
    trainer.configure(TrainingSettings(loss="cross_entropy"))
    assert trainer.advance(0).loss == pytest.approx(gradients(trainer.network, X, Y, "cross_entropy").loss)
    trainer = Trainer(net, X, Y, TrainingSettings())
    with pytest.raises(ValueError, match="expected an output logistic or tanh"):
        trainer.configure(TrainingSettings(loss="cross_entropy"))
    assert trainer.settings == TrainingSettings()


def test_set_data_goes_on_with_other_samples(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings("sgd", batch_size=7))
    start = trainer.advance(3).network
    X, Y = samples[0][:9], np.ones((9, 1))
    trainer.set_data(X, Y)
    frame = trainer.advance(4)
    assert_same(frame.network, last(train(start, X, Y, 4, "sgd", batch_size=7)).network)
    assert frame.loss == pytest.approx(loss_of(frame.network, X, Y))
    assert frame.step == 7
    with pytest.raises(ValueError, match="X: expected the shape"):
        trainer.set_data(np.ones((3, 3)), np.ones((3, 1)))


@every_optimizer
def test_adopt_of_the_same_parameters_changes_nothing(net, samples, optimizer):
    one, other = (Trainer(net, *samples, TrainingSettings(optimizer, batch_size=7)) for _ in range(2))
    for trainer in (one, other):
        trainer.advance(10)
    one.adopt(one.network)
    assert_same(one.advance(10).network, other.advance(10).network)


@pytest.mark.parametrize("units", [3, 5, 8])
@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_adopt_keeps_the_memory_of_the_units_that_both_have(net, samples, optimizer, units):
    trainer = Trainer(net, *samples, TrainingSettings(optimizer))
    trainer.advance(10)
    before = [trainer._parameters.like(memory.copy()) for memory in trainer._optimizer.memory]
    other = Network.random(hidden=units, activation="relu", seed=2)
    trainer.adopt(other)
    assert trainer.network is other
    both = min(5, units)
    for old, memory in zip(before, trainer._optimizer.memory, strict=True):
        new = trainer._parameters.like(memory)
        assert_array_equal(new.W1[:both], old.W1[:both])
        assert_array_equal(new.b1[:both], old.b1[:both])
        assert_array_equal(new.W2[:, :both], old.W2[:, :both])
        assert_array_equal(new.b2, old.b2)
        assert not np.concatenate([new.W1[both:].ravel(), new.b1[both:], new.W2[:, both:].ravel()]).any()
    frame = trainer.advance(10)
    assert frame.network.hidden == "relu"
    assert frame.step == 20


@pytest.mark.parametrize("unit", range(3))
@pytest.mark.parametrize("optimizer", ["momentum", "adam"])
def test_a_unit_that_goes_takes_its_memory_with_it(samples, optimizer, unit):
    """A unit that does nothing, deleted in mid-run, leaves the others on the way that they go without it."""
    small = Network.random(hidden=3, seed=3)
    W1, b1 = np.insert(small.W1, unit, 0, axis=0), np.insert(small.b1, unit, 0)
    large = small.replace(W1=W1, b1=b1, W2=np.insert(small.W2, unit, 0, axis=1))
    one, other = (Trainer(net, *samples, TrainingSettings(optimizer, 0.05)) for net in (small, large))
    one.advance(20)
    grown = other.advance(20).network
    fewer = unit_edits.without(grown, unit)
    other.adopt(fewer, origins=unit_edits.origins(grown, fewer))
    for mine, theirs in zip(one._optimizer.memory, other._optimizer.memory, strict=True):
        assert_allclose(theirs, mine, rtol=1e-9, atol=1e-15)
    there, here = one.advance(20), other.advance(20)
    assert_allclose(here.network.W1, there.network.W1, rtol=1e-9)
    assert here.loss == pytest.approx(there.loss, rel=1e-9)


def test_adopted_units_that_are_no_prelus_leave_the_slope(net, samples):
    trainer = Trainer(net.replace(hidden="prelu"), *samples, TrainingSettings("momentum"))
    prelu = trainer.advance(10).network
    trainer.adopt(prelu.replace(hidden="tanh"))
    assert trainer.advance(10).network.slope == prelu.slope


@pytest.mark.parametrize("sizes", [(3, 5, 1), (2, 5, 2)])
def test_adopt_refuses_other_inputs_and_outputs(net, samples, sizes):
    trainer = Trainer(net, *samples, TrainingSettings())
    with pytest.raises(ValueError, match="network: expected 2 inputs and 1 outputs as the data have, got"):
        trainer.adopt(Network.random(*sizes))
    assert trainer.network is net


# Pins


@every_optimizer
@pytest.mark.parametrize(
    "pin",
    [
        Pin(unit=2, weights=np.array([1.5, -2.5])),
        Pin(unit=2, weights=np.array([1.5, -2.5]), bias=0.3),
        Pin(unit=4, correction=np.array([0.7])),
        Pin(output_bias=np.array([0.2])),
        Pin(unit=0, bias=0.1, output_bias=np.array([0.2])),
    ],
)
def test_pinned_parameters_have_exactly_their_values_and_the_rest_learns(net, samples, optimizer, pin):
    trainer = Trainer(net, *samples, TrainingSettings(optimizer, batch_size=7))
    trainer.advance(10)  # the optimiser remembers a movement of what is then held
    trainer.pin(pin)
    assert_same(trainer.network, pin.apply(trainer.network))
    held = trainer._parameters.places(pin)
    start = trainer._parameters.flat.copy()
    for _ in range(3):
        network = trainer.advance(4).network
        assert_same(network, pin.apply(network))
        assert not trainer._gradient.flat[held].any()
    moved = trainer._parameters.flat != start
    assert_array_equal(np.flatnonzero(~moved[:-1]), np.sort(held))


def test_pin_follows_the_hand(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    for x in (0.1, 0.2, 0.3):
        trainer.pin(Pin(unit=1, weights=np.array([x, 1.0])))
        assert_array_equal(trainer.advance(3).network.W1[1], [x, 1.0])


def test_what_is_let_go_learns_again(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    trainer.pin(Pin(unit=1, weights=np.array([0.5, 1.0])))
    trainer.advance(3)
    trainer.unpin()
    assert_array_equal(trainer.network.W1[1], [0.5, 1.0])
    assert (trainer.advance(3).network.W1[1] != [0.5, 1.0]).all()


def test_pin_is_kept_when_a_network_is_adopted(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    trainer.pin(Pin(unit=6, bias=0.25))
    assert_same(trainer.network, net)
    trainer.adopt(Network.random(hidden=8))
    assert trainer.network.b1[6] == 0.25
    assert trainer.advance(5).network.b1[6] == 0.25
    trainer.adopt(net)
    assert not (trainer.advance(5).network.b1 == net.b1).any()


def test_pin_that_does_not_fit_is_refused_and_holds_nothing(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    with pytest.raises(ValueError, match="b2: expected the shape"):
        trainer.pin(Pin(output_bias=np.zeros(2)))
    assert trainer.advance(3).network.b2 != net.b2


def test_pinned_values_survive_a_divergence(net, samples):
    pin = Pin(unit=1, weights=np.array([0.5, 1.0]))
    trainer = Trainer(net.replace(hidden="relu"), *samples, TrainingSettings("sgd", 1e3))
    trainer.pin(pin)
    frame = trainer.advance(1000)
    assert frame.diverged
    assert_same(frame.network, pin.apply(frame.network))


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize("output", ACTIVATIONS)
def test_every_pair_of_nonlinearities_trains(net, samples, hidden, output):
    frame = last(train(net.replace(hidden=hidden, output=output), *samples, 5, batch_size=7))
    assert frame.step == 5
    assert not frame.diverged


def test_a_glance_takes_some_of_very_many_samples_and_trains_the_same():
    X = np.random.default_rng(0).uniform(-1, 1, (50_000, 2))
    Y = X[:, :1] * X[:, 1:]
    net = Network.random(2, 8, 1, seed=0)
    settings = TrainingSettings("sgd", 0.01, 64)
    whole, some = (Trainer(net, X, Y, settings) for _ in range(2))
    full, glance = whole.advance(20), some.advance(20, glance=True)
    assert np.array_equal(full.network.W1, glance.network.W1)
    assert full.loss != glance.loss
    assert glance.loss == pytest.approx(full.loss, rel=0.1)
    few = slice(0, 100)
    small = [Trainer(net, X[few], Y[few], settings).advance(5, glance=glance) for glance in (False, True)]
    assert small[0].loss == small[1].loss, "of few samples it takes all"


# Frozen units


@every_optimizer
def test_frozen_units_stay_beside_a_pin_and_the_rest_learns(net, samples, optimizer):
    trainer = Trainer(net, *samples, TrainingSettings(optimizer, batch_size=7))
    trainer.advance(10)
    before = trainer.network
    trainer.freeze((1, 3))
    trainer.pin(Pin(unit=0, bias=0.25))
    network = trainer.advance(12).network
    for unit in (1, 3):
        assert_array_equal(network.W1[unit], before.W1[unit])
        assert network.b1[unit] == before.b1[unit]
        assert_array_equal(network.W2[:, unit], before.W2[:, unit])
    assert network.b1[0] == 0.25
    assert (network.W1[[0, 2]] != before.W1[[0, 2]]).any()
    trainer.freeze(())
    assert (trainer.advance(5).network.W1[1] != before.W1[1]).any()


def test_adopting_a_network_freezes_other_units_of_it_or_the_same(net, samples):
    trainer = Trainer(net, *samples, TrainingSettings())
    trainer.freeze((1,))
    other = Network.random(hidden=8)
    trainer.adopt(other)
    assert_array_equal(trainer.advance(3).network.W1[1], other.W1[1])
    trainer.adopt(other, (2, 7))
    network = trainer.advance(3).network
    assert_array_equal(network.W1[[2, 7]], other.W1[[2, 7]])
    assert (network.W1[1] != other.W1[1]).any()
    trainer.adopt(net)
    assert_array_equal(trainer.advance(3).network.W1[2], net.W1[2])
