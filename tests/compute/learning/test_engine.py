"""Training in place and in blocks against the plain formulas; how few calls it makes; its threads."""

from __future__ import annotations

import dataclasses
import gc
import itertools
import sys
import threading
import time
import tracemalloc
import weakref

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from nnexplorer.compute.learning import engine, optimizers, passes
from nnexplorer.compute.learning.backpropagation import gradients
from nnexplorer.compute.learning.optimizers import OPTIMIZERS
from nnexplorer.compute.learning.training import Trainer
from nnexplorer.model import activations, in_place, unit_edits
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network
from nnexplorer.model.pin import Pin
from nnexplorer.model.settings import TrainingSettings

ARRAYS = ["W1", "b1", "W2", "b2"]
RATES = {"sgd": 0.05, "momentum": 0.02, "adam": 0.01}
LOSSES = [(output, "mse") for output in ACTIVATIONS] + [("logistic", "cross_entropy"), ("tanh", "cross_entropy")]


def problem(M=50, D=2, N=5, K=1, hidden="tanh", output="identity", seed=1):
    """Return a network, and samples with targets that every loss is defined for."""
    generator = np.random.default_rng(seed)
    X = generator.uniform(-1, 1, (M, D))
    lowest = -1 if output == "tanh" else 0
    Y = lowest + (1 - lowest) * generator.uniform(0, 1, (M, K))
    return Network.random(D, N, K, hidden, seed=seed, output=output).replace(b2=generator.normal(size=K)), X, Y


def textbook(net, X, Y, settings, steps):
    """Train as a textbook writes it, one mini-batch after the other; return the network."""
    M, order, rng, p = len(X), None, np.random.default_rng(settings.seed), vector(net)
    size = min(settings.batch_size or M, M)
    start, m, v = 0, 0.0, 0.0
    for t in range(1, steps + 1):
        if start == 0:
            order = rng.permutation(M) if size < M else np.arange(M)
        batch = order[start : start + size]
        start = start + size if start + size < M else 0
        g = vector(gradients(net, X[batch], Y[batch], settings.loss))
        if settings.optimizer == "adam":
            m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
            move = (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8)
        else:
            m = (0.9 if settings.optimizer == "momentum" else 0.0) * m + g
            move = m
        p = p - settings.learning_rate * move
        net = with_vector(net, p)
    return net


def vector(of):
    return np.concatenate([np.ravel(getattr(of, name)) for name in [*ARRAYS, "slope"]])


def with_vector(net, p):
    arrays = np.split(p, np.cumsum([getattr(net, name).size for name in ARRAYS]))
    shaped = {name: a.reshape(getattr(net, name).shape) for name, a in zip(ARRAYS, arrays[:-1], strict=True)}
    return net.replace(**shaped, slope=float(arrays[-1][0]))


def assert_trains_as_the_textbook(net, X, Y, settings, steps=7, **options):
    trainer = Trainer(net, X, Y, settings, **options)
    frame = trainer.advance(steps)
    expected = textbook(net, X, Y, settings, steps)
    assert not frame.diverged
    assert_allclose(vector(frame.network), vector(expected), rtol=1e-10, atol=1e-13)
    assert frame.loss == pytest.approx(gradients(expected, X, Y, settings.loss).loss, rel=1e-10)


def settings_of(optimizer, batch_size, loss="mse"):
    return TrainingSettings(optimizer, RATES[optimizer], batch_size, loss, seed=3)


@pytest.fixture
def small_blocks(monkeypatch):
    """Let a handful of samples make several blocks."""
    monkeypatch.setattr(engine, "CACHE", 0)
    monkeypatch.setattr(engine, "NARROWEST", 8)
    monkeypatch.setattr(passes, "_LARGE", 30)


# Against the plain formulas


@pytest.mark.parametrize("batch_size", [None, 7])
@pytest.mark.parametrize(("output", "loss"), LOSSES)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_pair_of_nonlinearities_with_every_loss(hidden, output, loss, batch_size):
    optimizer = sorted(OPTIMIZERS)[len(hidden + output) % 3]  # each of them, here and there
    assert_trains_as_the_textbook(
        *problem(hidden=hidden, output=output, M=23), settings_of(optimizer, batch_size, loss)
    )


