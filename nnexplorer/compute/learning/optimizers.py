"""The optimisers: rules that move a vector of parameters against its gradient."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, ClassVar

import numpy as np
from numpy import add, divide, multiply, sqrt, subtract

if TYPE_CHECKING:
    from collections.abc import Sequence

    from nnexplorer.compute.learning.parameters import Parameters
    from nnexplorer.model.in_place import Array

_SETTLED = 40_000
"""Updates after which 1 - 0.999^t is 1 to the last bit."""


class Optimizer:
    """A rule for one update of P parameters, with its memory of earlier ones.

    Parameters
    ----------
    size : int
        P.
    dtype : type
        Of the parameters, float32 or float64.

    Attributes
    ----------
    name, title : str
        As the Python API, the command line and the files spell it; as menus print it.
    gradient : (P,) array
        Where each update finds the gradient; zeros to begin with.
    memory : tuple of (P,) arrays
        What is kept from update to update, one number a parameter; zeros to begin with.
    updates : int
        How many there were.
    """

    name: ClassVar[str]
    title: ClassVar[str]

    def __init__(self, size: int, dtype: Any = np.float64) -> None:
        self.gradient: Array = np.zeros(size, dtype=dtype)
        self.memory: tuple[Array, ...] = ()
        self.updates = 0
        self._scratch = np.empty(size, dtype=dtype)
        self._rate: Array = np.empty((), dtype=dtype)

    def resized(self, size: int) -> Optimizer:
        """Return the rule for another number of parameters: it has made as many updates, and remembers nothing."""
        other = type(self)(size, self.gradient.dtype)
        other.updates = self.updates
        return other

    def carried(self, before: Parameters, after: Parameters, origins: Sequence[int], sloped: bool) -> Optimizer:
        """Return the rule for other parameters: what it remembers of them is what it did of their origins.

        See `Parameters.take`; of a slope that is not learnt nothing is remembered, or it would go on moving.
        """
        other = self.resized(after.flat.size)
        for old, new in zip(self.memory, other.memory, strict=True):
            memory = after.like(new)
            memory.take(before.like(old), origins)
            if not sloped:
                memory.slope[...] = 0
        return other

    def update(self, parameters: Array, rate: float, scale: float = 1.0) -> None:
        """Change `parameters` (P,) in place.

        Parameters
        ----------
        parameters : (P,) array
        rate : float
            eta > 0.
        scale : float
            What `gradient` is to be multiplied by, above 0; that is left as it is.
        """
        raise NotImplementedError


class GradientDescent(Optimizer):
    """P <- P - eta g."""

    name = "sgd"
    title = "gradient descent"

    def update(self, parameters: Array, rate: float, scale: float = 1.0) -> None:
        """See `Optimizer.update`."""
        self._rate[()] = rate * scale
        multiply(self.gradient, self._rate, self._scratch)
        subtract(parameters, self._scratch, parameters)


class Momentum(Optimizer):
    """v <- 0.9 v + g, P <- P - eta v."""

    name = "momentum"
    title = "momentum"

    def __init__(self, size: int, dtype: Any = np.float64) -> None:
        super().__init__(size, dtype)
        self.memory = (np.zeros(size, dtype=dtype),)
        self._decay = np.array(0.9, dtype=dtype)

    def update(self, parameters: Array, rate: float, scale: float = 1.0) -> None:
        """See `Optimizer.update`."""
        (v,) = self.memory
        scratch = self._scratch
        self._rate[()] = scale
        multiply(self.gradient, self._rate, scratch)
        multiply(v, self._decay, v)
        add(v, scratch, v)
        self._rate[()] = rate
        multiply(v, self._rate, scratch)
        subtract(parameters, scratch, parameters)


class Adam(Optimizer):
    """Adam with its authors' constants 0.9, 0.999 and 1e-8 (Kingma and Ba, 2015, algorithm 1).

        m <- 0.9 m + 0.1 g    v <- 0.999 v + 0.001 g^2
        P <- P - eta (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8)

    Kept are m / (0.1 s) and v / (0.001 s^2), s being the gradient's scale, so that what is added to them is the
    gradient as it comes and its square; all constants are taken out of the vectors into two numbers.
    """

    name = "adam"
    title = "Adam"

    def __init__(self, size: int, dtype: Any = np.float64) -> None:
        super().__init__(size, dtype)
        self._moments = np.zeros((2, size), dtype=dtype)
        self._powers = np.zeros((2, size), dtype=dtype)  # the gradient and its square
        self._decays = np.repeat(np.array([[0.9], [0.999]], dtype=dtype), size, axis=1)
        self._epsilon: Array = np.empty((), dtype=dtype)
        self._scale, self._settled_rate = 1.0, math.nan
        self.gradient, self._square = self._powers
        self.memory = tuple(self._moments)

    def resized(self, size: int) -> Adam:
        """See `Optimizer.resized`."""
        other = Adam(size, self.gradient.dtype)
        other.updates, other._scale = self.updates, self._scale
        return other

    def update(self, parameters: Array, rate: float, scale: float = 1.0) -> None:
        """See `Optimizer.update`."""
        if scale != self._scale:
            self._rescale(scale)
        self.updates += 1
        if rate != self._settled_rate:
            self._correct(rate)

        gradient, moments, scratch = self.gradient, self._moments, self._scratch
        multiply(gradient, gradient, self._square)
        multiply(moments, self._decays, moments)
        add(moments, self._powers, moments)
        sqrt(self.memory[1], scratch)
        add(scratch, self._epsilon, scratch)
        divide(self.memory[0], scratch, scratch)
        multiply(scratch, self._rate, scratch)
        subtract(parameters, scratch, parameters)

    def _correct(self, rate: float) -> None:
        """Compute what the step's two constants are after so many updates."""
        root = math.sqrt((1 - 0.999**self.updates) / (1 - 0.999))
        self._epsilon[()] = 1e-8 * root / self._scale
        self._rate[()] = rate * root * ((1 - 0.9) / (1 - 0.9**self.updates))
        self._settled_rate = rate if self.updates >= _SETTLED else math.nan

    def _rescale(self, scale: float) -> None:
        m, v = self.memory
        ratio = self._scale / scale
        m *= ratio
        v *= ratio * ratio
        self._scale, self._settled_rate = scale, math.nan


OPTIMIZERS: dict[str, type[Optimizer]] = {rule.name: rule for rule in (GradientDescent, Momentum, Adam)}
