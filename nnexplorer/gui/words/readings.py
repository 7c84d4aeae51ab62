"""Errors and shares of right samples as the window prints them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.compute.accuracy import accuracy, classifies, held_out_accuracy
from nnexplorer.gui.words.notation import percent, significant
from nnexplorer.model.data import MOST_SAMPLES

if TYPE_CHECKING:
    from nnexplorer.model.document import Document

MOVING_ACCURACY = 2**16
"""Samples times units that are classified while something moves."""

ROUNDING = 1e-25
"""Squared errors below this are rounding errors of double precision."""


def accuracy_texts(document: Document, exact: bool) -> tuple[str, str]:
    """The share of samples that are right, of those trained on and those held out; '' where nothing is classified."""
    if not classifies(document):
        return "", ""
    most = MOST_SAMPLES if exact else max(1, MOVING_ACCURACY // document.network.units)
    about = "" if exact or most >= len(document.data.X) else "\N{ALMOST EQUAL TO} "
    tested = about + percent(held_out_accuracy(document, most)) if document.tested is not None else ""
    return about + percent(accuracy(document, most)), tested


def error_text(error: float) -> str:
    """An error as the header prints it; what is left of an exact net is rounding, and is called 0."""
    return "0" if abs(error) < ROUNDING else significant(error)
