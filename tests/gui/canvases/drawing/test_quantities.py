"""Quantities are called what the lecture calls them."""

from __future__ import annotations

import pytest

from nnexplorer.gui.canvases.drawing.quantities import quantity_letter, quantity_title
from nnexplorer.gui.words.notation import NOTATIONS, Symbols
from nnexplorer.model.settings import QUANTITIES

SYMBOLS = Symbols(NOTATIONS["e"], 0)


@pytest.mark.parametrize("outputs", [1, 2])
def test_every_quantity_has_a_letter_and_a_title_of_its_own(outputs):
    letters = [quantity_letter(kind, SYMBOLS, 1, outputs) for kind in QUANTITIES]
    titles = [quantity_title(kind, SYMBOLS, 1, "tanh", outputs) for kind in QUANTITIES]
    assert len(set(letters)) == len(set(titles)) == len(QUANTITIES)
    assert all(letter in title for letter, title in zip(letters, titles, strict=True))


def test_known_names():
    assert quantity_title("target", SYMBOLS, 0, "") == "Target <i>y</i>"
    assert quantity_title("h", SYMBOLS, 2, "tanh") == f"Activation {SYMBOLS.h(2)} = tanh({SYMBOLS.e(2)})"
    assert quantity_letter("residual", SYMBOLS, 0) == f"{SYMBOLS.y(0, 1)} − <i>y</i>"
    assert quantity_letter("y", SYMBOLS, 0, 2) == SYMBOLS.y(0, 2)
    assert (
        quantity_title("soft", SYMBOLS, 0, "") == quantity_title("hard", SYMBOLS, 0, "") == f"Output {SYMBOLS.y(0, 1)}"
    )