@pytest.mark.parametrize("batch_size", [None, 1, 5, 99])
@pytest.mark.parametrize("shape", [(23, 2, 1, 1), (23, 1, 5, 2), (1, 8, 3, 4), (2, 3, 4, 3)])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("hidden", ["tanh", "prelu"])
def test_every_optimizer_with_shapes_from_the_smallest_on(shape, batch_size, optimizer, hidden):
    assert_trains_as_the_textbook(*problem(*shape, hidden=hidden), settings_of(optimizer, batch_size))


@pytest.mark.parametrize("K", [1, 2])
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_nonlinearity_in_several_blocks(small_blocks, hidden, K):
    net, X, Y = problem(hidden=hidden, K=K)
    for batch_size in (None, 20):
        assert_trains_as_the_textbook(net, X, Y, settings_of("momentum", batch_size), threads=2)


@pytest.mark.parametrize(("output", "loss"), LOSSES)
def test_every_loss_in_several_blocks(small_blocks, output, loss):
    net, X, Y = problem(hidden="prelu", output=output)
    assert_trains_as_the_textbook(net, X, Y, settings_of("sgd", 20, loss))


@pytest.mark.parametrize("a", [-0.5, 0.0, 1.0, 1.5])
def test_prelus_of_every_slope(a):
    net, X, Y = problem(hidden="prelu", output="prelu")
    assert_trains_as_the_textbook(net.replace(slope=a), X, Y, settings_of("sgd", 7))


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_excitations_of_zero_have_the_derivative_of_the_plain_formula(hidden):
    net, X, Y = problem(hidden=hidden)
    net = net.replace(W1=np.zeros((5, 2)), b1=np.zeros(5))
    assert_trains_as_the_textbook(net, X, Y, settings_of("sgd", None), steps=1)


def test_nonlinearity_without_forms_in_place_trains_too(monkeypatch):
    for name in ("softplus", "prelu"):
        monkeypatch.setitem(activations.ACTIVATIONS, name, dataclasses.replace(ACTIVATIONS[name], fast=None))
    for hidden, output in itertools.product(("softplus", "prelu"), repeat=2):
        assert_trains_as_the_textbook(*problem(hidden=hidden, output=output), settings_of("adam", 7))


def test_pinned_parameters_in_full_batches_stay_and_the_others_learn(small_blocks):
    net, X, Y = problem()
    trainer = Trainer(net, X, Y, settings_of("adam", None))
    trainer.pin(Pin(unit=2, bias=0.5, correction=np.array([0.25])))
    network = trainer.advance(5).network
    assert (network.b1[2], network.W2[0, 2]) == (0.5, 0.25)
    trainer.unpin()
    network = trainer.advance(5).network
    assert network.b1[2] != 0.5
    assert network.W2[0, 2] != 0.25


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_change_of_the_batch_size_keeps_the_optimizers_memory(optimizer):
    net, X, Y = problem()
    whole, halves = settings_of(optimizer, None), settings_of(optimizer, 25)
    X, Y = np.concatenate((X, X)), np.concatenate((Y, Y))
    one, other = Trainer(net, X[:50], Y[:50], whole), Trainer(net, X, Y, whole)
    other.advance(4)
    assert_allclose(vector(other.network), vector(one.advance(4).network), rtol=1e-12)
    one.configure(halves)
    one.configure(whole)
    assert_allclose(vector(other.advance(4).network), vector(one.advance(4).network), rtol=1e-12)


@pytest.mark.parametrize("batch_size", [None, 20])
def test_units_that_come_in_the_middle_of_an_epoch_leave_its_order(batch_size):
    net, X, Y = problem(M=700)
    settings = settings_of("sgd", batch_size)
    one, other = Trainer(net, X, Y, settings), Trainer(net, X, Y, settings)
    for trainer in (one, other):
        trainer.advance(3)
    wide = Network.random(2, 500, 1, seed=9)  # whose blocks are narrower
    one.adopt(wide)
    one.adopt(other.network)
    assert_array_equal(vector(one.advance(4).network), vector(other.advance(4).network))


@pytest.mark.parametrize("batch_size", [None, 7])
def test_float32_ends_near_float64(batch_size):
    net, X, Y = problem()
    single, double = (Trainer(net, X, Y, settings_of("adam", batch_size), dtype=d) for d in (np.float32, np.float64))
    one, other = single.advance(20), double.advance(20)
    assert_allclose(vector(one.network), vector(other.network), rtol=1e-3, atol=1e-4)
    assert one.network.W1.dtype == np.float64
    assert one.loss == pytest.approx(other.loss, rel=1e-3)
    assert single._parameters.flat.dtype == single._gradient.flat.dtype == np.float32


# How few calls, and how little memory


