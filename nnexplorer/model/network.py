"""The two-layer feedforward network: its parameters, and the signals it makes of an input."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from sys import float_info
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from nnexplorer.model import activations
from nnexplorer.model.activations import Activation
from nnexplorer.model.checks import checked_count, checked_number

Array = NDArray[np.float64]

# How far from the middle of [-1, 1]^D the points lie through which a random network's threshold lines go.
_REACH = 0.8


@dataclass(frozen=True, eq=False)
class Signals:
    """What M inputs make of a network; read-only.

    Attributes
    ----------
    e1, h : (M,N) arrays
        Excitations and activations of the hidden units.
    e2, y : (M,K) arrays
        Excitations and values of the outputs.
    """

    e1: Array
    h: Array
    e2: Array
    y: Array

    def __post_init__(self) -> None:
        for field in fields(self):
            getattr(self, field.name).flags.writeable = False


@dataclass(frozen=True, eq=False, init=False)
class Network:
    """A two-layer feedforward network of D inputs, N hidden units and K outputs, each at least one.

        e1 = x W1^T + b1    h = g(e1)    e2 = h W2^T + b2    y = g_out(e2)

    Row k of W1 is the threshold vector of unit k, column k of W2 its correction vector. The arrays are
    float64 copies of what was given, and read-only.

    Parameters
    ----------
    W1 : (N,D) array-like
    b1 : (N,) array-like
    W2 : (K,N) array-like
    b2 : (K,) array-like
    hidden, output : str
        Names of the nonlinearities.
    slope : float
        The PReLU's factor on the negative side, finite; one for the whole network.

    Raises
    ------
    ValueError
        If shapes do not go together, a number is not finite, or an activation is not known.
    """

    W1: Array
    b1: Array
    W2: Array
    b2: Array
    hidden: str
    output: str
    slope: float

    def __init__(
        self,
        W1: ArrayLike,
        b1: ArrayLike,
        W2: ArrayLike,
        b2: ArrayLike,
        hidden: str = "tanh",
        output: str = "identity",
        slope: float = 0.25,
    ) -> None:
        weights = as_numbers("W1", W1, ("N", "D"))
        units = len(weights)
        corrections = as_numbers("W2", W2, ("K", units))
        values: dict[str, Any] = {
            "W1": weights,
            "b1": as_numbers("b1", b1, (units,)),
            "W2": corrections,
            "b2": as_numbers("b2", b2, (len(corrections),)),
            "hidden": activations.activation(hidden).name,
            "output": activations.activation(output).name,
            "slope": checked_number("slope", slope),
        }
        for name, value in values.items():
            if isinstance(value, np.ndarray):
                value.flags.writeable = False
            object.__setattr__(self, name, value)

    @classmethod
    def random(
        cls,
        inputs: int = 2,
        hidden: int = 8,
        outputs: int = 1,
        activation: str = "tanh",
        seed: int = 0,
        output: str = "identity",
    ) -> Network:
        """Return a network to start a training from; equal seeds give equal networks.

        W1 and W2 are uniform in +-sqrt(6 / (fan in + fan out)) (Glorot and Bengio, 2010). Every threshold
        line goes through a point of its own, uniform in [-0.8, 0.8]^D: so the lines differ and all cross the
        square that the lecture draws, where zero biases would let all of them meet in its middle. b2 is zero.

        Raises
        ------
        ValueError
            If a size is less than one, the seed less than zero, or an activation not known.
        """
        inputs = checked_count("inputs", inputs, least=1)
        hidden = checked_count("hidden", hidden, least=1)
        outputs = checked_count("outputs", outputs, least=1)
        generator = np.random.default_rng(checked_count("seed", seed))
        weights = _glorot(generator, hidden, inputs)
        points = generator.uniform(-_REACH, _REACH, (hidden, inputs))
        b1 = -np.sum(weights * points, axis=1)
        return cls(weights, b1, _glorot(generator, outputs, hidden), np.zeros(outputs), activation, output)

    @property
    def inputs(self) -> int:
        """The number D of inputs."""
        return int(self.W1.shape[1])

    @property
    def units(self) -> int:
        """The number N of hidden units."""
        return len(self.W1)

    @property
    def outputs(self) -> int:
        """The number K of outputs."""
        return len(self.W2)

    @property
    def gains(self) -> Array:
        """The length of each threshold vector, |w| (N,), also where its square would be no number any more."""
        with np.errstate(over="ignore", under="ignore"):
            lengths: Array = np.hypot.reduce(np.abs(self.W1), axis=1)
        return np.minimum(lengths, float_info.max)

    @property
    def activation(self) -> Activation:
        """The hidden units' nonlinearity."""
        return activations.activation(self.hidden, self.slope)

    @property
    def output_activation(self) -> Activation:
        """The outputs' nonlinearity, as in training; its `.hard` is the one of testing."""
        return activations.activation(self.output, self.slope)

    def replace(self, **changes: Any) -> Network:
        """Return a network with some parameters changed, checked like a new one."""
        return replace(self, **changes)

    def forward(self, X: ArrayLike) -> Signals:
        """Return all signals for the inputs X.

        Parameters
        ----------
        X : (M,D) array-like
            One input a row; M may be zero.

        Raises
        ------
        ValueError
            If X has another shape, or a number in it is not finite.
        """
        X = as_numbers("X", X, ("M", self.inputs))
        with np.errstate(over="ignore", invalid="ignore"):  # where weights are huge, signals are infinite
            e1 = X @ self.W1.T + self.b1
            h = self.activation.function(e1)
            e2 = h @ self.W2.T + self.b2
            y = self.output_activation.function(e2)
        return Signals(e1, h, e2, y)

    def predict(self, X: ArrayLike) -> Array:
        """Return the (M,K) outputs as in testing: hard where the output is logistic or tanh."""
        return self.output_activation.hard.function(self.forward(X).e2)

    def __reduce__(self) -> tuple[type[Network], tuple[Any, ...]]:
        # NumPy forgets in pickles and deep copies that an array is read-only.
        return type(self), tuple(getattr(self, field.name) for field in fields(self))


