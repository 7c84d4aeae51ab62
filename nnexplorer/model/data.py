"""What a network is to learn: a formula over a grid, a curve, or given points."""

from __future__ import annotations

import re
import reprlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, fields
from functools import cached_property
from itertools import pairwise
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from nnexplorer.model.checks import Bounds, checked_bounds, checked_count
from nnexplorer.model.faults import FormulaError
from nnexplorer.model.formulas import parse
from nnexplorer.model.network import Array, as_numbers
from nnexplorer.model.settings import SPARE
from nnexplorer.model.targets import Target, target

_NAME = re.compile(r"\bx([0-9]+)\b")

MOST_SAMPLES = 1_000_000  # so that no number typed for the points can fill the memory


class _Samples:
    """What the kinds of data have in common."""

    @property
    def function(self) -> Callable[[ArrayLike], Array] | None:
        """What is wanted at any X (M,D), as a function that gives Y (M,K); None if that is not known."""
        return None

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        # NumPy forgets in pickles and deep copies that an array is read-only.
        return type(self), tuple(getattr(self, field.name) for field in fields(self))  # type: ignore[arg-type]


@dataclass(frozen=True)
class FormulaData(_Samples):
    """Formulas of the inputs, sampled on a grid.

    Parameters
    ----------
    formulas : tuple of str
        One formula an output, see `nnexplorer.model.targets.target`.
    bounds : tuple of (lo, hi)
        The range of each input, ends included; their number is the number of inputs.
    points : int
        Samples along each axis. The first input varies fastest.
    index_base : int
        0 or 1: the index of the first input's name in the formulas.

    Raises
    ------
    ValueError
        If a formula or a range is wrong, a formula has no finite value at a sample, or there are more than
        `MOST_SAMPLES` samples.
    """

    kind: ClassVar[str] = "formula"

    formulas: tuple[str, ...]
    bounds: Bounds = ((-1.0, 1.0), (-1.0, 1.0))
    points: int = 32
    index_base: int = 0

    def __post_init__(self) -> None:
        object.__setattr__(self, "formulas", _checked_formulas("formulas", self.formulas))
        object.__setattr__(self, "bounds", checked_bounds("bounds", self.bounds))
        object.__setattr__(self, "points", checked_count("points", self.points, 2, MOST_SAMPLES))
        object.__setattr__(self, "index_base", checked_count("index base", self.index_base, most=1))
        _check_grid(self.points, self.inputs)
        _check_values(self.formulas, self.X, self.Y)

    @property
    def inputs(self) -> int:
        """D, the number of inputs."""
        return len(self.bounds)

    @property
    def outputs(self) -> int:
        """K, the number of outputs."""
        return len(self.formulas)

    @cached_property
    def X(self) -> Array:  # noqa: N802
        """The grid's points (M,D)."""
        axes = [np.linspace(lo, hi, self.points) for lo, hi in self.bounds]
        grid = np.meshgrid(*reversed(axes), indexing="ij")
        return _frozen(np.column_stack([axis.ravel() for axis in reversed(grid)]))

    @cached_property
    def Y(self) -> Array:  # noqa: N802
        """The formulas' values there (M,K)."""
        return _frozen(self._values(self.X))

    @property
    def function(self) -> Callable[[ArrayLike], Array]:
        """The formulas as a function of X (M,D) that gives Y (M,K)."""
        return self._values

    def named(self, index_base: int) -> tuple[str, ...]:
        """The formulas with the inputs' names counted from `index_base`."""
        shift = index_base - self.index_base
        return tuple(_NAME.sub(lambda name: f"x{int(name[1]) + shift}", text) for text in self.formulas)

    @cached_property
    def _targets(self) -> tuple[Target, ...]:
        return tuple(target(text, self.inputs, self.index_base) for text in self.formulas)

    def _values(self, X: ArrayLike) -> Array:
        return np.hstack([formula(X) for formula in self._targets])


