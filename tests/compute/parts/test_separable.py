"""Units over a grid are summed block by block, on one thread or several, as the plain formula has it."""

import threading
import tracemalloc

import numpy as np
import pytest

from nnexplorer.compute.parts import separable
from nnexplorer.compute.parts.grid import evaluate
from nnexplorer.model.activations import ACTIVATIONS
from nnexplorer.model.network import Network

BOUNDS = ((-1.0, 2.0), (-3.0, 0.5))
LAYERS = ("e1", "h", "e2", "y")
TOLERANCES = {np.float64: 1e-12, np.float32: 1e-4}


def plainly(network, bounds, resolution):
    """All four layers by the formula, sample by sample, in the shapes of a surface."""
    axes = [np.linspace(*pair, resolution) for pair in bounds]
    signals = network.forward(np.stack(np.meshgrid(*axes), axis=-1).reshape(-1, len(bounds)))
    return {name: getattr(signals, name).T.reshape(-1, *[resolution] * len(bounds)) for name in LAYERS}


def assert_plain(network, bounds=BOUNDS, resolution=7, dtype=np.float64):
    surface = evaluate(network, bounds, resolution, dtype)
    for name, expected in plainly(network, bounds, resolution).items():
        found = getattr(surface, name)
        assert found.dtype == dtype
        np.testing.assert_allclose(found, expected, rtol=0, atol=TOLERANCES[dtype], err_msg=name)


@pytest.fixture
def small_blocks(monkeypatch):
    """Blocks of 3 units and 2 rows of 7 samples, whatever the number of bytes in a sample."""
    monkeypatch.setattr(separable, "BLOCK_UNITS", 3)
    monkeypatch.setattr(separable, "BLOCK_BYTES", 3 * 2 * 7 * 8)


@pytest.fixture
def threads(monkeypatch):
    """Two threads even for the smallest of grids; holds the names of those that worked."""
    monkeypatch.setattr(separable, "THREADED_FROM", 1)
    monkeypatch.setattr(separable.os, "cpu_count", lambda: 2)
    names, fill = [], separable.Units._fill

    def noted(self, *arguments):
        names.append(threading.current_thread().name)
        fill(self, *arguments)

    monkeypatch.setattr(separable.Units, "_fill", noted)
    return names


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("output", ACTIVATIONS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_every_nonlinearity_and_output_is_the_plain_formula(hidden, output, dtype):
    soft = output not in ("step", "signum") or dtype == np.float64  # rounding decides what is hard
    assert_plain(Network.random(2, 5, 2, hidden, seed=4, output=output if soft else "identity"), dtype=dtype)


@pytest.mark.parametrize("resolution", [1, 2, 9])
@pytest.mark.parametrize("outputs", [1, 2, 3])
@pytest.mark.parametrize("units", [1, 4])
@pytest.mark.parametrize("inputs", [1, 2])
def test_every_size_is_the_plain_formula(inputs, units, outputs, resolution):
    network = Network.random(inputs, units, outputs, seed=units).replace(b2=np.arange(outputs) + 0.5)
    assert_plain(network, BOUNDS[:inputs], resolution)


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("units", [1, 3, 4, 8])
@pytest.mark.parametrize("inputs", [1, 2])
@pytest.mark.usefixtures("small_blocks")
def test_remainders_of_blocks_are_the_plain_formula(inputs, units, dtype):
    assert_plain(Network.random(inputs, units, 3, "relu", seed=units), BOUNDS[:inputs], 7, dtype)


@pytest.mark.parametrize("slope", [-0.5, 0.0, 0.25, 3.0])
def test_slope_is_the_networks(slope):
    assert_plain(Network.random(2, 5, 1, "prelu", seed=1, output="prelu").replace(slope=slope))


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.usefixtures("small_blocks")
def test_two_threads_give_what_one_gives(hidden, threads):
    network = Network.random(2, 8, 2, hidden, seed=3)
    assert_plain(network)
    assert len(set(threads)) == 2
    assert not {it.name for it in threading.enumerate()} & (set(threads) - {threading.main_thread().name})


@pytest.mark.usefixtures("threads")
def test_a_single_row_has_no_use_for_a_second_thread():
    assert_plain(Network.random(1, 3, 1, seed=3), BOUNDS[:1])
    assert_plain(Network.random(2, 3, 1, seed=3), BOUNDS, 1)


@pytest.mark.parametrize("failing", ["MainThread", "another"])
@pytest.mark.usefixtures("small_blocks", "threads")
def test_what_fails_in_a_thread_is_raised(failing, monkeypatch):
    def fail(_):
        main = threading.current_thread() is threading.main_thread()
        if main is (failing == "MainThread"):
            raise MemoryError
        return np.tanh

    monkeypatch.setattr(separable.Units, "_apply", fail)
    before = threading.active_count()
    with pytest.raises(MemoryError):
        _ = evaluate(Network.random(2, 8, 1), resolution=7).e2
    assert threading.active_count() == before


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.usefixtures("small_blocks", "threads")
def test_huge_weights_give_no_warning(hidden, dtype):
    for scale in (1e30, 1e200, 1e307):
        network = Network([[3 * scale, scale], [-scale, scale]], [scale, 0], [[scale, 1]], [0], hidden, "logistic")
        surface = evaluate(network, resolution=6, dtype=dtype)
        for name in LAYERS:
            assert getattr(surface, name).shape[1:] == (6, 6)


def test_a_layer_is_computed_once_and_read_only():
    surface = evaluate(Network.random(2, 3, 1, output="tanh"), resolution=3)
    for name in LAYERS:
        assert getattr(surface, name) is getattr(surface, name)
        assert not getattr(surface, name).flags.writeable
        with pytest.raises(AttributeError, match="cannot assign"):
            setattr(surface, name, None)


def test_output_of_many_units_never_holds_the_hidden_layer():
    network = Network.random(2, 256, 1)
    tracemalloc.start()
    try:
        y = evaluate(network, resolution=400, dtype=np.float32).y
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    hidden = 256 * y.nbytes
    assert y.nbytes < peak < y.nbytes + 2 * separable.MOST_THREADS * separable.BLOCK_BYTES + 3e6 < hidden / 10


@pytest.mark.parametrize("dtype", [np.int64, np.float16, np.complex128])
def test_other_numbers_are_refused(dtype):
    with pytest.raises(ValueError, match="dtype: expected float32 or float64, got"):
        evaluate(Network.random(), dtype=dtype)
