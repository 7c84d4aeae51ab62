"""A network in training, which may be changed between two steps."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike

from nnexplorer.compute.learning.backpropagation import as_samples
from nnexplorer.compute.learning.batches import Batch, Batches, Halted
from nnexplorer.compute.learning.engine import Engine, block_width, default_threads
from nnexplorer.compute.learning.frames import Frame
from nnexplorer.compute.learning.optimizers import OPTIMIZERS, Optimizer
from nnexplorer.compute.learning.parameters import Parameters
from nnexplorer.compute.learning.passes import Rules
from nnexplorer.compute.samples import some_of
from nnexplorer.model.checks import checked_count
from nnexplorer.model.losses import loss as loss_named

if TYPE_CHECKING:
    import threading
    from collections.abc import Sequence

    from nnexplorer.model.network import Network
    from nnexplorer.model.pin import Pin
    from nnexplorer.model.settings import TrainingSettings


GLANCED = 2**15
"""Samples times units that a glance takes in."""


class Trainer:
    """A network in training, whose parameters, settings and data may be changed between two steps.

    A training that has diverged stands still at the last finite network until one of them is changed; it then
    starts again from there, with an optimiser that remembers nothing.

    Parameters
    ----------
    network : Network
        Where to start; it is not changed.
    X : (M,D) array-like
        Inputs, at least one.
    Y : (M,K) array-like
        Targets.
    settings : TrainingSettings
        How to train; its number of steps is left to the caller.
    step : int
        Updates made before; `.step` counts on from there.
    threads : int or None
        How many share a large batch, the cores where it is None; the network does not depend on it.
    dtype : type
        float64, or float32, which computes twice as fast where batches are large.

    Raises
    ------
    ValueError
        If shapes do not go together, a number is not finite, or the loss is not defined for the network's
        output and these targets.
    """

    def __init__(
        self,
        network: Network,
        X: ArrayLike,
        Y: ArrayLike,
        settings: TrainingSettings,
        step: int = 0,
        *,
        threads: int | None = None,
        dtype: Any = np.float64,
    ) -> None:
        self.step = checked_count("step", step)
        self.halt: threading.Event | None = None
        self._threads = default_threads() if threads is None else checked_count("threads", threads, least=1)
        self._dtype = dtype
        self._settings = settings
        self._pin: Pin | None = None
        self._frozen: tuple[int, ...] = ()
        self._network: Network | None = network
        self._engine: Engine | None = None
        self._load(network)
        self._optimizer = self._new_optimizer()
        self.set_data(X, Y)

    @property
    def settings(self) -> TrainingSettings:
        """How it trains."""
        return self._settings

    @property
    def epoch_steps(self) -> int:
        """Updates in an epoch."""
        return self._batches.count

    @property
    def network(self) -> Network:
        """The network as it stands; after a divergence the last finite one."""
        if self._network is None:
            self._network = self._parameters.network(self._hidden.name, self._output.name)
        return self._network

    def advance(self, steps: int, glance: bool = False) -> Frame:
        """Make updates, fewer than `steps` if the training diverges, and return the frame after the last.

        With a `glance` alone the frame's loss is that on some of very many samples, always the same ones. Where they
        take long and the event `halt` is set, Halted: then updates may be made, but not yet looked at.
        """
        steps = checked_count("steps", steps)
        if self._diverged is None:
            self._batches.prepare(self.halt)
            with self._ready().running():
                made = 1
                while steps > 0 and made:
                    made = self._train(steps)
                    steps -= made
                return self._look(glance)
        return self._diverged

    def configure(self, settings: TrainingSettings) -> None:
        """Change the settings; an optimiser that stays keeps its memory. ValueError as for a new trainer."""
        loss_named(settings.loss).check(self._targets, self._output)
        old, self._settings = self._settings, settings
        if settings.optimizer != old.optimizer:
            self._optimizer = self._new_optimizer()
        if (settings.batch_size, settings.seed) != (old.batch_size, old.seed):
            self._batches = self._new_batches()
        self._renew()

    def set_data(self, X: ArrayLike, Y: ArrayLike) -> None:
        """Take other samples, (M,D) and (M,K), in a new epoch; ValueError as for a new trainer."""
        X, targets = as_samples(self.network, X, Y)
        loss_named(self._settings.loss).check(targets, self._output)
        self._X, self._targets = X, targets
        self._batches = self._new_batches()
        self._renew()

    def adopt(
        self, network: Network, frozen: tuple[int, ...] | None = None, origins: Sequence[int] | None = None
    ) -> None:
        """Go on with another network of as many inputs and outputs.

        The optimiser keeps its memory of b2 and of the units that both networks have, and has none of the others.
        `origins` (N,) tells for each unit which one it was so far, -1 for one that is new; without it the first units
        are those that both have. What is pinned stays pinned, and the same units frozen if no others are given.
        ValueError as for a new trainer.
        """
        D, K = self.network.inputs, self.network.outputs
        if (network.inputs, network.outputs) != (D, K):
            given = f"{network.inputs} and {network.outputs}"
            raise ValueError(f"network: expected {D} inputs and {K} outputs as the data have, got {given}")
        loss_named(self._settings.loss).check(self._targets, network.output_activation)
        before = self._parameters
        self._frozen = self._frozen if frozen is None else frozen
        self._load(network if self._pin is None else self._pin.apply(network))
        origins = range(network.units) if origins is None else origins
        self._optimizer = self._optimizer.carried(before, self._parameters, origins, self._hidden.slope_trained)
        self._batches.cut(block_width(self._parameters))
        self._renew()

    def pin(self, pin: Pin) -> None:
        """Set parameters to a pin's values and hold them there, and let go what another pin held.

        ValueError if the values do not fit the network.
        """
        network = pin.apply(self.network)
        self._pin, self._network = pin, network
        self._parameters.flat[:] = Parameters.of(network).flat
        self._hold()
        self._trust()

    def unpin(self) -> None:
        """Let all parameters learn."""
        self._pin = None
        self._hold()

    def freeze(self, units: tuple[int, ...]) -> None:
        """Leave these hidden units as they are from now on, and no others."""
        self._frozen = units
        self._hold()

    def _new_optimizer(self) -> Optimizer:
        return OPTIMIZERS[self._settings.optimizer](self._parameters.flat.size, self._dtype)

    def _new_batches(self) -> Batches:
        size, seed = self._settings.batch_size, self._settings.seed
        return Batches(self._X, self._targets, size, seed, block_width(self._parameters), self._dtype)

    def _load(self, network: Network) -> None:
        self._network = network
        self._hidden, self._output = network.activation, network.output_activation
        self._parameters = Parameters.of(network, self._dtype)
        self._hold()

    def _hold(self) -> None:
        self._held = self._parameters.places(self._pin, self._frozen)
        self._held_values = self._parameters.flat[self._held]

    def _renew(self) -> None:
        """Forget the engine, because something that it works with is another, and a divergence."""
        self._engine = None
        self._trust()

    def _ready(self) -> Engine:
        if self._engine is None:
            self._gradient = self._parameters.like(self._optimizer.gradient)
            self._gradient.flat.fill(0)
            rules = Rules(self._hidden, self._output, loss_named(self._settings.loss))
            self._engine = Engine(self._parameters, self._gradient, rules, self._threads)
        return self._engine

    def _trust(self) -> None:
        """Take the parameters as they are for the last finite ones, and forget a divergence."""
        self._diverged: Frame | None = None
        self._ahead: float | None = None  # the loss whose gradient is there already, for the next full batch
        self._good_frame, self._good_epoch = self._parameters.flat.copy(), self._parameters.flat.copy()

    def _train(self, steps: int) -> int:
        """Make updates, to the epoch's end at most, and return how many.

        None is made where the epoch would begin with what is not finite.
        """
        begins, made = self._batches.at_epoch, 0
        batches = self._batches.take(steps, self.halt)
        held = (self._held, self._held_values) if self._held.size else None
        try:
            if begins and not self._begin(batches[0]):
                return 0
            rate = self._settings.learning_rate
            made = self._ready().update(batches, self._optimizer, rate, held, looked_at=begins, halt=self.halt)
        except Halted as halted:
            made = halted.made
            self._batches.give_back(len(batches) - made)
            raise
        finally:
            if made:
                self.step += made
                self._network = self._ahead = None
        return made

    def _begin(self, batch: Batch) -> bool:
        """Differentiate an epoch's first batch, and return whether it finds finite numbers."""
        loss = self._ahead
        if loss is None:
            loss = self._ready().differentiate_and_look(batch, self.halt)
        if not self._is_finite(loss):
            return False
        self._good_epoch[:] = self._parameters.flat
        return True

    def _look(self, glance: bool) -> Frame:
        """Return the frame of the parameters as they are, or find that the training has diverged."""
        full = self._batches.count == 1
        loss = self._ahead
        if loss is None and glance and not full and len(self._X) * len(self._parameters.b1) > GLANCED:
            loss = self._loss_of_some()
        if loss is None:
            look = self._ready().differentiate_and_look if full else self._ready().loss
            loss = look(self._batches.all, self.halt)
        if self._is_finite(loss):
            self._trust()
            self._ahead = loss if full else None
            return Frame(self.step, self.network, loss, diverged=False)
        self._go_back()
        if math.isfinite(loss):  # saturated units hide parameters that are not finite
            loss = math.inf
        self._diverged = Frame(self.step, self.network, loss, diverged=True)
        return self._diverged

    def _loss_of_some(self) -> float:
        chosen = some_of(len(self._X), max(1, GLANCED // len(self._parameters.b1)))
        e2 = self.network.forward(self._X[chosen]).e2
        return loss_named(self._settings.loss).value(e2, self._targets[chosen], self._output)

    def _go_back(self) -> None:
        """Return to the last finite network: that of the epoch's begin, or that of the frame before."""
        wild = self._parameters.flat.copy()
        try:
            for good in (self._good_epoch, self._good_frame):
                self._parameters.flat[:] = good
                if math.isfinite(self._ready().loss(self._batches.all, self.halt)):  # one mini-batch has judged it
                    break
        except Halted:
            self._parameters.flat[:] = wild  # it is found again when it goes on
            raise
        self._network = None
        self._optimizer = self._new_optimizer()
        self._engine = None

    def _is_finite(self, loss: float) -> bool:
        return math.isfinite(loss) and self._parameters.is_finite()
