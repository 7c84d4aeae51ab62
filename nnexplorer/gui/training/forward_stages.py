"""The stages of the forward pass: from the sample to the hidden unit, the output and the loss."""

from __future__ import annotations

from collections.abc import Sequence

from nnexplorer.gui.training.stage_parts import SIGMA, Names, Stage, stage
from nnexplorer.gui.words.notation import MINUS, indexed, italic
from nnexplorer.gui.words.terms import LOSS, MOST_TERMS, TIMES, bold, bracketed, plain, product, result, total

MOST_ROWS = 2
"""Outputs whose numbers are written out, a row each."""


def forward(names: Names) -> list[Stage]:
    """Return the stages of the forward pass in their order."""
    return [*_hidden_unit(names), *_output(names), _loss(names)]


def _hidden_unit(names: Names) -> Sequence[Stage]:
    part, k, network = names.step.part, names.unit, names.step.network
    terms = [product(w, x) for w, x in zip(network.W1[k], part.x, strict=True)]
    symbol, number = network.activation.symbol or "id", names.symbols.index(k)
    return (
        stage(
            names.e,
            f"Forward: the excitation of unit {number}",
            f"{names.e} = {names.b} + {names.w}{TIMES}{italic('x')}",
            [f"{names.e} = {total([plain(network.b1[k]), *terms])} = {bold(part.e1[k])}"],
            "x W1 b1 e1",
        ),
        stage(
            names.h,
            f"Forward: the activation of unit {number}",
            f"{names.h} = {symbol}({names.e})",
            [f"{names.h} = {symbol}({plain(part.e1[k])}) = {bold(part.h[k])}"],
            "e1 h",
        ),
    )


def _output(names: Names) -> Sequence[Stage]:
    letter, g = names.symbols.notation.activation_html, names.step.network.output_activation.symbol
    outputs = [
        f"{names.symbols.e2(m, len(names.step.e2))} = {_output_sum(names, m)} = {bold(names.step.e2[m])}"
        for m in range(min(len(names.step.e2), MOST_ROWS))
    ]
    return (
        stage(
            names.e2,
            "Forward: the output's excitation",
            f"{names.e2} = {names.b2} + {SIGMA}<sub>j</sub> {letter}<sub>j</sub> {indexed('w', 'j', '(2)')}",
            outputs,
            "h W2 b2 e2",
        ),
        stage(
            names.y,
            "Forward: the output",
            f"{names.y} = {f'{g}({names.e2})' if g else names.e2}",
            [f"{names.y} = {result(names.step.part.y)}"],
            "e2 y",
        ),
    )


def _output_sum(names: Names, m: int) -> str:
    """The sum of an output's excitation: of many units the selected one's term and the rest."""
    part, network = names.step.part, names.step.network
    bias, units = plain(network.b2[m]), range(network.units)
    shown = [k for k in units if network.units <= MOST_TERMS or k == names.unit]
    terms = [product(part.h[k], network.W2[m, k]) for k in shown]
    if len(shown) < network.units:
        rest = float(names.step.e2[m] - network.b2[m] - part.h[names.unit] * network.W2[m, names.unit])
        terms.append(f"{bracketed(rest)} of the other {network.units - len(shown)}")
    return total([bias, *terms])


def _loss(names: Names) -> Stage:
    part = names.step.part
    pairs = zip(part.y, part.target, strict=True)
    squares = [f"({plain(y)} {MINUS} {bracketed(wanted)})<sup>2</sup>" for y, wanted in pairs]
    return stage(
        LOSS,
        "Forward: the loss of this one sample",
        f"{LOSS} = |{names.y} {MINUS} {italic('y')}|<sup>2</sup>",
        [f"{LOSS} = {total(squares)} = {bold(names.step.loss)}"],
        "y target error",
    )
