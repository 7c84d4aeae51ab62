"""Targets: typed formulas of a network's inputs, as functions of its samples."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.model.checks import checked_count
from nnexplorer.model.formulas import Formula, parse

if TYPE_CHECKING:
    from numpy.typing import ArrayLike

    from nnexplorer.model.network import Array


@dataclass(frozen=True)
class Target:
    """A formula of a network's inputs, as a function of X (M,D) that gives (M,1)."""

    formula: Formula

    def __call__(self, X: ArrayLike) -> Array:
        """Evaluate the formula on every row; ValueError if X is not of shape (M,D).

        The result is float64, nan or inf, without a warning, where the formula has no finite value.
        """
        samples = np.asarray(X, dtype=np.float64)
        names = self.formula.names
        if samples.ndim != 2 or samples.shape[1] != len(names):
            raise ValueError(f"X: expected shape (M, {len(names)}), got {samples.shape}")
        return self.formula.evaluate(dict(zip(names, samples.T, strict=True)))[:, np.newaxis]


def target(text: str, inputs: int = 2, index_base: int = 0) -> Target:
    """Read a typed formula of a network's inputs.

    Parameters
    ----------
    text : str
        Numbers, pi, e, x0 x1 ..., + - * / ** (and ^), unary -, parentheses and the functions of `FUNCTIONS`;
        precedence is Python's. At most `LONGEST_FORMULA` characters and `DEEPEST_FORMULA` levels of nesting.
    inputs : int
        D, how many inputs there are.
    index_base : int
        0 or 1: the index of the first input's name.

    Returns
    -------
    Target
        A function of X (M,D) that gives (M,1).

    Raises
    ------
    ValueError
        A FormulaError if the text is no such formula, or a constant part of it is not finite. Columns count from 1.
    """
    count, base = checked_count("inputs", inputs, least=1), checked_count("index base", index_base, most=1)
    return Target(parse(text, [f"x{base + j}" for j in range(count)]))