@dataclass(frozen=True)
class CurveData(_Samples):
    """A curve through input space and what is wanted along it, both as formulas of t.

    The samples are the middles of equal pieces, t_m = start + (m + 1/2) (stop - start) / points, so that
    their mean is an integral over t.

    Parameters
    ----------
    x, y : tuple of str
        One formula of t an input, and one an output.
    start, stop : float
        The range of t.
    points : int
        M, the number of samples.

    Raises
    ------
    ValueError
        If a formula or the range is wrong, a formula has no finite value at a sample, or there are more than
        `MOST_SAMPLES` samples.
    """

    kind: ClassVar[str] = "curve"

    x: tuple[str, ...]
    y: tuple[str, ...]
    start: float
    stop: float
    points: int = 2000

    def __post_init__(self) -> None:
        object.__setattr__(self, "x", _checked_formulas("x", self.x))
        object.__setattr__(self, "y", _checked_formulas("y", self.y))
        ((start, stop),) = checked_bounds("range of t", [(self.start, self.stop)])
        object.__setattr__(self, "start", start)
        object.__setattr__(self, "stop", stop)
        object.__setattr__(self, "points", checked_count("points", self.points, 1, MOST_SAMPLES))
        _check_values(self.x, self._t[:, np.newaxis], self.X)
        _check_values(self.y, self._t[:, np.newaxis], self.Y)

    @property
    def inputs(self) -> int:
        """D, the number of inputs."""
        return len(self.x)

    @property
    def outputs(self) -> int:
        """K, the number of outputs."""
        return len(self.y)

    @property
    def X(self) -> Array:  # noqa: N802
        """The samples on the curve (M,D)."""
        return self._samples[0]

    @property
    def Y(self) -> Array:  # noqa: N802
        """What is wanted there (M,K)."""
        return self._samples[1]

    def curve(self, t: ArrayLike) -> tuple[Array, Array]:
        """Return the curve's points (M,D) and what is wanted there (M,K), at each of t (M,)."""
        X, Y = (
            np.column_stack([parse(text, ["t"]).evaluate({"t": t}) for text in formulas])
            for formulas in (self.x, self.y)
        )
        return X, Y

    @cached_property
    def _t(self) -> Array:
        middles = np.arange(self.points, dtype=np.float64) + 0.5
        return self.start + middles * ((self.stop - self.start) / self.points)

    @cached_property
    def _samples(self) -> tuple[Array, Array]:
        X, Y = self.curve(self._t)
        return _frozen(X), _frozen(Y)


@dataclass(frozen=True, eq=False)
class PointData(_Samples):
    """Given samples; none at all is allowed.

    Parameters
    ----------
    X : (M,D) array-like
        The inputs, copied.
    Y : (M,K) array-like
        The targets, copied.
    held : tuple of int or None
        Where samples are held out of training, those that are: points were added or erased since they were drawn.
        None leaves them to be drawn. Rising.

    Raises
    ------
    ValueError
        If the shapes are others, a number is not finite, or `held` names no samples in order.
    """

    kind: ClassVar[str] = "points"

    X: Array
    Y: Array
    held: tuple[int, ...] | None = field(default=None, metadata=SPARE)

    def __post_init__(self) -> None:
        X = as_numbers("X", self.X, ("M", "D"))
        object.__setattr__(self, "X", _frozen(X))
        object.__setattr__(self, "Y", _frozen(as_numbers("Y", self.Y, (len(X), "K"))))
        if self.held is not None:
            object.__setattr__(self, "held", _checked_rows(self.held, len(X)))

    @property
    def inputs(self) -> int:
        """D, the number of inputs."""
        return int(self.X.shape[1])

    @property
    def outputs(self) -> int:
        """K, the number of outputs."""
        return int(self.Y.shape[1])


Data: TypeAlias = FormulaData | CurveData | PointData


def _checked_formulas(what: str, texts: Iterable[str]) -> tuple[str, ...]:
    formulas = () if isinstance(texts, str) else tuple(texts)
    if not formulas:
        raise ValueError(f"{what}: expected a list of one formula or more, got {reprlib.repr(texts)}")
    return formulas


def _checked_rows(held: Iterable[int], samples: int) -> tuple[int, ...]:
    rows = tuple(checked_count("held", row, most=samples - 1) for row in held)
    if any(after <= before for before, after in pairwise(rows)):
        raise ValueError(f"held: expected each sample once and in order, got {reprlib.repr(rows)}")
    return rows


def _check_grid(points: int, axes: int) -> None:
    if not axes:
        raise ValueError("bounds: expected one range an input, got none")
    if points ** min(axes, 20) > MOST_SAMPLES:  # 2 ** 20 is already more; a long list of axes shall cost nothing
        raise ValueError(
            f"points: expected at most {MOST_SAMPLES} samples in all, got {points} along each of {axes} axes"
        )


def _check_values(formulas: tuple[str, ...], variables: Array, values: Array) -> None:
    rows, columns = np.nonzero(~np.isfinite(values))
    if len(rows):
        text, value = formulas[columns[0]], values[rows[0], columns[0]]
        where = ", ".join(f"{number:g}" for number in variables[rows[0]])
        raise FormulaError(text, f"expected finite values, got {value} at ({where})")


def _frozen(array: Array) -> Array:
    array.flags.writeable = False
    return array