def as_numbers(name: str, value: ArrayLike, shape: tuple[int | str, ...]) -> Array:
    """Return a float64 copy of an array-like after a check of its shape and its numbers.

    Parameters
    ----------
    name : str
        What an error calls it.
    value : array-like
    shape : tuple of int or str
        The sizes wanted; a letter stands for a free size, and any letter but M for one that is at least 1.

    Raises
    ------
    ValueError
        If the shape is another, or something in it is not a finite number.
    """
    try:
        array = np.asarray(value)
    except ValueError:
        raise ValueError(f"{name}: expected the shape {_spell(shape)}, got rows of unequal length") from None
    if array.dtype.kind not in "biuf":
        raise ValueError(f"{name}: expected real numbers, got {array.dtype}")
    if array.ndim != len(shape) or not all(map(_fits, array.shape, shape)):
        raise ValueError(f"{name}: expected the shape {_spell(shape)}, got {_spell(array.shape)}")
    numbers = np.array(array, dtype=np.float64, order="C")
    if not np.isfinite(numbers).all():
        raise ValueError(f"{name}: expected finite numbers, got {numbers[~np.isfinite(numbers)][0]}")
    return numbers


def _fits(size: int, wanted: int | str) -> bool:
    return size == wanted if isinstance(wanted, int) else size >= 1 or wanted == "M"


def _spell(shape: tuple[int | str, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"


def _glorot(generator: np.random.Generator, fan_out: int, fan_in: int) -> Array:
    limit = math.sqrt(6 / (fan_in + fan_out))
    return generator.uniform(-limit, limit, (fan_out, fan_in))
