"""The stages of one step in slow motion: each one's law, today's numbers, and which quantities it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnexplorer.gui.words.notation import MINUS, THIN, Symbols, indexed, italic
from nnexplorer.gui.words.terms import (
    LOSS,
    MOST_TERMS,
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

if TYPE_CHECKING:
    from nnexplorer.compute.slowstep import SlowStep

ETA, SIGMA = italic("\N{GREEK SMALL LETTER ETA}"), "\N{GREEK CAPITAL LETTER SIGMA}"

MOST_ROWS = 2
"""Outputs whose numbers are written out, a row each."""


@dataclass(frozen=True)
class Stage:
    """One stage: its name in the chain of stages, what it says, its law and its numbers as rich text.

    `lit` are the quantities that canvases bring out, see `nnexplorer.gui.canvases.spotlight`; `backward` says whether
    the errors go back by now, so that what the step changes can be drawn.
    """

    name: str
    title: str
    law: str
    numbers: tuple[str, ...]
    lit: frozenset[str]
    backward: bool


@dataclass(frozen=True)
class Writer:
    """Writes the stages of a step for one hidden unit."""

    step: SlowStep
    unit: int
    symbols: Symbols

    def stages(self) -> tuple[Stage, ...]:
        """All stages in their order: the forward pass, the backward pass, the update."""
        forward = (*self._hidden_unit(), *self._output(), self._loss())
        parts = (*forward, *self._second_layer(), *self._first_layer(), self._update())
        return tuple(stage for stage in parts if stage is not None)

    # Names ----------------------------------------------------------------------------------------------------

    @property
    def _e(self) -> str:
        return self.symbols.e(self.unit)

    @property
    def _h(self) -> str:
        return self.symbols.h(self.unit)

    @property
    def _e2(self) -> str:
        return f"{self.symbols.notation.excitation_html}<sup>(2)</sup>"

    @property
    def _w(self) -> str:
        return indexed("w", self.symbols.index(self.unit), "(1)")

    @property
    def _w2(self) -> str:
        return indexed("w", self.symbols.index(self.unit), "(2)")

    @property
    def _b2(self) -> str:
        return f"{italic('b')}<sup>(2)</sup>"

    @property
    def _y(self) -> str:
        return self.symbols.y(0, 1)

    # Stages ---------------------------------------------------------------------------------------------------

    def _hidden_unit(self) -> Sequence[Stage]:
        part, k, network = self.step.part, self.unit, self.step.network
        terms = [product(w, x) for w, x in zip(network.W1[k], part.x, strict=True)]
        symbol, number = network.activation.symbol or "id", self.symbols.index(k)
        return (
            _stage(
                self._e,
                f"Forward: the excitation of unit {number}",
                f"{self._e} = {self.symbols.b(k)} + {self._w}{TIMES}{italic('x')}",
                [f"{self._e} = {total([plain(network.b1[k]), *terms])} = {bold(part.e1[k])}"],
                "x W1 b1 e1",
            ),
            _stage(
                self._h,
                f"Forward: the activation of unit {number}",
                f"{self._h} = {symbol}({self._e})",
                [f"{self._h} = {symbol}({plain(part.e1[k])}) = {bold(part.h[k])}"],
                "e1 h",
            ),
        )

    def _output(self) -> Sequence[Stage]:
        letter, g = self.symbols.notation.activation_html, self.step.network.output_activation.symbol
        outputs = [
            f"{self.symbols.e2(m, len(self.step.e2))} = {self._output_sum(m)} = {bold(self.step.e2[m])}"
            for m in range(min(len(self.step.e2), MOST_ROWS))
        ]
        return (
            _stage(
                self._e2,
                "Forward: the output's excitation",
                f"{self._e2} = {self._b2} + {SIGMA}<sub>j</sub> {letter}<sub>j</sub> {indexed('w', 'j', '(2)')}",
                outputs,
                "h W2 b2 e2",
            ),
            _stage(
                self._y,
                "Forward: the output",
                f"{self._y} = {f'{g}({self._e2})' if g else self._e2}",
                [f"{self._y} = {result(self.step.part.y)}"],
                "e2 y",
            ),
        )

    def _loss(self) -> Stage:
        part = self.step.part
        pairs = zip(part.y, part.target, strict=True)
        squares = [f"({plain(y)} {MINUS} {bracketed(wanted)})<sup>2</sup>" for y, wanted in pairs]
        return _stage(
            LOSS,
            "Forward: the loss of this one sample",
            f"{LOSS} = |{self._y} {MINUS} {italic('y')}|<sup>2</sup>",
            [f"{LOSS} = {total(squares)} = {bold(self.step.loss)}"],
            "y target error",
        )

    def _output_sum(self, m: int) -> str:
        """The sum of an output's excitation: of many units the selected one's term and the rest."""
        part, network = self.step.part, self.step.network
        bias, units = plain(network.b2[m]), range(network.units)
        shown = [k for k in units if network.units <= MOST_TERMS or k == self.unit]
        terms = [product(part.h[k], network.W2[m, k]) for k in shown]
        if len(shown) < network.units:
            rest = float(self.step.e2[m] - network.b2[m] - part.h[self.unit] * network.W2[m, self.unit])
            terms.append(f"{bracketed(rest)} of the other {network.units - len(shown)}")
        return total([bias, *terms])

    def _second_layer(self) -> Sequence[Stage]:
        part, k, step = self.step.part, self.unit, self.step
        slope = f"{italic('g')}\N{PRIME}({self._e2})"
        by_w2 = part.by_e2 * part.h[k]
        back = [f"{plain(y)}{TIMES}{bracketed(g)}" for y, g in zip(step.by_y, step.output_derivative, strict=True)]
        values = "1: the output is linear" if part.linear else vector(step.output_derivative)
        return (
            _stage(
                by(self._y),
                "Backward: from the loss to the output",
                f"{by(self._y)} = 2{THIN}({self._y} {MINUS} {italic('y')})",
                [f"{by(self._y)} = 2{TIMES}{vector(part.epsilon)} = {result(step.by_y)}"],
                "y target error",
                backward=True,
            ),
            _stage(
                by(self._e2),
                "Backward: through the output's nonlinearity",
                f"{by(self._e2)} = {by(self._y)}{TIMES}{slope}, {slope} = {values}",
                [f"{by(self._e2)} = {tupled(back)} = {result(part.by_e2)}"],
                "e2 y error",
                backward=True,
            ),
            _stage(
                by(self._w2),
                f"Backward: the correction vector of unit {self.symbols.index(k)}",
                f"{by(self._w2)} = {self._h}{TIMES}{by(self._e2)}",
                [f"{by(self._w2)} = {plain(part.h[k])}{TIMES}{vector(part.by_e2)} = {result(by_w2)}"],
                "h W2 error",
                backward=True,
            ),
            _stage(
                by(self._b2),
                "Backward: the output's bias",
                f"{by(self._b2)} = {by(self._e2)}",
                [f"{by(self._b2)} = {result(part.by_e2)}"],
                "b2 error",
                backward=True,
            ),
        )

    def _first_layer(self) -> Sequence[Stage | None]:
        part, k, step = self.step.part, self.unit, self.step
        factors, network, number = part.factors(k), step.network, self.symbols.index(k)
        terms = [product(d, w) for d, w in zip(part.by_e2, network.W2[:, k], strict=True)]
        symbol, hidden = network.activation.symbol or "id", f"{PARTIAL}{self._h}/{PARTIAL}{self._e}"
        by_e1 = plain(part.by_e1[k])
        chain = f"{product(factors.by_h, factors.h_by_e)}{TIMES}{vector(factors.e_by_w)}"
        return (
            _stage(
                by(self._h),
                f"Backward: the activation of unit {number}",
                f"{by(self._h)} = {by(self._e2)}{TIMES}{self._w2}",
                [f"{by(self._h)} = {total(terms)} = {bold(factors.by_h)}"],
                "W2 h e2",
                backward=True,
            ),
            _stage(
                hidden,
                f"Backward: the nonlinearity's slope at unit {number}",
                f"{hidden} = {symbol}\N{PRIME}({self._e})",
                [f"{hidden} = {symbol}\N{PRIME}({plain(part.e1[k])}) = {bold(factors.h_by_e)}"],
                "e1 h",
                backward=True,
            ),
            _stage(
                by(self._e),
                f"Backward: the excitation of unit {number}",
                f"{by(self._e)} = {by(self._h)}{TIMES}{hidden}",
                [f"{by(self._e)} = {product(factors.by_h, factors.h_by_e)} = {bold(part.by_e1[k])}"],
                "e1",
                backward=True,
            ),
            _stage(
                by(self._w),
                f"Backward: all the way to the weights of unit {number}",
                f"{by(self._w)} = {by(self._h)}{TIMES}{hidden}{TIMES}{PARTIAL}{self._e}/{PARTIAL}{self._w}, "
                f"{PARTIAL}{self._e}/{PARTIAL}{self._w} = {italic('x')}",
                [f"{by(self._w)} = {chain} = {by_e1}{TIMES}{vector(factors.e_by_w)} = {result(factors.by_w)}"],
                "W1 x",
                backward=True,
            ),
            _stage(
                by(self.symbols.b(k)),
                f"Backward: the bias of unit {number}",
                f"{by(self.symbols.b(k))} = {by(self._e)}",
                [f"{by(self.symbols.b(k))} = {bold(part.by_e1[k])}"],
                "b1",
                backward=True,
            ),
            self._slope(),
        )

    def _slope(self) -> Stage | None:
        """The slope that PReLUs share is one more thing to train."""
        if not self.step.network.activation.slope_trained:
            return None
        by_a, letters = by(italic("a")), self.symbols.notation
        each = f"min(0, {letters.excitation_html}<sub>j</sub>)"
        return _stage(
            by_a,
            "Backward: the slope that all PReLUs share",
            f"{by_a} = {SIGMA}<sub>j</sub> {by(letters.activation_html + '<sub>j</sub>')}{TIMES}{each}",
            [f"{by_a} = {bold(self.step.by_slope)}"],
            "h",
            backward=True,
        )

    def _update(self) -> Stage:
        part, k, network = self.step.part, self.unit, self.step.network
        frozen, rate = k in self.step.frozen, f"{part.rate:.4g}"
        rows = [
            (self._w, network.W1[k], part.factors(k).by_w, part.delta.W1[k], frozen),
            (self.symbols.b(k), network.b1[k : k + 1], part.by_e1[k : k + 1], part.delta.b1[k : k + 1], frozen),
            (self._w2, network.W2[:, k], part.by_e2 * part.h[k], part.delta.W2[:, k], frozen),
            (self._b2, network.b2, part.by_e2, part.delta.b2, False),
        ]
        texts = [
            f"{name} stays {result(before)}: the unit is frozen"
            if stays
            else f"{name} \N{LEFTWARDS ARROW} {vector(before)} {MINUS} {rate}{TIMES}{vector(slope)} = "
            f"{result(before + change)}"
            for name, before, slope, change, stays in rows
        ]
        every = f"{italic('P')} \N{LEFTWARDS ARROW} {italic('P')} {MINUS} {ETA}{THIN}{by(italic('P'))}"
        return _stage(
            "update",
            "Update: all parameters at once",
            f"{every}, {ETA} = {rate}",
            texts,
            "W1 b1 W2 b2",
            backward=True,
        )


def _stage(name: str, title: str, law: str, numbers: Sequence[str], lit: str, *, backward: bool = False) -> Stage:
    return Stage(name, title, law, tuple(numbers), frozenset(lit.split()), backward)
