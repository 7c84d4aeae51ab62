"""The stages of the backward pass: from the loss through the output to the hidden unit's parameters."""

from __future__ import annotations

from collections.abc import Sequence

from nnexplorer.gui.training.stage_parts import SIGMA, Names, Stage, stage
from nnexplorer.gui.words.notation import MINUS, THIN, italic
from nnexplorer.gui.words.terms import (
    PARTIAL,
    TIMES,
    bold,
    bracketed,
    by,
    plain,
    product,
    result,
    total,
    tupled,
    vector,
)


def backward(names: Names) -> list[Stage]:
    """Return the stages of the backward pass in their order."""
    return [*_second_layer(names), *_first_layer(names), *_slope(names)]


def _second_layer(names: Names) -> Sequence[Stage]:
    part, k, step = names.step.part, names.unit, names.step
    slope = f"{italic('g')}\N{PRIME}({names.e2})"
    by_w2 = part.by_e2 * part.h[k]
    back = [f"{plain(y)}{TIMES}{bracketed(g)}" for y, g in zip(step.by_y, step.output_derivative, strict=True)]
    values = "1: the output is linear" if part.linear else vector(step.output_derivative)
    return (
        stage(
            by(names.y),
            "Backward: from the loss to the output",
            f"{by(names.y)} = 2{THIN}({names.y} {MINUS} {italic('y')})",
            [f"{by(names.y)} = 2{TIMES}{vector(part.epsilon)} = {result(step.by_y)}"],
            "y target error",
            backward=True,
        ),
        stage(
            by(names.e2),
            "Backward: through the output's nonlinearity",
            f"{by(names.e2)} = {by(names.y)}{TIMES}{slope}, {slope} = {values}",
            [f"{by(names.e2)} = {tupled(back)} = {result(part.by_e2)}"],
            "e2 y error",
            backward=True,
        ),
        stage(
            by(names.w2),
            f"Backward: the correction vector of unit {names.symbols.index(k)}",
            f"{by(names.w2)} = {names.h}{TIMES}{by(names.e2)}",
            [f"{by(names.w2)} = {plain(part.h[k])}{TIMES}{vector(part.by_e2)} = {result(by_w2)}"],
            "h W2 error",
            backward=True,
        ),
        stage(
            by(names.b2),
            "Backward: the output's bias",
            f"{by(names.b2)} = {by(names.e2)}",
            [f"{by(names.b2)} = {result(part.by_e2)}"],
            "b2 error",
            backward=True,
        ),
    )


def _first_layer(names: Names) -> Sequence[Stage]:
    part, k, step = names.step.part, names.unit, names.step
    factors, network, number = part.factors(k), step.network, names.symbols.index(k)
    terms = [product(d, w) for d, w in zip(part.by_e2, network.W2[:, k], strict=True)]
    symbol, hidden = network.activation.symbol or "id", f"{PARTIAL}{names.h}/{PARTIAL}{names.e}"
    by_e1 = plain(part.by_e1[k])
    chain = f"{product(factors.by_h, factors.h_by_e)}{TIMES}{vector(factors.e_by_w)}"
    return (
        stage(
            by(names.h),
            f"Backward: the activation of unit {number}",
            f"{by(names.h)} = {by(names.e2)}{TIMES}{names.w2}",
            [f"{by(names.h)} = {total(terms)} = {bold(factors.by_h)}"],
            "W2 h e2",
            backward=True,
        ),
        stage(
            hidden,
            f"Backward: the nonlinearity's slope at unit {number}",
            f"{hidden} = {symbol}\N{PRIME}({names.e})",
            [f"{hidden} = {symbol}\N{PRIME}({plain(part.e1[k])}) = {bold(factors.h_by_e)}"],
            "e1 h",
            backward=True,
        ),
        stage(
            by(names.e),
            f"Backward: the excitation of unit {number}",
            f"{by(names.e)} = {by(names.h)}{TIMES}{hidden}",
            [f"{by(names.e)} = {product(factors.by_h, factors.h_by_e)} = {bold(part.by_e1[k])}"],
            "e1",
            backward=True,
        ),
        stage(
            by(names.w),
            f"Backward: all the way to the weights of unit {number}",
            f"{by(names.w)} = {by(names.h)}{TIMES}{hidden}{TIMES}{PARTIAL}{names.e}/{PARTIAL}{names.w}, "
            f"{PARTIAL}{names.e}/{PARTIAL}{names.w} = {italic('x')}",
            [f"{by(names.w)} = {chain} = {by_e1}{TIMES}{vector(factors.e_by_w)} = {result(factors.by_w)}"],
            "W1 x",
            backward=True,
        ),
        stage(
            by(names.b),
            f"Backward: the bias of unit {number}",
            f"{by(names.b)} = {by(names.e)}",
            [f"{by(names.b)} = {bold(part.by_e1[k])}"],
            "b1",
            backward=True,
        ),
    )


def _slope(names: Names) -> Sequence[Stage]:
    """The slope that PReLUs share is one more thing to train."""
    if not names.step.network.activation.slope_trained:
        return ()
    by_a, letters = by(italic("a")), names.symbols.notation
    each = f"min(0, {letters.excitation_html}<sub>j</sub>)"
    one = stage(
        by_a,
        "Backward: the slope that all PReLUs share",
        f"{by_a} = {SIGMA}<sub>j</sub> {by(letters.activation_html + '<sub>j</sub>')}{TIMES}{each}",
        [f"{by_a} = {bold(names.step.by_slope)}"],
        "h",
        backward=True,
    )
    return (one,)
