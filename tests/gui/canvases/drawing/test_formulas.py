"""Every nonlinearity has its formula, right at every b, in the notation's letters, and shorter ones for less room."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest

from nnexplorer.gui.canvases.drawing.formulas import BRIEF, FORMULAS, brief, delta_label, name_of, titles
from nnexplorer.gui.words.notation import MINUS, NOTATIONS, THIN, Symbols
from nnexplorer.model.activations import ACTIVATIONS, activation

SPELT = {MINUS: "-", THIN: "*", "&nbsp;": " ", "<i>b</i>": "b", "<i>a</i>": "a", "<sup>": "**(", "</sup>": ")",
         "&gt;": ">", "&lt;": "<"}  # fmt: skip
KNOWN = {"e": math.e, "ln": math.log, "max": max, "u": lambda b: float(b > 0), "__builtins__": {},
         "\N{GREEK SMALL LETTER SIGMA}": lambda b: 1 / (1 + math.exp(-b))}  # fmt: skip
PLACES = (-2.5, -0.5, 0.5, 2.5)


def value_of(html, b, **letters):
    """What a printed formula gives at b, read as the arithmetic that it is; cases are told apart by their order."""
    for sign, spelt in SPELT.items():
        html = html.replace(sign, spelt)
    if " or " in html:
        html = html.partition(", a")[0]
        html = html.split(" or ")[0 if b > 0 else 1]
    elif " for " in html:
        html = next(case.split(" for ")[0] for case in html.split(", ") if eval(case.split(" for ")[1], {"b": b}))
    return eval(html, KNOWN | {"b": b} | letters)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("slope", [0.25, 0.6])
def test_what_is_printed_is_what_is_computed(name, slope):
    it = activation(name, slope)
    for b in PLACES:
        g = float(it.function(np.array(b)))
        full = FORMULAS[name][0].format(slope=f"{it.slope:.2f}")
        for text in (full, brief(it)):
            assert value_of(text, b, a=it.slope) == pytest.approx(g, abs=1e-9), text


@pytest.mark.parametrize("name", [name for name in ACTIVATIONS if name not in ("step", "signum")])
def test_what_is_printed_of_the_derivative_is_what_is_computed(name):
    it = activation(name, 0.25)
    for b in PLACES:
        wanted, h = float(it.derivative(np.array(b))), float(it.function(np.array(b)))
        text = FORMULAS[name][1].format(h="H", slope=f"{it.slope:.2f}")
        assert value_of(text, b, a=it.slope, H=h) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize("name", ["step", "signum"])
def test_a_hard_ones_derivative_is_a_delta_of_its_jump(name):
    it = activation(name)
    jump = float(np.diff(it.function(np.array([-1.0, 1.0])))[0])
    assert FORMULAS[name][1] == delta_label(jump)


@pytest.mark.parametrize("name", ACTIVATIONS)
@pytest.mark.parametrize("derivative", [False, True])
def test_titles_are_there_for_any_room_the_longest_first(style, name, derivative):
    found = titles(activation(name), style.symbols, derivative)
    wide = [style.text_width(text, "normal") for text in found]
    assert wide == sorted(wide, reverse=True)
    assert found[-1] == f"{name_of(activation(name), derivative)}(<i>b</i>)"
    assert all(found[-1] in text for text in found)
    assert not any("{" in text for text in found)


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_the_longest_title_begins_with_the_spoken_name(style, name):
    title = activation(name).title
    assert titles(activation(name), style.symbols)[0].startswith(f"<b>{title[0].upper()}{title[1:]}</b>")


@pytest.mark.parametrize("notation", NOTATIONS)
def test_derivatives_have_the_activations_letter(notation):
    symbols = Symbols(NOTATIONS[notation], 0)
    (full, _) = titles(activation("logistic"), symbols, derivative=True)
    assert full.endswith(f"{symbols.notation.activation_html}{THIN}(1 {MINUS} {symbols.notation.activation_html})")


def test_one_without_a_formula_has_its_name(style, monkeypatch):
    monkeypatch.delitem(FORMULAS, "softplus")
    assert titles(activation("softplus"), style.symbols) == (f"{name_of(activation('softplus'))}(<i>b</i>)",)
    assert brief(activation("softplus")) == ""


@pytest.mark.parametrize("name", BRIEF)
def test_brief_ones_are_brief(style, name):
    it = activation(name)
    full = FORMULAS[name][0].format(slope="0.25")
    assert style.text_width(brief(it), "small") < style.text_width(full, "small")


def test_names_are_the_symbols_and_have_a_prime_for_the_derivative():
    assert name_of(activation("tanh")) == "tanh"
    assert name_of(activation("tanh"), derivative=True) == "tanh\N{PRIME}"
    assert re.sub("<[^>]+>", "", name_of(activation("identity"))) == "g"


@pytest.mark.parametrize(
    ("area", "before"), [(1.0, ""), (2.0, f"2{THIN}"), (0.5, f"0.50{THIN}"), (-1.0, f"{MINUS}1{THIN}")]
)
def test_a_delta_has_its_area_before_it(area, before):
    assert delta_label(area) == f"{before}{delta_label(1.0)}"
