"""What the canvases show, in words, for those who hear the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.gui.words.formula import SPACE, unit_arithmetic
from nnexplorer.gui.words.notation import count, number, plain, significant

if TYPE_CHECKING:
    from nnexplorer.compute.evaluation import Evaluation
    from nnexplorer.compute.parts.surfaces import SurfacePanel
    from nnexplorer.gui.words.notation import Symbols

MOST_TOLD = 8
"""Units that are told of one by one."""

KEYS = "Tab selects a unit, arrow keys shift its line, R turns it, plus and minus make it steeper and flatter."


def descriptions(evaluation: Evaluation, symbols: Symbols) -> dict[str, str]:
    """What each canvas shows of a document, by the canvas's name, as plain text."""
    network = evaluation.document.network
    told = {
        "input": _input(evaluation, symbols),
        "output": _output(evaluation),
        "hidden": _hidden(evaluation, symbols),
        "surface": _surface(evaluation) + " Drag it or use the arrow keys to turn it.",
        "activation": f"{network.activation.title} of the hidden units. {_selected(evaluation, symbols)}",
        "diagram": f"{_many(network.inputs, 'input')}, {_many(network.units, 'hidden unit')}, "
        f"{_many(network.outputs, 'output')}. {_selected(evaluation, symbols)}",
        "loss": f"Step {count(evaluation.document.step)}, error {plain(significant(evaluation.loss))}.",
        "sweep": "The error against the number of hidden units, on logarithmic axes.",
        "table": "Every nonlinearity, trained on the same problem and measured.",
    }
    return {name: " ".join(text.split()) for name, text in told.items()}


def _many(number_of: int, thing: str) -> str:
    return f"{count(number_of)} {thing}{'' if number_of == 1 else 's'}"


def _selected(evaluation: Evaluation, symbols: Symbols) -> str:
    """The selected unit's arithmetic, as the line at the foot has it."""
    unit = evaluation.document.view.selected
    if unit is None:
        return "No unit is selected."
    arithmetic = plain(unit_arithmetic(evaluation, symbols).replace(SPACE, "; "))
    return f"Unit {symbols.index(unit)} is selected: {arithmetic}."


def _input(evaluation: Evaluation, symbols: Symbols) -> str:
    part = evaluation.input
    if part is None:
        return "Nothing is drawn: thresholds are drawn for one or two inputs."
    probe = "" if part.probe is None else f"The probe is at {_point(part.probe)}."
    lines = _many(len(part.lines), "threshold line" if part.curves is None else "threshold")
    return f"{lines} over the target. {_selected(evaluation, symbols)} {probe} {KEYS}"


def _output(evaluation: Evaluation) -> str:
    plane = evaluation.plane
    if plane is None:
        return _surface(evaluation)
    if plane.chain is None:
        return "The output plane; without a probe there is no chain of correction vectors."
    wanted = "" if plane.wanted is None else f", wanted is {_point(plane.wanted)}"
    links = _many(len(plane.chain.share), "correction vector")
    return f"{links} and the bias add up to {_point(plane.chain.output)}{wanted}."


def _surface(evaluation: Evaluation) -> str:
    if evaluation.surface is None:
        return "Nothing is drawn: a surface is drawn for two inputs and one output."
    part = evaluation.surface
    told = "; ".join(_panel(panel) for panel in part.panels)
    if part.panels[0].values is None:
        return f"Curves over the input: {told}."
    return f"A colour map over both inputs and its slice at {number(part.slice_at)}: {told}."


def _panel(panel: SurfacePanel) -> str:
    names = {"y": "output", "e1": "first-layer excitation", "h": "first-layer activation"}
    names |= {"e2": "second-layer excitation", "soft": "soft output", "hard": "hard output"}
    values = panel.curves[0].values if panel.values is None else panel.values
    low, high = float(np.min(values)), float(np.max(values))
    return f"{names.get(panel.kind, panel.kind)} from {number(low)} to {number(high)}"


def _hidden(evaluation: Evaluation, symbols: Symbols) -> str:
    network, probe, part = evaluation.document.network, evaluation.probe, evaluation.hidden
    told = []
    for unit in range(min(network.units, MOST_TOLD)):
        if evaluation.document.view.hidden != "bars" and part is not None:
            badge = f"{part.badges[unit]}, " if part.badges[unit] else ""
            told.append(f"unit {symbols.index(unit)}: {badge}on for {number(100 * part.figures.on[unit], 0)} percent")
        elif probe is not None:
            told.append(f"unit {symbols.index(unit)}: excitation {number(probe.e1[unit])}, activation")
            told[-1] += f" {number(probe.h[unit], 3)}"
    more = network.units - len(told)
    rest = f"; and {count(more)} more" if told and more else ""
    return f"{_many(network.units, 'hidden unit')}. {'; '.join(told)}{rest}. Arrow keys go from unit to unit."


def _point(values: np.ndarray) -> str:
    return f"({', '.join(number(float(value), 3) for value in values)})"