class Calls:
    """Counts NumPy calls: its functions where the modules of a step find them, and the methods of arrays."""

    def __init__(self, monkeypatch):
        self.count = 0
        for module in (passes, optimizers, in_place):
            for name, value in vars(module).items():
                if isinstance(value, np.ufunc):
                    monkeypatch.setattr(module, name, self.counted(value))
            monkeypatch.setattr(module, "np", self)

    def __getattr__(self, name):
        value = getattr(np, name)
        return self.counted(value) if callable(value) and not isinstance(value, type) else value

    def counted(self, function):
        def call(*arguments, **named):
            self.count += 1
            return function(*arguments, **named)

        return call

    def of_methods(self, _frame, event, what):
        if event == "c_call" and isinstance(what.__self__, np.ndarray):
            self.count += 1


@pytest.mark.parametrize(("optimizer", "most"), [("sgd", 12), ("adam", 18)])
def test_calls_of_numpy_in_a_step(monkeypatch, optimizer, most):
    calls = Calls(monkeypatch)
    net, X, Y = problem(M=500, N=8)
    trainer = Trainer(net, X, Y, settings_of(optimizer, 10))
    trainer.advance(1)  # makes the working memory
    counts = []
    for steps in (1, 11):
        calls.count = 0
        sys.setprofile(calls.of_methods)
        trainer._train(steps)
        sys.setprofile(None)
        counts.append(calls.count)
    assert (counts[1] - counts[0]) / 10 <= most
    assert counts[0] >= 10  # they are counted


@pytest.mark.parametrize("batch_size", [None, 64])
def test_no_array_of_all_hidden_signals_is_made(batch_size):
    net, X, Y = problem(M=20_000, N=256)
    trainer = Trainer(net, X, Y, settings_of("sgd", batch_size), threads=2)
    tracemalloc.start()
    try:
        trainer.advance(1)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 20_000 * 256 * 8 / 4


# Threads


def test_result_does_not_depend_on_the_number_of_threads(small_blocks):
    net, X, Y = problem(M=300)
    for batch_size in (None, 99):
        runs = [Trainer(net, X, Y, settings_of("adam", batch_size), threads=n).advance(9) for n in (1, 2, 3, 40)]
        for run in runs[1:]:
            assert_array_equal(vector(run.network), vector(runs[0].network))
            assert run.loss == runs[0].loss


@pytest.mark.parametrize("cuts", [(9,), (1, 8), (4, 0, 0, 5), (1,) * 9])
def test_pauses_change_nothing_in_full_batches(small_blocks, cuts):
    net, X, Y = problem(M=300)
    trainer = Trainer(net, X, Y, settings_of("momentum", None), threads=2)
    for steps in cuts:
        frame = trainer.advance(steps)
    whole = Trainer(net, X, Y, settings_of("momentum", None), threads=2).advance(9)
    assert_array_equal(vector(frame.network), vector(whole.network))
    assert frame.loss == whole.loss


def test_threads_do_not_outlive_an_advance(small_blocks):
    before = set(threading.enumerate())
    net, X, Y = problem(M=300)
    trainer = Trainer(net, X, Y, settings_of("sgd", None), threads=3)
    trainer.advance(3)
    assert set(threading.enumerate()) == before


def test_error_in_a_thread_is_raised_and_no_thread_is_left(small_blocks, monkeypatch):
    before = set(threading.enumerate())
    net, X, Y = problem(M=300)
    trainer = Trainer(net, X, Y, settings_of("sgd", None), threads=3)
    trainer.advance(1)

    plain, caller, failed = passes.Pass.backpropagate, threading.current_thread(), threading.Event()

    def broken(work, block):
        if threading.current_thread() is not caller:
            failed.set()
            raise MemoryError("no room")
        failed.wait(10)  # or the caller would have done everything itself
        plain(work, block)

    monkeypatch.setattr(passes.Pass, "backpropagate", broken)
    with pytest.raises(MemoryError, match="no room"):
        trainer.advance(2)
    assert set(threading.enumerate()) == before


