"""What is worth saying about a net that does not learn: which units are dead or saturated, and why nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.compute.diagnosis import badges
from nnexplorer.gui.words.notation import count, number

if TYPE_CHECKING:
    from nnexplorer.compute.diagnosis import Diagnosis
    from nnexplorer.compute.evaluation import Evaluation
    from nnexplorer.gui.words.notation import Symbols

OVER = "/\N{WORD JOINER}"
"""Stands between a derivative's two parts, which stay on one line."""


def remark(evaluation: Evaluation, symbols: Symbols) -> str:
    """A sentence or two in rich text on what stands in the way of learning; '' where nothing does."""
    network = evaluation.document.network
    if not network.output_activation.trainable:
        return "A hard output has derivative 0: training moves nothing at all. Train soft, test hard."
    if not network.activation.trainable:
        return (
            f"The derivative of the {network.activation.title} is 0 wherever it is finite, so "
            f"dL{OVER}dW<sub>1</sub> and dL{OVER}db<sub>1</sub> are 0: "
            "training moves W<sub>2</sub> and b<sub>2</sub> alone."
        )
    if evaluation.diagnosis is None:
        return ""
    all_of_them = evaluation.samples == len(evaluation.document.X)
    data = "the data" if all_of_them else f"{count(evaluation.samples)} of the data"
    return _on_units(evaluation.diagnosis, symbols, data)


def _on_units(diagnosis: Diagnosis, symbols: Symbols, data: str) -> str:
    found = badges(diagnosis)
    dead = [unit for unit, badge in enumerate(found) if badge == "dead"]
    flat = [unit for unit, badge in enumerate(found) if badge == "saturated"]
    if len(dead) == len(found):
        return f"Every unit is dead: g\N{PRIME}(e) = 0 on all {data}. Only b<sub>2</sub> still learns."
    parts = []
    if dead:
        parts.append(f"Dead, with g\N{PRIME}(e) = 0 on all {data}: {_listed(dead, symbols)}.")
    if flat:
        least = number(100 * float(np.min(diagnosis.saturation[flat])), 0)
        parts.append(f"Saturated on {least}\N{THIN SPACE}% of {data} or more: {_listed(flat, symbols)}.")
    return " ".join(parts)


def _listed(units: list[int], symbols: Symbols, most: int = 8) -> str:
    names = ", ".join(symbols.index(unit) for unit in units[:most])
    return f"unit{'s' if len(units) > 1 else ''} {names}{', ...' if len(units) > most else ''}"
