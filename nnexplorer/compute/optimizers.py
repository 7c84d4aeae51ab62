"""The optimisers: rules that move a vector of parameters against its gradient."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, ClassVar

import numpy as np

if TYPE_CHECKING:
    from nnexplorer.model.network import Array


class Optimizer:
    """A rule for one update of P parameters, with its memory of earlier ones.

    Parameters
    ----------
    size : int
        P.

    Attributes
    ----------
    name, title : str
        As the Python API, the command line and the files spell it; as menus print it.
    memory : tuple of (P,) arrays
        What is kept from update to update, one number a parameter; zeros to begin with.
    updates : int
        How many there were.
    """

    name: ClassVar[str]
    title: ClassVar[str]
    memories: ClassVar[int]

    def __init__(self, size: int) -> None:
        self.memory = tuple(np.zeros(size) for _ in range(self.memories))
        self.updates = 0
        self._scratch = np.empty(size)

    def update(self, parameters: Array, gradient: Array, rate: float) -> None:
        """Change `parameters` (P,) in place; `gradient` (P,) is left as it is, and `rate` is eta > 0."""
        self.updates += 1
        self._update(parameters, gradient, rate)

    def _update(self, parameters: Array, gradient: Array, rate: float) -> None:
        raise NotImplementedError


class GradientDescent(Optimizer):
    """P <- P - eta g."""

    name = "sgd"
    title = "gradient descent"
    memories = 0

    def _update(self, parameters: Array, gradient: Array, rate: float) -> None:
        np.multiply(gradient, rate, out=self._scratch)
        parameters -= self._scratch


class Momentum(Optimizer):
    """v <- 0.9 v + g, P <- P - eta v."""

    name = "momentum"
    title = "momentum"
    memories = 1

    def _update(self, parameters: Array, gradient: Array, rate: float) -> None:
        (v,) = self.memory
        v *= 0.9
        v += gradient
        np.multiply(v, rate, out=self._scratch)
        parameters -= self._scratch


class Adam(Optimizer):
    """Adam with its authors' constants 0.9, 0.999 and 1e-8 (Kingma and Ba, 2015, algorithm 1).

        m <- 0.9 m + 0.1 g    v <- 0.999 v + 0.001 g^2
        P <- P - eta (m / (1 - 0.9^t)) / (sqrt(v / (1 - 0.999^t)) + 1e-8)

    Both divisors are taken out of the vectors, as the paper's section 2 has it.
    """

    name = "adam"
    title = "Adam"
    memories = 2

    def _update(self, parameters: Array, gradient: Array, rate: float) -> None:
        m, v = self.memory
        scratch = self._scratch
        m *= 0.9
        np.multiply(gradient, 1 - 0.9, out=scratch)
        m += scratch
        v *= 0.999
        np.square(gradient, out=scratch)
        scratch *= 1 - 0.999
        v += scratch

        root = math.sqrt(1 - 0.999**self.updates)
        np.sqrt(v, out=scratch)
        scratch += 1e-8 * root
        np.divide(m, scratch, out=scratch)
        scratch *= rate * root / (1 - 0.9**self.updates)
        parameters -= scratch


OPTIMIZERS: dict[str, type[Optimizer]] = {rule.name: rule for rule in (GradientDescent, Momentum, Adam)}