@pytest.mark.parametrize("optimizer", OPTIMIZERS)
@pytest.mark.parametrize("batch_size", [None, 7])
def test_what_was_halted_and_taken_up_again_ends_where_it_would_have(small_blocks, monkeypatch, optimizer, batch_size):
    monkeypatch.setattr(engine, "HALTED_FROM", 2)
    net, X, Y = problem(M=40)
    settings = TrainingSettings(optimizer, 0.01, batch_size)
    whole = Trainer(net, X, Y, settings)
    wanted = whole.advance(12)
    halted, halts = Trainer(net, X, Y, settings), 0
    halted.halt = threading.Event()
    for turn in range(6):
        halted.halt.set()
        try:
            halted.advance(2 - (halted.step - 2 * turn))
        except engine.Halted:
            halts += 1
        halted.halt.clear()
        frame = halted.advance(max(0, 2 * turn + 2 - halted.step))
    assert halts == 6
    assert (frame.step, frame.loss) == (wanted.step, wanted.loss)
    assert_array_equal(vector(frame.network), vector(wanted.network))


def test_a_short_pass_is_never_halted():
    net, X, Y = problem()
    trainer = Trainer(net, X, Y, TrainingSettings())
    trainer.halt = threading.Event()
    trainer.halt.set()
    assert trainer.advance(3).step == 3


class Listener:
    """An event that is never set, and notes how long it takes until it is looked at again, in the thread's own time."""

    def __init__(self):
        self.longest, self._last = 0.0, time.thread_time()

    def is_set(self):
        now = time.thread_time()
        self.longest, self._last = max(self.longest, now - self._last), now
        return False


WHOLE, PARTS, SMALL = None, 15_000, 32


@pytest.fixture
def no_garbage():
    """As in the program: no garbage is collected in the trainer's thread."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize(
    ("units", "samples", "batch_size"),
    [(10_000, 6000, WHOLE), (10_000, 1500, WHOLE), (3000, 20_000, PARTS), (10, 300_000, SMALL), (10, 300_000, WHOLE)],
)
def test_however_large_the_work_it_listens_every_fifty_milliseconds(no_garbage, units, samples, batch_size):
    """A stop waits no longer than from one look to the next; processor time, for the clock is others' too."""
    longest = []
    for _ in range(3):  # one gap is noise of the machine, the same gap every time is ours
        X = np.random.default_rng(0).uniform(-1, 1, (samples, 2))
        net = Network.random(2, units, 1, "tanh", seed=1)
        trainer = Trainer(net, X, X[:, :1].copy(), TrainingSettings("adam", 1e-3, batch_size), threads=1)
        trainer.halt = listener = Listener()
        for step in range(2):
            trainer.advance(1, glance=True)
            listener.is_set()
            if not step:
                fewer = unit_edits.without(trainer.network, 3)
                trainer.adopt(fewer, origins=unit_edits.origins(net, fewer))
                listener.is_set()
        longest.append(listener.longest)
    assert 0 < min(longest) < 0.05


def test_the_way_back_from_a_divergence_is_broken_off_and_found_again(monkeypatch):
    monkeypatch.setattr(engine, "HALTED_FROM", 2)
    net, X, Y = problem(M=300, hidden="relu")
    settings = TrainingSettings("sgd", 1e3, 20)
    wanted = Trainer(net, X, Y, settings).advance(1000)
    assert wanted.diverged
    halted = Trainer(net, X, Y, settings)
    halted.halt = threading.Event()
    back, halts = Trainer._go_back, []

    def stopped(trainer):
        if not halts:
            halts.append(trainer.step)
            trainer.halt.set()
        back(trainer)

    monkeypatch.setattr(Trainer, "_go_back", stopped)
    with pytest.raises(engine.Halted):
        halted.advance(1000)
    halted.halt.clear()
    frame = halted.advance(1000)
    assert frame.diverged
    assert (frame.step, halts) == (wanted.step, [wanted.step])
    assert_array_equal(vector(frame.network), vector(wanted.network))


def test_divergence_in_several_blocks_ends_at_the_last_finite_network(small_blocks):
    net, X, Y = problem(M=300, hidden="relu")
    for threads in (1, 3):
        trainer = Trainer(net, X, Y, TrainingSettings("sgd", 1e3, None), threads=threads)
        frame = trainer.advance(1000)
        assert frame.diverged
        assert 0 < frame.step < 1000
        assert np.isfinite(vector(frame.network)).all()


def test_trainer_goes_with_its_last_reference():
    net, X, Y = problem()
    trainer = Trainer(net, X, Y, settings_of("sgd", 7))
    trainer.advance(3)
    gone = weakref.ref(trainer)
    gc.disable()
    try:
        del trainer
        assert gone() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("threads", [0, -1, 1.5])
def test_number_of_threads_is_checked(threads):
    with pytest.raises(ValueError, match="threads"):
        Trainer(*problem(), TrainingSettings(), threads=threads)
