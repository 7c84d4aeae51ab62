"""The selected unit's arithmetic, against a hand calculation."""

from __future__ import annotations

import html
import re

from nnexplorer.compute.evaluation import evaluate_document
from nnexplorer.gui.words.formula import unit_arithmetic
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.model import beginnings, edits
from nnexplorer.model.lecture import scene


def plain(document):
    symbols = Symbols(NOTATIONS[document.view.notation], document.view.index_base)
    text = unit_arithmetic(evaluate_document(document, 8), symbols).replace("&nbsp;", " ")
    return html.unescape(re.sub(r"<[^>]+>", "", text)).replace("\N{MINUS SIGN}", "-").replace("\N{THIN SPACE}", " ")


def test_a_probe_gives_the_sum_the_activation_and_its_derivative():
    text = plain(scene("semicircle-frames").document)
    assert "e3 = 2.35 x0 + 11.82 x1 = 2.35" in text  # 12.05 (sin, cos) of pi/16 at x = (1, 0)
    assert "= 0.913" in text  # 1 / (1 + exp(-2.35))
    assert "= 0.079" in text  # 0.913 (1 - 0.913)


def test_without_a_probe_the_line_is_given():
    text = plain(scene("second-layer-output").document)
    assert "e1 = -0.90 + 3.00 x1 + 3.00 x2" in text
    assert "x2 = 0.30 - 1.00 x1" in text
    assert "= 4.24" in text  # 3 sqrt(2)
    assert "45" in text


def test_a_unit_without_weights_has_no_line():
    document = edits.set_parameter(scene("second-layer-output").document, "W1", (0, 0), 0.0)
    assert "no line" in plain(edits.set_parameter(document, "W1", (0, 1), 0.0))


def test_without_a_selection_it_says_how_to_get_one():
    assert "Click" in plain(edits.select(scene("second-layer-output").document, None))


def test_over_one_input_the_threshold_and_its_side_are_given():
    begun = edits.set_view(beginnings.curve(), probe=None)
    assert "threshold: x0 = -1.75" in plain(begun)
    assert "on for x0 > -1.75" in plain(begun)
    assert "on for x0 < -1.25" in plain(edits.select(begun, 1))
    assert "|w| = 2.00" in plain(begun)
    flat = edits.set_parameter(begun, "W1", (0, 0), 0.0)
    assert "no threshold" in plain(flat)
