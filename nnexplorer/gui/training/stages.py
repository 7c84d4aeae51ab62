"""All stages of one step in slow motion, in their order: the forward pass, the backward pass and the update."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.training.backward_stages import backward
from nnexplorer.gui.training.forward_stages import forward
from nnexplorer.gui.training.stage_parts import Names, Stage, stage
from nnexplorer.gui.words.notation import MINUS, THIN, Symbols, italic
from nnexplorer.gui.words.terms import TIMES, by, result, vector

if TYPE_CHECKING:
    from nnexplorer.compute.parts.slow_step import SlowStep

ETA = italic("\N{GREEK SMALL LETTER ETA}")


def stages(step: SlowStep, unit: int, symbols: Symbols) -> tuple[Stage, ...]:
    """Return the stages of `step` as they are told of one hidden unit."""
    names = Names(step, unit, symbols)
    return (*forward(names), *backward(names), _update(names))


def _update(names: Names) -> Stage:
    """All parameters at once go down their slopes; those of a frozen unit stay."""
    part, k, network = names.step.part, names.unit, names.step.network
    frozen, rate = k in names.step.frozen, f"{part.rate:.4g}"
    rows = [
        (names.w, network.W1[k], part.factors(k).by_w, part.delta.W1[k], frozen),
        (names.b, network.b1[k : k + 1], part.by_e1[k : k + 1], part.delta.b1[k : k + 1], frozen),
        (names.w2, network.W2[:, k], part.by_e2 * part.h[k], part.delta.W2[:, k], frozen),
        (names.b2, network.b2, part.by_e2, part.delta.b2, False),
    ]
    texts = [
        f"{name} stays {result(before)}: the unit is frozen"
        if stays
        else f"{name} \N{LEFTWARDS ARROW} {vector(before)} {MINUS} {rate}{TIMES}{vector(slope)} = "
        f"{result(before + change)}"
        for name, before, slope, change, stays in rows
    ]
    every = f"{italic('P')} \N{LEFTWARDS ARROW} {italic('P')} {MINUS} {ETA}{THIN}{by(italic('P'))}"
    return stage(
        "update",
        "Update: all parameters at once",
        f"{every}, {ETA} = {rate}",
        texts,
        "W1 b1 W2 b2",
        backward=True,
    )
