"""The selected unit's arithmetic with today's numbers, as a student would write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from nnexplorer.gui.words.notation import Symbols, number, signed_sum

if TYPE_CHECKING:
    from nnexplorer.compute.evaluation import Evaluation
    from nnexplorer.compute.parts.probes import Probe
    from nnexplorer.model.lines import Line
    from nnexplorer.model.network import Network

SPACE = "&nbsp;" * 6
BARS = "\N{DOUBLE VERTICAL LINE}"


def unit_arithmetic(evaluation: Evaluation, symbols: Symbols) -> str:
    """Excitation, activation and its derivative at the probe; without one, the unit's threshold line."""
    document = evaluation.document
    unit, network = document.view.selected, document.network
    if unit is None or unit >= network.units:
        return "Click a line, a map or a bar to see its unit's arithmetic."
    if evaluation.probe is not None:
        return SPACE.join(_at_probe(network, evaluation.probe, unit, symbols))
    parts = [f"{symbols.e(unit)} = {_sum(network, unit, symbols, first_bias=True)}"]
    if evaluation.input is not None:
        describe = _threshold if network.inputs == 1 else _line
        parts += describe(evaluation.input.lines[unit], symbols)
    return SPACE.join(parts)


def _sum(network: Network, unit: int, symbols: Symbols, *, first_bias: bool) -> str:
    terms = [(float(weight), symbols.x(j)) for j, weight in enumerate(network.W1[unit])]
    bias = [(float(network.b1[unit]), "")] if network.b1[unit] != 0 else []
    return signed_sum(bias + terms if first_bias else terms + bias)


def _at_probe(network: Network, probe: Probe, unit: int, symbols: Symbols) -> list[str]:
    g = network.activation
    e, h = symbols.e(unit), symbols.h(unit)
    name = g.symbol or "id"
    return [
        f"{e} = {_sum(network, unit, symbols, first_bias=False)} = <b>{number(probe.e1[unit])}</b>",
        f"{h} = {name}({e}) = <b>{number(probe.h[unit], 3)}</b>",
        f"{name}\N{PRIME}({e}) = <b>{number(probe.derivative[unit], 3)}</b>",
    ]


def _threshold(line: Line, symbols: Symbols) -> list[str]:
    """Where the unit of a net of one input decides."""
    w = float(line.weights[0])
    if not line.exists():
        return ["no threshold: its weight is zero"]
    x = symbols.x(0)
    side = "&gt;" if w > 0 else "&lt;"
    place = number(-line.bias / w)
    return [f"threshold: {x} = {place}", f"steepness |<i>w</i>| = {number(line.gain)}", f"on for {x} {side} {place}"]


def _line(line: Line, symbols: Symbols) -> list[str]:
    if not line.exists():
        return ["no line: its weights are zero"]
    w0, w1 = (float(weight) for weight in line.weights)  # of Python's, which go to infinity without a warning
    if abs(w1) > 1e-6 * abs(w0):
        equation = f"{symbols.x(1)} = {signed_sum([(-line.bias / w1, ''), (-w0 / w1, symbols.x(0))])}"
    else:
        equation = f"{symbols.x(0)} = {number(-line.bias / w0)}"
    angle = float(np.degrees(np.arctan2(w1, w0)))
    return [
        f"line: {equation}",
        f"steepness {BARS}<i>w</i>{BARS} = {number(line.gain)}",
        f"normal at {number(angle, 0)}\N{DEGREE SIGN}",
    ]
