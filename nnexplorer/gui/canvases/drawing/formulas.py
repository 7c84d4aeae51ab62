"""Formulas of the nonlinearities and of their derivatives, in the notation's letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nnexplorer.gui.words.notation import MINUS, THIN, number

if TYPE_CHECKING:
    from nnexplorer.gui.words.notation import Symbols
    from nnexplorer.model.activations import Activation

B = "<i>b</i>"
PRIME = "\N{PRIME}"
DELTA = f"\N{GREEK SMALL LETTER DELTA}({B})"

FORMULAS: dict[str, tuple[str, str]] = {
    "step": (f"1 for {B} &gt; 0, 0 for {B} &lt; 0", DELTA),
    "signum": (f"1 for {B} &gt; 0, {MINUS}1 for {B} &lt; 0", f"2{THIN}{DELTA}"),
    "logistic": (f"1 / (1 + e<sup>{MINUS}{B}</sup>)", f"{{h}}{THIN}(1 {MINUS} {{h}})"),
    "tanh": (
        f"(e<sup>{B}</sup> {MINUS} e<sup>{MINUS}{B}</sup>) / (e<sup>{B}</sup> + e<sup>{MINUS}{B}</sup>)",
        f"1 {MINUS} {{h}}<sup>2</sup>",
    ),
    "relu": (f"max(0, {B})", f"u({B})"),
    "softplus": (f"ln(1 + e<sup>{B}</sup>)", f"\N{GREEK SMALL LETTER SIGMA}({B})"),
    "leaky_relu": (f"{B} or {{slope}}{THIN}{B}", "1 or {slope}"),
    "prelu": (f"{B} or <i>a</i>{THIN}{B}, <i>a</i> = {{slope}}", "1 or <i>a</i>, <i>a</i> = {slope}"),
    "identity": (B, "1"),
}
"""What g(b) and g'(b) are equal to; h is the activation's letter. One that is missing here is drawn without."""

BRIEF: dict[str, str] = {
    "step": "1 or 0",
    "signum": f"1 or {MINUS}1",
    "tanh": f"2{THIN}\N{GREEK SMALL LETTER SIGMA}(2{THIN}{B}) {MINUS} 1",
    "prelu": f"{B} or {{slope}}{THIN}{B}",
}
"""What g(b) is equal to in fewer signs, where these are many."""


def name_of(activation: Activation, derivative: bool = False) -> str:
    """How g or g' is written in front of its argument."""
    return (activation.symbol or "<i>g</i>") + (PRIME if derivative else "")


def titles(activation: Activation, symbols: Symbols, derivative: bool = False) -> tuple[str, ...]:
    """What a graph of g or g' can be called, the longest first."""
    short = f"{name_of(activation, derivative)}({B})"
    formula = FORMULAS.get(activation.name)
    if formula is None:
        return (short,)
    letter = symbols.notation.activation_html
    full = f"{short} = {formula[derivative].format(h=letter, slope=number(activation.slope))}"
    spoken = f"<b>{activation.title[0].upper()}{activation.title[1:]}</b>&nbsp;&nbsp; {full}"
    return (full, short) if derivative else (spoken, full, short)


def delta_label(area: float) -> str:
    """A Dirac delta of some area."""
    return DELTA if area == 1 else f"{number(area, 0 if area == round(area) else 2)}{THIN}{DELTA}"


def brief(activation: Activation) -> str:
    """What g(b) is equal to, in few signs; empty if it has no formula here."""
    formula = BRIEF.get(activation.name, FORMULAS.get(activation.name, ("", ""))[0])
    return formula.format(slope=number(activation.slope))
