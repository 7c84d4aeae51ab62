"""One pure function for each thing a user may do to a document's data: Document -> Document."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.model.data import CurveData, FormulaData, PointData
from nnexplorer.model.edits import set_view, with_a_loss

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from nnexplorer.model.classics import Recipe
    from nnexplorer.model.data import Data
    from nnexplorer.model.document import Document
    from nnexplorer.model.network import Array
    from nnexplorer.model.pictures import Picture


def set_target(document: Document, formulas: Sequence[str]) -> Document:
    """Give the data other formulas; the weights are kept, so that training goes on from them.

    Parameters
    ----------
    document : Document
        Given points are replaced by a grid of samples over the part of input space that is shown.
    formulas : sequence of str
        One an output, the inputs' names counted from the document's index base. For a curve the formulas of t,
        one an input and then one an output.

    Raises
    ------
    ValueError
        A FormulaError where a text is no formula or has no finite value at a sample; or if there are not as many as
        the network has outputs.
    """
    data, view = document.data, document.view
    changed: Data
    if isinstance(data, CurveData):
        changed = replace(data, x=tuple(formulas[: data.inputs]), y=tuple(formulas[data.inputs :]))
    elif isinstance(data, FormulaData):
        changed = replace(data, formulas=tuple(formulas), index_base=view.index_base)
    else:
        changed = FormulaData(tuple(formulas), view.bounds, index_base=view.index_base)
    return set_data(document, changed)


def set_points(document: Document, points: int) -> Document:
    """Sample a formula at so many points along each axis, or a curve at so many; ValueError for given points."""
    data = document.data
    if isinstance(data, PointData):
        raise ValueError("points: expected a formula to sample, these samples are given")
    return set_data(document, replace(data, points=points))


def set_classic(document: Document, recipe: Recipe) -> Document:
    """Learn a classic set, laid over the part of input space that is shown; a logistic output has labels 0 and 1.

    Raises
    ------
    ValueError
        If the network has not as many inputs as the set, and one output.
    """
    network, wanted = document.network, recipe.classic.inputs
    if (network.inputs, network.outputs) != (wanted, 1):
        sizes = f"{network.inputs} and {network.outputs}"
        inputs = "one input" if wanted == 1 else "two inputs"
        raise ValueError(f"this set has {inputs} and one output, this network has {sizes}")
    data = recipe.data(document.view.bounds)
    if isinstance(data, PointData) and network.output == "logistic":
        data = PointData(data.X, (data.Y + 1) / 2)
    return set_data(document, data, recipe)


def set_picture(document: Document, picture: Picture) -> Document:
    """Learn a picture, laid into the part of input space that is shown: classes for a classifier, else its brightness.

    Raises
    ------
    ValueError
        If the network has not two inputs and one output.
    """
    network = document.network
    if (network.inputs, network.outputs) != (2, 1):
        sizes = f"{network.inputs} and {network.outputs}"
        raise ValueError(f"a picture has two inputs and one output, this network has {sizes}")
    return set_data(document, picture.data(document.view.bounds, network.output))


def set_samples(document: Document, X: Array, Y: Array) -> Document:
    """Learn given samples, X (M,D) and Y (M,K), and show so much more of input space that they are all seen.

    Raises
    ------
    ValueError
        If they have not as many inputs and outputs as the network.
    """
    changed = set_data(document, PointData(X, Y))
    if not len(X):
        return changed
    ranges = zip(document.view.bounds, changed.X.min(axis=0), changed.X.max(axis=0), strict=True)
    bounds = tuple((min(lo, float(low)), max(hi, float(high))) for (lo, hi), low, high in ranges)
    return set_view(changed, bounds=bounds)


def paint_point(document: Document, x: Sequence[float], value: float) -> Document:
    """Add a sample: at `x` (D,) the value is wanted. Given samples stay, a formula gives way to the first one.

    Where samples are held out of training those that were there keep their side, and this one is drawn by itself.

    Raises
    ------
    ValueError
        If the network has not one or two inputs and one output.
    """
    network, data = document.network, document.data
    if network.inputs > 2 or network.outputs != 1:
        sizes = f"{network.inputs} and {network.outputs}"
        raise ValueError(f"points are painted for one or two inputs and one output, this network has {sizes}")
    if not isinstance(data, PointData):
        return set_data(document, PointData(np.array([x]), np.array([[value]])))
    held, place = _held(document, np.ones(len(data.X), dtype=bool)), len(data.X)
    if held is not None and np.random.default_rng((document.split_seed, place)).random() < document.test_share:
        held = (*held, place)
    return set_data(document, PointData(np.vstack((data.X, [x])), np.vstack((data.Y, [[value]])), held))


def erase_points(document: Document, x: Sequence[float], radius: float) -> Document:
    """Take the given samples away that lie within `radius` of `x` (D,), the others keep their side of a split.

    A formula has none.
    """
    data = document.data
    if not isinstance(data, PointData):
        return document
    kept = np.hypot.reduce(np.abs(data.X - x), axis=1) > radius
    if kept.all():
        return document
    return set_data(document, PointData(data.X[kept], data.Y[kept], _held(document, kept)))


def erase_samples(document: Document, at: Sequence[float], reach: Sequence[float]) -> Document:
    """Take the given samples of one input away that lie around `at`, (input, value), within an ellipse of that `reach`.

    Of several outputs any one of them may lie there; a formula has no given samples.
    """
    data = document.data
    if not isinstance(data, PointData):
        return document
    (x, value), (along, up) = at, reach
    kept = np.asarray(((((data.X - x) / along) ** 2 + ((data.Y - value) / up) ** 2) > 1).all(axis=1))
    if kept.all():
        return document
    return set_data(document, PointData(data.X[kept], data.Y[kept], _held(document, kept)))


def set_split(document: Document, share: float, seed: int) -> Document:
    """Hold the `share` of the samples out of training, drawn anew by `seed`; ValueError where it is out of range."""
    data = document.data
    if isinstance(data, PointData) and data.held is not None:
        data = PointData(data.X, data.Y)
    return replace(document, data=data, test_share=share, split_seed=seed)


def set_data(document: Document, data: Data, recipe: Recipe | None = None) -> Document:
    """Give the document other data of as many inputs and outputs, and the `recipe` that they were made by.

    Where its loss is not defined for them it becomes the mse.
    """
    return with_a_loss(replace(document, data=data, recipe=recipe))


def _held(document: Document, kept: NDArray[np.bool_]) -> tuple[int, ...] | None:
    """Where the samples that are held out come to lie when only those `kept` (M,) remain; None without a split."""
    if not document.test_share:
        return None
    held = document.held_out
    return () if held is None else tuple(np.flatnonzero(held[kept]).tolist())
