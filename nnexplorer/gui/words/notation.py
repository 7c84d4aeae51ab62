"""How quantities are written: the lecture's letters, index base and number format, as rich text."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import unescape

MINUS = "\N{MINUS SIGN}"
THIN = "\N{THIN SPACE}"
DOT = "\N{MIDDLE DOT}"


@dataclass(frozen=True)
class Notation:
    """Letters of one year's lecture: what an excitation and an activation are called."""

    name: str
    title: str
    excitation: str
    activation: str

    @property
    def excitation_html(self) -> str:
        """The excitation's letter."""
        return italic(self.excitation)

    @property
    def activation_html(self) -> str:
        """The activation's letter."""
        return italic(self.activation)


NOTATIONS: dict[str, Notation] = {
    notation.name: notation
    for notation in (
        Notation("e", "e, h", "e", "h"),
        Notation("xi", "\N{GREEK SMALL LETTER XI}, h", "\N{GREEK SMALL LETTER XI}", "h"),
        Notation("z", "z, a", "z", "a"),
    )
}
"""By name; a new notation is one entry here."""


@dataclass(frozen=True)
class Symbols:
    """Names of a document's quantities, in the HTML that Qt's rich text understands.

    Indices are given from 0 and printed from `index_base`.
    """

    notation: Notation
    index_base: int

    def index(self, k: int) -> str:
        """A unit's printed number."""
        return str(k + self.index_base)

    def x(self, j: int) -> str:
        """Input j."""
        return indexed("x", self.index(j))

    def y(self, k: int, outputs: int) -> str:
        """Output k of `outputs`; a single one needs no index."""
        hat = "\N{LATIN SMALL LETTER Y WITH CIRCUMFLEX}"
        return italic(hat) if outputs == 1 else indexed(hat, self.index(k))

    def target(self, k: int) -> str:
        """Axis k of output space."""
        return indexed("y", self.index(k))

    def e(self, k: int) -> str:
        """First-layer excitation of unit k."""
        return indexed(self.notation.excitation, self.index(k))

    def h(self, k: int) -> str:
        """First-layer activation of unit k."""
        return indexed(self.notation.activation, self.index(k))

    def e2(self, k: int, outputs: int) -> str:
        """Second-layer excitation k of `outputs`."""
        letter = self.notation.excitation
        return f"<i>{letter}</i><sup>(2)</sup>" if outputs == 1 else indexed(letter, self.index(k), "(2)")

    def w(self, k: int, j: int) -> str:
        """First-layer weight of unit k and input j."""
        return indexed("w", self.index(k) + self.index(j))

    def b(self, k: int | None = None) -> str:
        """First-layer bias of unit k, or the bias as such."""
        return italic("b") if k is None else indexed("b", self.index(k))


def italic(text: str) -> str:
    """A letter that stands for a quantity."""
    return f"<i>{text}</i>"


def indexed(letter: str, index: str, power: str = "") -> str:
    """A quantity with its index, and a superscript such as the layer's number."""
    return f"<i>{letter}</i>" + (f"<sup>{power}</sup>" if power else "") + f"<sub>{index}</sub>"


def plain(html: str) -> str:
    """Rich text without its tags, as it is read out or searched."""
    return unescape(re.sub("<[^>]*>", "", html))


def numbered(letter: str, many: int, index_base: int) -> list[str]:
    """The names of so many inputs or outputs; a single one needs no index."""
    return [indexed(letter, str(index_base + i)) if many > 1 else italic(letter) for i in range(many)]


def number(value: float, digits: int = 2) -> str:
    """`value` with fixed digits and a true minus; a zero has no sign."""
    if math.isnan(value):
        return "\N{EN DASH}"
    if math.isinf(value):
        return "\N{INFINITY}" if value > 0 else MINUS + "\N{INFINITY}"
    text = f"{abs(value):.{digits}f}" if abs(value) < 1e7 else f"{abs(value):.{digits}e}"
    return MINUS + text if value < 0 and float(text) != 0.0 else text


def short(value: float, digits: int = 4) -> str:
    """`value` with at most so many significant digits, as it is typed: 0.01, 1e−5, −3."""
    text = f"{value:.{digits}g}"
    digit, mark, power = text.partition("e")
    return (f"{digit}e{int(power)}" if mark else text).replace("-", MINUS)


def compact(value: float, digits: int = 2) -> str:
    """`value` with `digits` after the point as long as that is short, else with a power of ten."""
    if math.isfinite(value) and abs(value) >= 1e4:
        mantissa, exponent = f"{abs(value):.{digits - 1}e}".split("e")
        return f"{MINUS if value < 0 else ''}{mantissa}e{int(exponent)}"
    return number(value, digits if abs(value) < 1e3 else digits - 1)


def significant(value: float, digits: int = 4) -> str:
    """`value` with `digits` significant ones: written out where that is short, else with a power of ten."""
    if value == 0.0 or not math.isfinite(value):
        return number(value, 0)
    mantissa, exponent = f"{abs(value):.{digits - 1}e}".split("e")
    power = int(exponent)
    sign = MINUS if value < 0 else ""
    if -5 < power < 6:
        return f"{sign}{abs(value):.{max(0, digits - 1 - power)}f}"
    return f"{sign}{mantissa}{THIN}{DOT}{THIN}10<sup>{number(power, 0)}</sup>"


def brief(value: float, digits: int = 4) -> str:
    """`value` with at most so many significant digits, zeros at its end left out: 0.02, 5 000, 2 · 10⁵."""
    mantissa, mark, power = f"{value:.{digits}g}".partition("e")
    if mantissa.isdecimal():
        mantissa = count(int(mantissa))
    mantissa = mantissa.replace("-", MINUS)
    return f"{mantissa}{THIN}{DOT}{THIN}10<sup>{number(int(power), 0)}</sup>" if mark else mantissa


def percent(share: float) -> str:
    """A share in percent with one digit, rounded down: what is not all is not called 100."""
    if math.isnan(share):
        return "\N{EN DASH}"
    text = f"{math.floor(1000 * share + 1e-9) / 10:.1f}".removesuffix(".0")
    return f"{text}{THIN}%"


def count(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}".replace(",", "\N{NARROW NO-BREAK SPACE}")


def signed_sum(terms: Iterable[tuple[float, str]], digits: int = 2) -> str:
    """Numbers times names, added up the way one writes it: -2.35 x_0 + 11.82 x_1."""
    text = ""
    for value, name in terms:
        shown = number(abs(value), digits)
        negative = number(value, digits).startswith(MINUS)
        lead = (f" {MINUS} " if negative else " + ") if text else (MINUS if negative else "")
        text += lead + shown + (f"{THIN}{name}" if name else "")
    return text or number(0.0, digits)
