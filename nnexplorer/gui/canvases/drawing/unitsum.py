"""One unit's sum with today's numbers, broken into lines that fit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from nnexplorer.gui.words.notation import DOT, MINUS, THIN, number

if TYPE_CHECKING:
    from collections.abc import Callable

    from nnexplorer.compute.parts.diagram import DiagramPart
    from nnexplorer.gui.look.style import Style
    from nnexplorer.gui.words.notation import Symbols
    from nnexplorer.model.network import Array

MOST_TERMS = 7
"""Most terms of a sum that are written out."""

SPACE = "&nbsp;" * 5


@dataclass(frozen=True)
class Statement:
    """What a quantity is equal to: its name, the terms it is the sum of, and the number that they make, or ''."""

    name: str
    terms: tuple[str, ...]
    result: str

    @property
    def line(self) -> str:
        """All of it in one line."""
        return f"{self.name} = {' '.join(self.terms)}{self._result}"

    @property
    def short(self) -> str:
        """The result alone, or where there is none the beginning of the sum."""
        rest = " + \N{HORIZONTAL ELLIPSIS}" if len(self.terms) > 1 else ""
        return f"{self.name}{self._result}" if self.result else f"{self.name} = {self.terms[0]}{rest}"

    @property
    def _result(self) -> str:
        return f" = <b>{self.result}</b>" if self.result else ""

    def broken(self, width: float, measure: Callable[[str], float]) -> list[tuple[float, str]]:
        """Lines no wider than `width`, if their terms allow it, each with how far it is indented."""
        if measure(self.line) <= width:
            return [(0.0, self.line)]
        indent = measure(f"{self.name} ")
        lines = [f"{self.name} = {self.terms[0]}"]
        for term in self.terms[1:]:
            room = width - (indent if len(lines) > 1 else 0.0)
            if measure(f"{lines[-1]} {term}") <= room:
                lines[-1] += f" {term}"
            else:
                lines.append(term)
        if self.result:
            lines.append(f"= <b>{self.result}</b>")
        return [(indent * (row > 0), line) for row, line in enumerate(lines)]


def unit_sum(part: DiagramPart, unit: int, symbols: Symbols) -> tuple[Statement, Statement]:
    """A unit's excitation and activation: in numbers at the probe, else in terms of the inputs."""
    values, weights = part.values, part.first[unit]
    e, h = symbols.e(unit), symbols.h(unit)
    excitation, activation = ("", "") if values is None else (number(values.e1[unit]), number(values.h[unit], 3))
    inside = e if values is None else excitation
    name = part.hidden.symbol
    return (
        Statement(e, _terms(weights, None if values is None else values.x, symbols), excitation),
        Statement(h, (f"{name}({inside})" if name else inside,), activation),
    )


def fitted(
    statements: tuple[Statement, ...], wide: float, high: float, broken: bool, style: Style, step: str
) -> list[tuple[float, str]]:
    """Lines of `statements`, each with its indent, for a place `wide` and `high` pixels large.

    `broken` ones go on in the next line; else each has one line, or all have one, and one that is too long is cut
    down to its result.
    """

    def measure(html: str) -> float:
        return style.text_width(html, step)

    rows = int(high / style.line_height(step) + 0.5)
    if broken:
        lines = [line for statement in statements for line in statement.broken(wide, measure)]
        if len(lines) <= rows:
            return lines
    whole = SPACE.join(statement.line for statement in statements)
    if measure(whole) <= wide:
        return [(0.0, whole)]
    short = [s.line if measure(s.line) <= wide else s.short for s in statements]
    if rows >= len(statements):
        return [(0.0, line) for line in short]
    results = SPACE.join(statement.short for statement in statements)
    return [(0.0, results if statements[0].result and measure(results) <= wide else short[0])]


def _terms(weights: Array, x: Array | None, symbols: Symbols) -> tuple[str, ...]:
    """The bias, then every weight times its input; a long sum is cut short."""
    shown = len(weights) if len(weights) <= MOST_TERMS else MOST_TERMS - 1
    terms = [number(float(weights[0]))]
    for j in range(shown - 1):
        factor = f"{THIN}{symbols.x(j)}" if x is None else f"{THIN}{DOT}{THIN}{_factor(float(x[j]))}"
        weight = number(float(weights[j + 1]))
        sign = MINUS if weight.startswith(MINUS) else "+"
        terms.append(f"{sign} {weight.removeprefix(MINUS)}{factor}")
    return tuple(terms) if shown == len(weights) else (*terms, "+ \N{HORIZONTAL ELLIPSIS}")


def _factor(value: float) -> str:
    """A number after a multiplication sign: in brackets if it has a sign."""
    text = number(value)
    return f"({text})" if text.startswith(MINUS) else text
