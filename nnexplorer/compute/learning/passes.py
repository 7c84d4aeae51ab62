"""One block of samples through a network and back: the innermost of training, in a handful of NumPy calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy import multiply, subtract

if TYPE_CHECKING:
    from nnexplorer.compute.learning.batches import Block
    from nnexplorer.compute.learning.parameters import Parameters
    from nnexplorer.model.activations import Activation
    from nnexplorer.model.in_place import Array
    from nnexplorer.model.losses import Loss

_LARGE = 2**13
"""Hidden signals from which on a pass through them costs more than the calls that save one."""


class Rules(NamedTuple):
    """What a network computes with and what it is trained for."""

    hidden: Activation
    output: Activation
    loss: Loss


class Pass:
    """Working memory for blocks of B samples, and what is computed there.

    Arrays are feature-major, one sample a column, and a layer's bias is the last column of its matrix:

        h = g(W1 x)    y = g_out(W2 h)    eps = y - t    delta = eps or eps g_out'(e2), as the loss has it

        dW2 = delta h^T    dW1 = delta1 x^T    delta1 = (W2^T delta) g'(e1)    da = sum of (W2^T delta) dg/da

    are sums over the block: the optimiser multiplies them by the loss's factor / M.

    Parameters
    ----------
    parameters : Parameters
        Read anew each time.
    gradient : Parameters
        Where `backpropagate` writes; what does not learn is left as it is.
    rules : Rules
    width : int
        B.
    """

    def __init__(self, parameters: Parameters, gradient: Parameters, rules: Rules, width: int) -> None:
        dtype, (N, columns), K = parameters.flat.dtype, parameters.first.shape, len(parameters.second)
        self._rules, self._gradient = rules, gradient
        self._hidden, self._output = rules.hidden.in_place(parameters.slope), rules.output.in_place(parameters.slope)
        self._chained = rules.loss.chained and self._output.derivative is not None
        self._keeps_e2 = rules.loss.of_errors is None
        self._learns, self._slope_learns = rules.hidden.trainable, rules.hidden.slope_trained
        self._narrow = K == 1 and N * width >= _LARGE

        signals = np.ones((N + 1, width), dtype=dtype)  # h, and a row of ones for the bias
        self._h, self._spare = signals[:-1], np.empty((N, width), dtype=dtype)
        self._y, self._e2, self._errors, self._spare2, delta = np.empty((5, K, width), dtype=dtype)
        self._delta = delta if self._chained else self._errors
        self._by_h = np.empty((0 if self._narrow else N, width), dtype=dtype)
        self._weighted = np.empty((width, columns), dtype=dtype)
        self._signals, self._signals_T = signals, signals.T
        self._delta_T, self._W2_T = self._delta.T, parameters.W2.T
        self._d_first, self._d_second = gradient.first, gradient.second

        # Bound once: to look up a method takes as long as it does to multiply small matrices.
        self._times_first, self._times_second = parameters.first.dot, parameters.second.dot
        self._times_delta, self._times_W2_T = self._delta.dot, self._W2_T.dot
        self._times_h, self._times_by_h = self._h.dot, self._by_h.dot
        self._function, self._derivative = self._hidden.function, self._hidden.derivative
        self._output_function = self._output.function

    def propagate(self, block: Block) -> None:
        """Compute the errors of a block."""
        X, _, targets = block
        h, y = self._h, self._y
        self._times_first(X, h)
        if self._function is not None:
            self._function(h, self._spare)
        self._times_second(self._signals, y)
        if self._keeps_e2:
            self._e2[...] = y
        if self._output_function is not None:
            self._output_function(y, self._spare2)
        subtract(y, targets, self._errors)

    def loss(self, block: Block) -> float:
        """Return the loss of the block that was propagated last, summed over its samples."""
        loss = self._rules.loss
        if loss.of_errors is not None:
            return loss.of_errors(self._errors)
        return len(block.rows) * loss.value(self._e2.T, block.targets.T, self._rules.output)

    def backpropagate(self, block: Block) -> None:
        """Compute the errors of a block, and the gradient of its loss."""
        self.propagate(block)
        if self._chained:
            self._chain()
        self._times_delta(self._signals_T, self._d_second)
        if not self._learns:
            return
        if self._narrow:
            self._first_layer_of_one_output(block)
        else:
            h, by_h = self._h, self._by_h
            self._times_W2_T(self._delta, by_h)
            if self._derivative is not None:
                self._derivative(h, self._spare)
                if self._slope_learns:
                    self._slope(float(np.vdot(by_h, self._hidden_by_slope())))
                multiply(by_h, h, by_h)
            self._times_by_h(block.rows, self._d_first)

    def _chain(self) -> None:
        assert self._output.derivative is not None
        self._output.derivative(self._y, self._spare2)
        multiply(self._errors, self._y, self._delta)

    def _first_layer_of_one_output(self, block: Block) -> None:
        """Compute dW1 as W2^T (g'(e1) (delta x)^T), which does not form W2^T delta (N,B)."""
        h, first = self._h, self._d_first
        if self._derivative is None:
            h.fill(1)
        else:
            self._derivative(h, self._spare)
        if self._slope_learns:
            self._slope(float(np.vdot(self._hidden_by_slope().dot(self._delta_T), self._W2_T)))
        multiply(block.rows, self._delta_T, self._weighted)
        self._times_h(self._weighted, first)
        multiply(first, self._W2_T, first)

    def _hidden_by_slope(self) -> Array:
        """Return dh/da (N,B), once the hidden units' derivative is computed."""
        assert self._hidden.slope_derivative is not None
        self._hidden.slope_derivative(self._spare)
        return self._spare

    def _slope(self, by_hidden: float) -> None:
        by_output = 0.0
        if self._rules.output.slope_trained and self._output.slope_derivative is not None:
            self._output.slope_derivative(self._spare2)
            by_output = float(np.vdot(self._errors, self._spare2))
        self._gradient.slope[()] = by_hidden + by_output
